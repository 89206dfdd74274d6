/**
 * Searches for what was sent since the last run, as a hint where replies to old messages may be: its only effect
 * is that threads are checked before they are due. Whether a search finds everything is unverified, so it proves nothing;
 * and an archive lacks nothing where the search is refused.
 *
 * @module
 */

import { Failure } from "../../failure.ts";
import { nonBlank } from "../../json/access.ts";
import type { JsonObject } from "../../json/json.ts";
import { getMessages, MAX_PAGE_SIZE, searchBody, searchMessages } from "../../message/requests.ts";
import { type RawMessage, readMessage, readSearch, threadIdOf } from "../../message/wire.ts";
import { responseData } from "../../platform/response.ts";
import type { Interval } from "../coverage.ts";
import { createForgottenTest } from "../forgotten.ts";
import { isOwn } from "../gaps.ts";
import type { ChatRow, SyncContext } from "./context.ts";
import { runLane } from "./lane.ts";
import type { ReplySearch } from "./reply-search.ts";
import { MAX_SEARCH_PARTS, searchesAfter } from "./search-ranges.ts";
import { createTokens } from "./tokens.ts";
import { itemsOf } from "./write-page.ts";

/** Calls at a time. */
const MAX_CONCURRENT = 4;
/** The most chats that a search is restricted to; whether the service takes more is unverified. */
const MAX_CHATS = 50;

/** Threads of the messages that were found, by message id; `undefined` where the search does not name one. */
type Hits = Map<string, string | undefined>;

/** Searches, and once the chats are listed, queues the threads of what was found. */
export async function runSearchLane(
  context: SyncContext,
  search: ReplySearch,
  isListed: () => boolean,
): Promise<void> {
  const hits: Hits = new Map();
  const isRead = await readHits(context, search, hits);
  let pieces: (readonly string[])[] | undefined;
  let isBroken = false;
  await runLane<readonly string[]>(context, {
    name: "check",
    concurrency: MAX_CONCURRENT,
    keyOf: ([first = ""]) => first,
    isFed: isListed,
    next(count) {
      if (!isListed() || isBroken) return [];
      pieces ??= piecesOf(placeHits(context, search, hits));
      return pieces.slice(0, count);
    },
    async work(ids) {
      if (await findThreads(context, search, ids)) pieces = pieces?.filter((piece) => piece !== ids);
      else isBroken = true;
    },
  });
  context.done.search.isRead = isRead && pieces?.length === 0;
}

function piecesOf(ids: readonly string[]): (readonly string[])[] {
  const count = Math.ceil(ids.length / MAX_PAGE_SIZE);
  return Array.from({ length: count }, (_, n) => ids.slice(n * MAX_PAGE_SIZE, (n + 1) * MAX_PAGE_SIZE));
}

/** Reads the search, in parts of its time where it is long; false where it ended before. */
async function readHits(context: SyncContext, search: ReplySearch, hits: Hits): Promise<boolean> {
  const waiting = new Set<Interval>([search.range]);
  let parts = 1;
  await runLane<Interval>(context, {
    name: "search",
    concurrency: MAX_CONCURRENT,
    keyOf: ({ from, to }) => `${from} ${to}`,
    isFed: () => true,
    next: (count) => [...waiting].sort((a, b) => b.to - a.to).slice(0, count),
    async work(range) {
      try {
        const more = await readRange(context, { ...search, range }, hits, () => parts < MAX_SEARCH_PARTS);
        if (more === undefined) return;
        waiting.delete(range);
        for (const part of more) waiting.add(part);
        if (more.length > 0) parts++;
      } catch (error) {
        if (context.refuse("search", error)) return;
        if (!isOfHint(error)) throw error;
        context.refusals.set("search", error);
      }
    },
  });
  return waiting.size === 0;
}

/**
 * Reads one search.
 *
 * @returns the parts in which it is to be read instead; `undefined` where the run stopped before.
 * @throws {Failure} where the service leads nowhere.
 */
async function readRange(
  context: SyncContext,
  search: ReplySearch,
  hits: Hits,
  canDivide: () => boolean,
): Promise<readonly Interval[] | undefined> {
  const tokens = createTokens();
  let token: string | undefined;
  for (let number = 1; !context.isStopping(); number++) {
    const data = responseData(await context.call("search", searchRequest(search, token)), ["items"]);
    keepHits(search, data, hits);
    const next = tokens.after(data);
    if (next.failure !== undefined) throw next.failure;
    const total = Number(readSearch(data).total ?? 0);
    const hasMore = next.token !== undefined;
    const further = searchesAfter(search.range, { number, total, hasMore }, canDivide());
    if (further !== "next page") return further;
    token = next.token;
  }
  return undefined;
}

