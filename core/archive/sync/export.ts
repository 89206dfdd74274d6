/**
 * One run of an export: chats, then lanes side by side over the one limiter, each fed by what others wrote. What is to be
 * done stands in the archive, so a run that was ended, however, is continued by the next one.
 *
 * @module
 */

import type { Failure } from "../../failure.ts";
import { stringifyJson } from "../../json/json.ts";
import type { Phrase } from "../../text/phrase.ts";
import type { Warning } from "../../warning.ts";
import { coverageOf, missingIntervals } from "../coverage.ts";
import { hasFreshGaps, hasOpenGap, reopenGaps } from "../gaps.ts";
import { writeManifest } from "../manifest.ts";
import { writeMeta } from "../meta.ts";
import { type FoundChat, storeChats } from "./chats.ts";
import type { ChatRow, ChatTotals, LaneName, MediaFailure, RunTotals, SyncContext } from "./context.ts";
import { createContext, type RunSettings } from "./create-context.ts";
import { runLanes } from "./lanes.ts";
import { reopenSkipped } from "./media-lane.ts";
import { noteRefusals } from "./refusals.ts";
import { planRechecks } from "./recheck-lane.ts";
import { settleRecalled } from "./recalled.ts";
import { type ExportProgress, progressOf } from "./progress.ts";
import { planReplySearch, searchedUntil } from "./reply-search.ts";
import { countThreads, oldestCheck, planThreads } from "./thread-lane.ts";
import { type TruncatedMembers, truncatedMembers } from "./truncations.ts";

/** What an export works with. */
export interface ExportSettings extends RunSettings {
  readonly found: readonly FoundChat[];
  /** Of the service, for links. */
  readonly brand: string | undefined;
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
  /** Absent where saved files were not looked at again. */
  readonly recheck: RunTotals["recheck"] | undefined;
  readonly mediaFailures: readonly MediaFailure[];
  readonly warnings: readonly Warning[];
  /** What to do about gaps of this run, by their `gapGroup`. */
  readonly hints: ReadonlyMap<string, Phrase>;
  readonly elapsedMs: number;
  /** People and apps of the archive of whom only the id is known. */
  readonly peopleWithoutName: number;
  readonly calls: Readonly<Record<string, number>>;
  /** It came to its end, and what it lists as unchecked is all that it did not look at. */
  readonly isFinished: boolean;
  /** There are gaps that are new, or that may still be closed. */
  readonly hasFreshGaps: boolean;
  readonly unchecked: {
    readonly threads: number;
    /** When the one of them was checked that waits longest, Unix milliseconds; absent where it never was. */
    readonly threadsCheckedMs: number | undefined;
    readonly messagesBefore: number | undefined;
    /** Messages since then whose reactions were not asked for. */
    readonly reactions: number;
    /** Why replies to old messages could not be searched for; absent where they were, or where that could tell nothing. */
    readonly searchRefusal: Failure | undefined;
  };
  /** Members of the run's chats that the service lists in part only. */
  readonly truncatedMembers: readonly TruncatedMembers[];
  /** Kinds of work that this login is not allowed to do; and why a search was not read to its end. */
  readonly refusals: ReadonlyMap<LaneName, Failure>;
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
  const searched = searchedUntil(archive);
  const since = Math.min(startedMs, ...found.map(({ id }) => searched.get(id)?.until ?? startedMs));
  database.run(
    "INSERT INTO run(started, state, identity, summary) VALUES(?, 'running', ?, ?)",
    ...[startedMs, client.identity, stringifyJson({ searchedUntil: since })],
  );
  if (settings.brand !== undefined) writeMeta(database, "brand", settings.brand);
  writeMeta(database, "host", client.host);
  const run = database.get<{ id: number }>("SELECT last_insert_rowid() AS id")?.id ?? 0;
  const chats = storeChats(database, run, found);
  reopenGaps(database);
  const sync = createContext({ ...settings, run, startedMs, chats });
  if (options.media) reopenSkipped(sync.context);
  if (options.recheckMedia) planRechecks(sync.context);
  const left = options.threads ? planThreads(sync.context) : undefined;
  const search = planReplySearch(archive, options, { startedMs, chats, searched });
  const isSearching = client.identity === "user" && search !== undefined;
  const { failure, withoutReactions } = await runLanes(
    sync.context,
    sync.stop,
    isSearching ? search : undefined,
  );
  const stoppedAt = sync.stoppedAt();
  const isFinished = failure === undefined && stoppedAt === undefined && !sync.isLate();
  noteRefusals(sync.context);
  if (failure === undefined) await settleRecalled(sync.context);
  const report: ExportReport = {
    ...{ run, chats: chats.map((chat) => reportOf(sync.context, chat, isFinished)) },
    ...{ media: sync.context.done.media, calls: sync.context.done.calls, isFinished, failure, stoppedAt },
    recheck: options.recheckMedia ? sync.context.done.recheck : undefined,
    ...endOf(sync.context),
    waiting: isFinished ? undefined : progressOf(sync.context).waiting,
    ...{ hasFreshGaps: hasFreshGaps(database, run), refusals: sync.context.refusals },
    truncatedMembers: truncatedMembers(sync.context),
    unchecked: {
      // Those count that this run found.
      threads: left === undefined ? countThreads(sync.context) : left - sync.context.done.search.threads,
      ...{ threadsCheckedMs: oldestCheck(sync.context), reactions: withoutReactions },
      searchRefusal: isSearching ? sync.context.refusals.get("search") : undefined,
      messagesBefore: options.sweep ? undefined : startedMs - options.rescan,
    },
  };
  const isSearched = options.threads && (options.start ?? 0) <= since &&
    (search === undefined ? isFinished : sync.context.done.search.isRead);
  const until = isSearched ? Math.max(since, Math.min(options.end ?? startedMs, startedMs)) : since;
  database.run(
    "UPDATE run SET ended = ?, state = ?, summary = ? WHERE id = ?",
    ...[world.clock.now(), isFinished ? "done" : "stopped"],
    ...[stringifyJson({ calls: report.calls, searchedUntil: until }), run],
  );
  await writeManifest(world, archive, {
    messages: report.chats.some((chat) => chat.new + chat.edited + chat.recalled > 0),
    media: report.media.saved + sync.context.done.recheck.different > 0,
  });
  return report;
}

