/**
 * Whether there is something in a run that only a search can tell: replies to what is listed no more. A new thread below
 * such a message is in no list of a chat, and most of the threads that are known are not due.
 *
 * @module
 */

import { coverageOf, type Interval } from "../coverage.ts";
import type { Archive } from "../directory.ts";
import { firstSortKey } from "../sort-key.ts";
import type { ChatRow, ExportOptions } from "./context.ts";
import { listedAgainFrom } from "./list-lane.ts";
import { coldThreads } from "./thread-lane.ts";

/** How far behind the service's index may be, by our guess (unverified). Milliseconds. */
const INDEX_DELAY = 3_600_000;

/** A search for what was sent to some chats in a time. */
export interface ReplySearch {
  readonly chats: readonly ChatRow[];
  readonly range: Interval;
}

/**
 * Up to when replies were searched for, by chat id: to the start of its last run, unless that did not come to it. Chats
 * that are new to the archive have no such time.
 */
export function searchedUntil({ database }: Pick<Archive, "database">): ReadonlyMap<string, number> {
  return new Map(
    database.all<{ chat_id: string; started: number; searched: number | null }>(
      `SELECT chat_id, started, json_extract(summary, '$.searchedUntil') AS searched
        FROM chat JOIN run ON run.id = chat.last_run`,
    ).map(({ chat_id, started, searched }) => [chat_id, searched ?? started]),
  );
}

/** What to search for; `undefined` where that can tell nothing. */
export function planReplySearch(
  archive: Pick<Archive, "database">,
  { start, end, rescan, sweep, threads }: Pick<
    ExportOptions,
    "start" | "end" | "rescan" | "sweep" | "threads"
  >,
  { startedMs, chats, searched }: {
    readonly startedMs: number;
    readonly chats: readonly ChatRow[];
    /** See `searchedUntil`. */
    readonly searched: ReadonlyMap<string, number>;
  },
): ReplySearch | undefined {
  if (sweep || !threads) return undefined;
  const old = chats.filter((chat) =>
    searched.has(chat.chat_id) && mayHaveLateReplies(archive, chat, { rescan, startedMs })
  );
  const since = Math.min(...old.map(({ chat_id }) => searched.get(chat_id) ?? startedMs));
  const from = Math.max(since - INDEX_DELAY, start ?? 0);
  const to = Math.min(end ?? startedMs, startedMs);
  return old.length === 0 || from > to ? undefined : { chats: old, range: { from, to } };
}

/**
 * Topic chats list replies by themselves, however old the root is. Where all threads are asked in every run, or nobody has
 * begun one so far, a thread below an old message is not expected.
 */
function mayHaveLateReplies(
  { database }: Pick<Archive, "database">,
  { n, mode }: ChatRow,
  { rescan, startedMs }: { readonly rescan: number; readonly startedMs: number },
): boolean {
  const newest = coverageOf(database, n).at(-1)?.to;
  if (mode === "topic" || newest === undefined) return false;
  const cold = coldThreads(startedMs);
  return database.get(
    `SELECT 1 AS one FROM message WHERE chat = ? AND sort_key < ? AND upper IS NULL
      AND EXISTS (SELECT 1 FROM thread WHERE thread.chat = message.chat AND ${cold.where}) LIMIT 1`,
    ...[n, firstSortKey(listedAgainFrom(newest, rescan)), ...cold.values],
  ) !== undefined;
}