/** Without words: that such a search finds all messages of its time is unverified. */
function searchRequest({ chats, range }: ReplySearch, token: string | undefined) {
  const body = searchBody({
    ...{ query: "", senders: [], mentioned: [], mentionsMe: false },
    ...{ attachment: undefined, chatType: undefined, senderType: undefined, excludedSenderType: undefined },
    chatIds: chats.length > MAX_CHATS ? [] : chats.map(({ chat_id }) => chat_id),
    // Ends are sent to the second.
    ...{ start: range.from, end: range.to + 1000 },
  });
  return searchMessages(body, MAX_PAGE_SIZE, token);
}

function keepHits({ chats }: ReplySearch, data: JsonObject, hits: Hits): void {
  const wanted = new Set(chats.map(({ chat_id }) => chat_id));
  for (const { id, meta_data: meta } of readSearch(data).items ?? []) {
    const messageId = nonBlank(meta?.message_id) ?? nonBlank(id);
    const chat = nonBlank(meta?.chat_id);
    if (messageId === undefined || chat !== undefined && !wanted.has(chat)) continue;
    hits.set(messageId, nonBlank(meta?.thread_id));
  }
}

/**
 * Queues the known threads with messages that the archive lacks.
 *
 * @returns ids of messages of which the archive cannot tell whether they belong to a thread
 */
function placeHits(context: SyncContext, search: ReplySearch, hits: Hits): readonly string[] {
  const { database } = context.archive;
  const isForgotten = createForgottenTest(context.archive);
  const unknown = database.transaction(() =>
    [...hits].filter(([id, thread]) => {
      const isArchived = hasMessage(context, id);
      if (isForgotten(id) || isArchived && thread === undefined) return false;
      const isKnown = thread !== undefined &&
        database.get("SELECT 1 AS one FROM thread WHERE thread_id = ?", thread) !== undefined;
      if (isKnown && !isArchived) queueThread(context, search, thread);
      return !isKnown;
    })
  );
  context.wake();
  return unknown.map(([id]) => id);
}

/** Errors that end the search alone. Where the whole network is down, other calls report it. */
function isOfHint(error: unknown): error is Failure {
  return error instanceof Failure && (isOwn(error) || error.detail.type === "network");
}

/** Asks which threads messages belong to; false where that is to be asked again by the next run. */
async function findThreads(
  context: SyncContext,
  search: ReplySearch,
  ids: readonly string[],
): Promise<boolean> {
  const { database } = context.archive;
  try {
    const items = itemsOf(responseData(await context.call("check", getMessages(ids)), ["items"]));
    database.transaction(() => {
      for (const message of items.map(readMessage)) noteThread(context, search, message);
    });
    context.wake();
  } catch (error) {
    if (!isOfHint(error)) throw error;
    context.refusals.set("search", error);
    // What is refused for good would be refused in every run.
    return isOwn(error) && error.detail.retryable !== true;
  }
  return true;
}

/** The thread of a reply to a message that is archived. */
function noteThread(context: SyncContext, search: ReplySearch, message: RawMessage): void {
  const thread = threadIdOf(message);
  const chat = search.chats.find(({ chat_id }) => chat_id === message.chat_id);
  const root = nonBlank(message.root_id);
  // Replies to what was left out or forgotten are left out as well.
  if (thread === undefined || chat === undefined || root !== undefined && !hasMessage(context, root)) return;
  context.archive.database.run(
    "INSERT OR IGNORE INTO thread(thread_id, chat, state) VALUES(?, ?, 'open')",
    ...[thread, chat.n],
  );
  queueThread(context, search, thread);
}

function hasMessage({ archive: { database } }: SyncContext, id: string): boolean {
  return database.get("SELECT 1 AS one FROM message WHERE message_id = ?", id) !== undefined;
}

/** Nothing that this run has asked for already, even if that failed. */
function queueThread(
  { archive: { database }, run, done }: SyncContext,
  { chats }: ReplySearch,
  thread: string,
): void {
  const row = database.get<{ n: number; chat: number; checked_run: number | null }>(
    `SELECT n, chat, checked_run FROM thread WHERE thread_id = ?1 AND state = 'open' AND coalesce(checked_run, 0) < ?2
      AND NOT EXISTS (SELECT 1 FROM gap WHERE kind = 'thread' AND item = ?1 AND last_run = ?2)`,
    ...[thread, run],
  );
  if (row === undefined || !chats.some(({ n }: ChatRow) => n === row.chat)) return;
  const added = database.run(
    "INSERT OR IGNORE INTO task(kind, id, chat) VALUES('thread', ?, ?)",
    ...[row.n, row.chat],
  );
  if (row.checked_run !== null) done.search.threads += added;
}