/** What the lanes noted beside the archive, and what the archive says about people. */
function endOf(
  { archive: { database }, done, world, startedMs }: SyncContext,
): Pick<ExportReport, "mediaFailures" | "warnings" | "hints" | "elapsedMs" | "peopleWithoutName"> {
  const { count = 0 } =
    database.get<{ count: number }>("SELECT count(*) AS count FROM person WHERE name IS NULL") ?? {};
  return {
    ...{ mediaFailures: [...done.mediaFailures.values()], warnings: done.warnings.list(), hints: done.hints },
    ...{ elapsedMs: world.clock.now() - startedMs, peopleWithoutName: count },
  };
}

function reportOf(
  { archive: { database }, run, options, totals, startedMs }: SyncContext,
  chat: ChatRow,
  isFinished: boolean,
): ChatReport {
  const covered = coverageOf(database, chat.n);
  const wanted = { from: options.start ?? 0, to: Math.min(options.end ?? startedMs, startedMs) };
  const open = database.get<{ count: number }>(
    "SELECT count(*) AS count FROM task WHERE chat = ? AND kind <> 'recheck'",
    chat.n,
  )?.count ?? 0;
  return {
    ...{ chat_id: chat.chat_id, name: chat.name },
    ...totals.get(chat.n) ?? { new: 0, edited: 0, recalled: 0, missing: 0, replies: 0 },
    complete: isFinished && open === 0 && missingIntervals(covered, wanted).length === 0 &&
      !hasOpenGap(database, run, chat.chat_id),
    coveredFrom: covered.at(-1)?.from,
    coveredTo: covered.at(-1)?.to,
  };
}
