/**
 * Lists the messages of chats, several stretches of time at once: one page at a time would wait for the service most of
 * the time. Every page is one transaction with what it proves to be covered.
 *
 * @module
 */

import { listMessages, MAX_PAGE_SIZE } from "../../message/requests.ts";
import { responseData } from "../../platform/response.ts";
import { parseUnixTime, unixSeconds } from "../../text/time.ts";
import { addCoverage, addInterval, coverageOf, type Interval, missingIntervals } from "../coverage.ts";
import { closeGap } from "../gaps.ts";
import { firstSortKey } from "../sort-key.ts";
import type { ChatRow, SyncContext } from "./context.ts";
import { runLane } from "./lane.ts";
import { noteMissing } from "./missing.ts";
import { createQuietPages, type QuietPages } from "./quiet-pages.ts";
import { createTokens } from "./tokens.ts";
import { itemsOf, writePage } from "./write-page.ts";

/** Stretches that are listed at once; together they can use up the service's limit, at up to 600 ms an answer. */
const MAX_CONCURRENT = 10;
/** A stretch with fewer messages left than this is not divided, by what its pages so far let expect. */
const MIN_SPLIT_MESSAGES = 500;
/** New messages may be listed late; this much is always listed again. Milliseconds. */
const MIN_OVERLAP = 600_000;

/** A stretch of a chat that is being listed. */
interface Slice {
  readonly id: number;
  readonly chat: ChatRow;
  readonly from: number;
  /** Moves back when the stretch is divided. */
  to: number;
  /** Time of the last message that was listed. */
  position: number;
  /** Up to here the archive knows what is to come. */
  readonly knownTo: number;
  /** Messages to come: those that the archive has, then by the density so far. */
  expected: number;
  isRunning: boolean;
}

/** Lists all chats of a run. */
export async function runListLane(context: SyncContext, isFed: () => boolean): Promise<void> {
  const slices = new Map<number, Slice>();
  const knownUntil = new Map(
    context.chats.map(({ n }) => [n, coverageOf(context.archive.database, n).at(-1)?.to ?? 0]),
  );
  let count = 0;
  const add = (chat: ChatRow, { from, to }: Interval) => {
    const id = count++;
    const knownTo = knownUntil.get(chat.n) ?? 0;
    slices.set(id, { id, chat, from, to, position: from, knownTo, expected: 0, isRunning: false });
  };
  for (const chat of context.chats) stretchesOf(context, chat).forEach((stretch) => add(chat, stretch));
  /** Chats with a stretch that could not be listed to its end: what leads nowhere is not divided further. */
  const unfinished = new Set<number>();
  const quiet = createQuietPages(context.archive.database);
  await runLane<Slice>(context, {
    name: "list",
    concurrency: MAX_CONCURRENT,
    keyOf: ({ id }) => String(id),
    isFed: () => isFed() && slices.size === 0,
    next(wanted) {
      const waiting = [...slices.values()].filter(({ isRunning }) => !isRunning);
      const isDivisible = ({ chat }: Slice) => !unfinished.has(chat.n);
      if (waiting.length === 0) divideLargest([...slices.values()].filter(isDivisible), add);
      return [...slices.values()].filter(({ isRunning }) => !isRunning).slice(0, wanted);
    },
    async work(slice) {
      slice.isRunning = true;
      quiet.begin();
      try {
        if (!await listSlice(context, slice, quiet)) unfinished.add(slice.chat.n);
      } catch (error) {
        unfinished.add(slice.chat.n);
        if (context.refuse("list", error)) throw error;
        context.gap(placeOf(slice), error);
      } finally {
        slices.delete(slice.id);
        quiet.end();
      }
      // One stretch says nothing about the others.
      const isLast = [...slices.values()].every(({ chat }) => chat.n !== slice.chat.n);
      if (isLast && !unfinished.has(slice.chat.n)) closeGap(context.archive.database, placeOf(slice));
    },
  });
}

/** What of a chat is listed: what is not covered yet, and the end of what is, for edits and late messages. */
export function stretchesOf(
  { archive, options, startedMs }: {
    readonly archive: Pick<SyncContext["archive"], "database">;
    readonly options: Pick<SyncContext["options"], "start" | "end" | "rescan" | "sweep">;
    readonly startedMs: number;
  },
  chat: ChatRow,
): readonly Interval[] {
  const wanted = { from: options.start ?? 0, to: Math.min(options.end ?? startedMs, startedMs) };
  if (wanted.from > wanted.to) return [];
  const covered = coverageOf(archive.database, chat.n);
  if (options.sweep) return [wanted];
  const newest = covered.at(-1)?.to;
  const missing = missingIntervals(covered, wanted);
  if (newest === undefined) return missing;
  const again = { from: listedAgainFrom(newest, options.rescan), to: newest };
  const from = Math.max(again.from, wanted.from, covered.at(-1)?.from ?? 0);
  const to = Math.min(again.to, wanted.to);
  return from > to ? missing : addInterval(missing, { from, to });
}

