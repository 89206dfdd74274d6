/**
 * Whether there is something in a run that only a search can tell: replies to messages that are no longer listed. A new thread below
 * such a message is in no list of a chat, and most of the threads that are known are not due.
 *
 * @module
 */

import type { Interval } from "../coverage.ts";
import type { Archive } from "../directory.ts";
import type { ChatRow, ExportOptions } from "./context.ts";
import { coldThreads } from "./thread-lane.ts";

/** How far behind the service's index may be, by our guess (unverified). Milliseconds. */
const INDEX_DELAY = 3_600_000;

/** A search for what was sent to some chats in a time. */
export interface ReplySearch {
  readonly chats: readonly ChatRow[];
  readonly range: Interval;
}

/** How far replies were searched for in a chat. */
export interface Searched {
  /** Unix milliseconds: the start of the chat's last run, unless that did not come to its search. */
  readonly until: number;
  /** The last run did not come to it. */
  readonly isOpen: boolean;
}

/** How far replies were searched for, by chat id. Chats that are new to the archive are not among them. */
export function searchedUntil({ database }: Pick<Archive, "database">): ReadonlyMap<string, Searched> {
  return new Map(
    database.all<{ chat_id: string; started: number; searched: number | null }>(
      `SELECT chat_id, started, json_extract(summary, '$.searchedUntil') AS searched
        FROM chat JOIN run ON run.id = chat.last_run`,
    ).map(({ chat_id, started, searched }) => {
      const until = searched ?? started;
      return [chat_id, { until, isOpen: until < started }];
    }),
  );
}

/** What to search for; `undefined` where that can tell nothing. */
export function planReplySearch(
  archive: Pick<Archive, "database">,
  { start, end, sweep, threads }: Pick<ExportOptions, "start" | "end" | "sweep" | "threads">,
  { startedMs, chats, searched }: {
    readonly startedMs: number;
    readonly chats: readonly ChatRow[];
    /** See `searchedUntil`. */
    readonly searched: ReadonlyMap<string, Searched>;
  },
): ReplySearch | undefined {
  if (sweep || !threads) return undefined;
  const old = chats.filter((chat) => {
    const last = searched.get(chat.chat_id);
    // A search that was begun is finished, even if all threads are asked in every run by now.
    return last !== undefined && chat.mode !== "topic" &&
      (last.isOpen || hasColdThreads(archive, chat, startedMs));
  });
  const since = Math.min(...old.map(({ chat_id }) => searched.get(chat_id)?.until ?? startedMs));
  const from = Math.max(since - INDEX_DELAY, start ?? 0);
  const to = Math.min(end ?? startedMs, startedMs);
  return old.length === 0 || from > to ? undefined : { chats: old, range: { from, to } };
}

/**
 * Where all threads are asked in every run, or nobody has begun one so far, a thread below an old message is not expected.
 * (Topic chats list replies by themselves, however old the root is.)
 */
function hasColdThreads({ database }: Pick<Archive, "database">, { n }: ChatRow, startedMs: number): boolean {
  const { where, values } = coldThreads(startedMs);
  return database.get(`SELECT 1 AS one FROM thread WHERE chat = ? AND ${where} LIMIT 1`, n, ...values) !==
    undefined;
}
