/**
 * One run of an export: chats, then lanes side by side over the one limiter, each fed by what others wrote. What is to be
 * done stands in the archive, so a run that was ended, however, is continued by the next one.
 *
 * @module
 */

import { describeFailure } from "../../attempt.ts";
import { Failure, isInterrupted } from "../../failure.ts";
import { stopFailure } from "../../items.ts";
import { stringifyJson } from "../../json/json.ts";
import type { Client } from "../../platform/client.ts";
import type { World } from "../../world.ts";
import { coverageOf, missingIntervals } from "../coverage.ts";
import type { WritableArchive } from "../directory.ts";
import { type GapPlace, hasFreshGaps, noteGap, reopenGaps } from "../gaps.ts";
import { writeManifest } from "../manifest.ts";
import { writeMeta } from "../meta.ts";
import { createMessageWriter } from "../message-writer.ts";
import { runBundleLane } from "./bundle-lane.ts";
import { type FoundChat, storeChats } from "./chats.ts";
import type { ChatRow, ChatTotals, ExportOptions, RunTotals, SyncContext } from "./context.ts";
import { runListLane } from "./list-lane.ts";
import { reopenSkipped, runMediaLane } from "./media-lane.ts";
import { runReactionLane } from "./reaction-lane.ts";
import { runSnapshots } from "./snapshot-lane.ts";
import { planThreads, runThreadLane } from "./thread-lane.ts";

/** What an export works with. */
export interface ExportSettings {
  readonly world: World;
  readonly client: Client;
  readonly archive: WritableArchive;
  readonly found: readonly FoundChat[];
  /** Of the service, for links. */
  readonly brand: string | undefined;
  readonly options: ExportOptions;
  /** No further work begins then; Unix milliseconds. */
  readonly stopAt: number | undefined;
  /** Is called after every page; what it gets says how far the run is. */
  readonly onProgress?: (progress: () => ExportProgress) => void;
}

/** How far a run is. */
export interface ExportProgress {
  readonly messages: number;
  /** What waits, by lane. */
  readonly waiting: Readonly<Record<"threads" | "bundles" | "reactions" | "media", number>>;
  readonly calls: number;
  readonly elapsedMs: number;
}

/** What became of a chat. */
export interface ChatReport extends Readonly<ChatTotals> {
  readonly chat_id: string;
  readonly name: string | null;
  readonly complete: boolean;
  /** Unix milliseconds; `undefined` where nothing is covered. */
  readonly coveredFrom: number | undefined;
  readonly coveredTo: number | undefined;
}

/** What a run did. */
export interface ExportReport {
  readonly run: number;
  readonly chats: readonly ChatReport[];
  readonly media: RunTotals["media"];
  readonly calls: Readonly<Record<string, number>>;
  /** It came to its end, and what it lists as unchecked is all that it did not look at. */
  readonly isFinished: boolean;
  /** There are gaps that are new, or that may still be closed. */
  readonly hasFreshGaps: boolean;
  readonly unchecked: { readonly threads: number; readonly messagesBefore: number | undefined };
  /** What ended the run early, other than its time. */
  readonly failure: Failure | undefined;
  /** It was to stop at the first gap, and this was it. */
  readonly stoppedAt: Failure | undefined;
  /** What waits, of a run that did not come to its end. */
  readonly waiting: ExportProgress["waiting"] | undefined;
}

/**
 * Runs an export.
 *
 * @throws {Failure} where the disk refuses.
 */
export async function runExport(settings: ExportSettings): Promise<ExportReport> {
  const { world, client, archive, options, found } = settings;
  const { database } = archive;
  const startedMs = world.clock.now();
  database.run(
    "INSERT INTO run(started, state, identity) VALUES(?, 'running', ?)",
    ...[startedMs, client.identity],
  );
  if (settings.brand !== undefined) writeMeta(database, "brand", settings.brand);
  writeMeta(database, "host", client.host);
  const run = database.get<{ id: number }>("SELECT last_insert_rowid() AS id")?.id ?? 0;
  const chats = storeChats(database, run, found);
  reopenGaps(database);
  const sync = createContext({ ...settings, run, startedMs, chats });
  if (options.media) reopenSkipped(sync.context);
  const left = options.threads ? planThreads(sync.context) : countThreads(sync.context);
  const failure = await runLanes(sync);
  const stoppedAt = sync.stoppedAt();
  const isFinished = failure === undefined && stoppedAt === undefined && !sync.isLate();
  const report: ExportReport = {
    ...{ run, chats: chats.map((chat) => reportOf(sync.context, chat, isFinished)) },
    ...{ media: sync.context.done.media, calls: sync.context.done.calls, isFinished, failure, stoppedAt },
    waiting: isFinished ? undefined : progressOf(sync.context).waiting,
    hasFreshGaps: hasFreshGaps(database, run),
    unchecked: {
      threads: left,
      messagesBefore: options.sweep ? undefined : startedMs - options.rescan,
    },
  };
  database.run(
    "UPDATE run SET ended = ?, state = ?, summary = ? WHERE id = ?",
    ...[world.clock.now(), isFinished ? "done" : "stopped", stringifyJson({ calls: report.calls }), run],
  );
  await writeManifest(world, archive, {
    messages: report.chats.some((chat) => chat.new + chat.edited + chat.recalled > 0),
    media: report.media.saved > 0,
  });
  return report;
}