/** The time from which a chat that is covered up to `newest` is listed again. */
function listedAgainFrom(newest: number, rescan: number): number {
  return newest - Math.max(rescan, MIN_OVERLAP);
}

/** Where cursors are idle, the stretch with the most messages to come is divided in two. */
function divideLargest(
  slices: readonly Slice[],
  add: (chat: ChatRow, stretch: Interval) => void,
): void {
  const largest = [...slices].sort((a, b) => b.expected - a.expected)[0];
  if (largest === undefined || largest.expected < MIN_SPLIT_MESSAGES) return;
  const middle = Math.floor((largest.position + largest.to) / 2);
  if (middle <= largest.position + 1000) return;
  add(largest.chat, { from: middle, to: largest.to });
  largest.to = middle;
  largest.expected /= 2;
}

const placeOf = ({ chat }: Slice) => ({ kind: "chat" as const, chat: chat.chat_id, item: "" });

/**
 * Lists a stretch to its end; false where the run stopped before.
 *
 * @throws {Failure} where the service leads nowhere; what was listed so far is kept.
 */
async function listSlice(context: SyncContext, slice: Slice, quiet: QuietPages): Promise<boolean> {
  const { chat } = slice;
  const { database } = context.archive;
  let query = listQuery(slice);
  let token: string | undefined;
  let to = slice.to;
  let tokens = createTokens();
  while (!context.isStopping()) {
    // Divided meanwhile: the token belongs to the longer stretch, so listing goes on by time.
    if (to !== slice.to) [query, token, to, tokens] = [listQuery(slice), undefined, slice.to, createTokens()];
    const answer = await context.call("list", listMessages({ ...query, pageToken: token }));
    const data = responseData(answer, ["items"]);
    const next = tokens.after(data);
    const isLast = next.token === undefined && next.failure === undefined;
    const items = itemsOf(data);
    const times = items.map((item) => parseUnixTime(item["create_time"])).filter((time) =>
      time !== undefined
    );
    const first = slice.position === 0 ? times[0] ?? 0 : slice.position;
    slice.position = Math.max(slice.position, ...times);
    const isEnd = isLast || slice.position > slice.to;
    const until = listedUntil(slice, to, !isLast);
    const settle = () => {
      if (until >= slice.from) addCoverage(database, chat.n, { from: slice.from, to: until }, context.run);
    };
    if (isLast && items.length === 0) {
      // Nothing is left to divide.
      slice.expected = 0;
      await quiet.write(settle);
    } else {
      writePage(context, chat, items, { kind: "list" }, settle);
      quiet.flush();
    }
    slice.expected = slice.position < slice.knownTo
      ? knownMessages(context, slice)
      : expectedMessages(items.length, slice.position - first, slice);
    if (isEnd) {
      noteUnlisted(context, slice);
      return true;
    }
    if (next.failure !== undefined) throw next.failure;
    token = next.token;
  }
  return false;
}

/** Up to where a stretch is listed for sure; it may have been divided while the service answered. */
export function listedUntil(
  { position, to }: Pick<Slice, "position" | "to">,
  askedTo: number,
  hasMore: boolean,
): number {
  if (!hasMore) return askedTo;
  // What comes later in the same second may stand on the next page.
  return position > to ? to : position - 1000;
}

/** Times are whole seconds for the service; whether it includes both ends is unverified, so both are widened. */
function listQuery({ chat, from, to, position }: Slice) {
  const start = Math.max(from, position);
  return {
    ...{ container: "chat" as const, id: chat.chat_id, order: "asc" as const, pageSize: MAX_PAGE_SIZE },
    ...start === 0 ? {} : { start: unixSeconds(start - 1) },
    end: unixSeconds(to + 1000),
  };
}

function expectedMessages(count: number, span: number, { position, to }: Slice): number {
  return count < MAX_PAGE_SIZE ? 0 : (to - position) / Math.max(span, 1) * count;
}

/** Messages that the archive has of the rest of a stretch. */
function knownMessages({ archive: { database } }: SyncContext, { chat, position, to }: Slice): number {
  return database.get<{ count: number }>(
    "SELECT count(*) AS count FROM message WHERE chat = ? AND sort_key > ? AND sort_key <= ?",
    ...[chat.n, firstSortKey(position), firstSortKey(to)],
  )?.count ?? 0;
}

/** Messages that should have been listed again; replies in ordinary chats are listed by their thread alone. */
function noteUnlisted(context: SyncContext, { chat, from, to }: Slice): void {
  const listed = chat.mode === "topic" ? "" : "AND (thread IS NULL OR root IS NULL OR root = message_id)";
  noteMissing(context, chat, `chat = ? AND created_ms BETWEEN ? AND ? ${listed}`, [chat.n, from, to]);
}
