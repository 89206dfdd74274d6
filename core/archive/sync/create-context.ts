import { describeFailure } from "../../attempt.ts";
import { Failure } from "../../failure.ts";
import { stopFailure } from "../../items.ts";
import type { Client } from "../../platform/client.ts";
import { isMissingScope } from "../../platform/permission-hints.ts";
import { explainAttachment } from "../../platform/service-failure.ts";
import { plainText } from "../../text/phrase.ts";
import { createWarnings } from "../../warning.ts";
import type { World } from "../../world.ts";
import type { WritableArchive } from "../directory.ts";
import { gapGroup, type GapPlace, noteGap } from "../gaps.ts";
import { createMessageWriter } from "../message-writer.ts";
import type { ChatRow, ExportOptions, LaneName, RunTotals, SyncContext } from "./context.ts";
import { type ExportProgress, progressOf } from "./progress.ts";

/** What the lanes of a run work with. */
export interface RunSettings {
  readonly world: World;
  readonly client: Client;
  readonly archive: WritableArchive;
  readonly options: ExportOptions;
  /** Kinds of work that the login is known to have no scope for, and why: they are left out. */
  readonly refused?: ReadonlyMap<LaneName, Failure>;
  /** No further work begins then; Unix milliseconds. */
  readonly stopAt: number | undefined;
  /** Is called after every page; what it gets says how far the run is. */
  readonly onProgress?: (progress: () => ExportProgress) => void;
}

/** A run, and how it ends. */
export interface Sync {
  readonly context: SyncContext;
  /** Ends the run: no further work begins. */
  stop(): void;
  /** The time is up. */
  isLate(): boolean;
  /** What could not be had and ended the run. */
  stoppedAt(): Failure | undefined;
}

/** Makes what the lanes of a run share. */
export function createContext(
  settings: RunSettings & {
    readonly run: number;
    readonly startedMs: number;
    readonly chats: readonly ChatRow[];
  },
): Sync {
  const { world, client, archive, options, run, startedMs, chats, stopAt, onProgress, refused = [] } =
    settings;
  const { database } = archive;
  let isStopped = false;
  let stopping: Failure | undefined;
  let wake = () => {};
  let awake = new Promise<void>((resolve) => wake = resolve);
  const isLate = () => stopAt !== undefined && world.clock.now() >= stopAt;
  const done = nothingDone();
  const totals = new Map(
    chats.map(({ n }) => [n, { new: 0, edited: 0, recalled: 0, missing: 0, replies: 0 }]),
  );
  const context: SyncContext = {
    ...{ world, client, archive, run, startedMs, options, chats, totals, done },
    active: new Set<number>(),
    chatList: chats.map(({ n }) => n).join(","),
    writer: createMessageWriter(database, archive.packer),
    isStopping: () => isStopped || stopping !== undefined || isLate() || world.interrupt.aborted,
    async call(lane, request) {
      done.calls[lane] = (done.calls[lane] ?? 0) + 1;
      return await client.call(request);
    },
    refusals: new Map(refused),
    refuse(lane, error) {
      if (!isMissingScope(error)) return false;
      if (!context.refusals.has(lane)) context.refusals.set(lane, error);
      return true;
    },
    gap(place: GapPlace, cause: unknown) {
      const error = place.kind === "media" ? explainAttachment(cause, client.identity) : cause;
      noteGap(database, run, place, error);
      noteHint(done.hints, place, error);
      if (options.failFast && error instanceof Failure) stopping ??= firstGap(place, error);
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

function nothingDone(): RunTotals {
  return {
    media: { saved: 0, reused: 0, skipped: 0, bytes: 0, failed: 0 },
    recheck: { files: 0, different: 0, failed: 0 },
    search: { isRead: false, threads: 0 },
    ...{ warnings: createWarnings(), mediaFailures: new Map(), hints: new Map(), calls: {} },
  };
}

/** Most reasons whose hints are kept: there are few, and messages of the service may each be another one. */
const MAX_HINTS = 100;

function noteHint(hints: RunTotals["hints"], { kind }: GapPlace, error: unknown): void {
  if (!(error instanceof Failure) || error.detail.hint === undefined || hints.size >= MAX_HINTS) return;
  const { code = null, message, hint } = error.detail;
  hints.set(gapGroup({ kind, code, reason: plainText(message) }), hint);
}

function firstGap({ kind, chat, item }: GapPlace, error: Failure): Failure {
  return stopFailure(`${kind} ${item === "" ? chat : item}`, describeFailure(error));
}