interface Sync {
  readonly context: SyncContext;
  /** Ends the run: no further work begins. */
  stop(): void;
  /** The time is up. */
  isLate(): boolean;
  /** What could not be had and ended the run. */
  stoppedAt(): Failure | undefined;
}

function createContext(
  settings: ExportSettings & {
    readonly run: number;
    readonly startedMs: number;
    readonly chats: readonly ChatRow[];
  },
): Sync {
  const { world, client, archive, options, run, startedMs, chats, stopAt, onProgress } = settings;
  const { database } = archive;
  let isStopped = false;
  let stopping: Failure | undefined;
  let wake = () => {};
  let awake = new Promise<void>((resolve) => wake = resolve);
  const isLate = () => stopAt !== undefined && world.clock.now() >= stopAt;
  const done: RunTotals = { media: { saved: 0, reused: 0, skipped: 0, bytes: 0, failed: 0 }, calls: {} };
  const totals = new Map(
    chats.map(({ n }) => [n, { new: 0, edited: 0, recalled: 0, missing: 0, replies: 0 }]),
  );
  const context: SyncContext = {
    ...{ world, client, archive, run, startedMs, options, chats, totals, done },
    chatList: chats.map(({ n }) => n).join(","),
    writer: createMessageWriter(database, archive.packer),
    isStopping: () => isStopped || stopping !== undefined || isLate() || world.interrupt.aborted,
    async call(lane, request) {
      done.calls[lane] = (done.calls[lane] ?? 0) + 1;
      return await client.call(request);
    },
    gap(place: GapPlace, error: unknown) {
      noteGap(database, run, place, error);
      if (!options.failFast || !(error instanceof Failure)) return;
      stopping ??= stopFailure(
        `${place.kind} ${place.item === "" ? place.chat : place.item}`,
        describeFailure(error),
      );
    },
    wake() {
      const before = wake;
      awake = new Promise<void>((resolve) => wake = resolve);
      onProgress?.(() => progressOf(context));
      before();
    },
    awake: () => awake,
  };
  return {
    context,
    isLate,
    stoppedAt: () => stopping,
    stop() {
      isStopped = true;
      context.wake();
    },
  };
}

/** Runs the lanes; answers with what ended the run early. */
async function runLanes({ context, stop }: Sync): Promise<Failure | undefined> {
  const { threads, reactions, members, media } = context.options;
  const ended = new Set<string>();
  let failure: Failure | undefined;
  const run = async (name: string, lane: Promise<void>) => {
    try {
      await lane;
    } catch (error) {
      stop();
      if (!(error instanceof Failure)) throw error;
      failure ??= error;
    }
    ended.add(name);
    context.wake();
  };
  const isOver = (...names: readonly string[]) => () => names.every((name) => ended.has(name));
  const later = [
    ...threads ? [run("threads", runThreadLane(context, isOver("list")))] : [ended.add("threads")],
    run("bundles", runBundleLane(context, isOver("list", "threads"))),
    ...reactions ? [run("reactions", runReactionLane(context, isOver("list", "threads")))] : [],
    ...media ? [run("media", runMediaLane(context, isOver("list", "threads", "bundles")))] : [],
  ];
  await Promise.all([run("list", runListLane(context, () => true)), ...later]);
  if (failure === undefined && members) await run("members", runSnapshots(context));
  if (failure === undefined && context.world.interrupt.aborted) {
    const { reason } = context.world.interrupt;
    if (isInterrupted(reason)) failure = reason;
  }
  return failure;
}

function progressOf(
  { archive: { database }, chatList, done, totals, world, startedMs }: SyncContext,
): ExportProgress {
  const tasks = new Map(
    database.all<{ kind: string; count: number }>(
      `SELECT kind, count(*) AS count FROM task WHERE chat IN (${chatList}) GROUP BY kind`,
    ).map(({ kind, count }) => [kind, count]),
  );
  const media = database.get<{ count: number }>(
    "SELECT count(*) AS count FROM resource WHERE state = 'wanted'",
  );
  return {
    messages: [...totals.values()].reduce((sum, one) => sum + one.new, 0),
    waiting: {
      threads: tasks.get("thread") ?? 0,
      bundles: tasks.get("bundle") ?? 0,
      reactions: tasks.get("reactions") ?? 0,
      media: media?.count ?? 0,
    },
    calls: Object.values(done.calls).reduce((sum, one) => sum + one, 0),
    elapsedMs: world.clock.now() - startedMs,
  };
}

function countThreads({ archive: { database }, chatList }: SyncContext): number {
  return database.get<{ count: number }>(
    `SELECT count(*) AS count FROM thread WHERE state = 'open' AND chat IN (${chatList})`,
  )?.count ?? 0;
}

function reportOf(
  { archive: { database }, options, totals, startedMs }: SyncContext,
  chat: ChatRow,
  isFinished: boolean,
): ChatReport {
  const covered = coverageOf(database, chat.n);
  const wanted = { from: options.start ?? 0, to: Math.min(options.end ?? startedMs, startedMs) };
  const open =
    database.get<{ count: number }>("SELECT count(*) AS count FROM task WHERE chat = ?", chat.n)?.count ?? 0;
  return {
    ...{ chat_id: chat.chat_id, name: chat.name },
    ...totals.get(chat.n) ?? { new: 0, edited: 0, recalled: 0, missing: 0, replies: 0 },
    complete: isFinished && open === 0 && missingIntervals(covered, wanted).length === 0,
    coveredFrom: covered.at(-1)?.from,
    coveredTo: covered.at(-1)?.to,
  };
}
