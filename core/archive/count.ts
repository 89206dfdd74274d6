/**
 * How many messages a search finds in all, and when they were sent. The index alone answers where it can; else a limited
 * number of messages is looked at, and the answer says how much it leaves open.
 *
 * @module
 */

import { candidatesOf } from "./candidates.ts";
import type { Database, Value } from "./database.ts";
import { findChats } from "./find.ts";
import type { Query, Term } from "./query.ts";
import { filterOf, keyRange, matches, MAX_SHIFT, within } from "./search.ts";
import { hasIndex } from "./schema.ts";
import { firstSortKey } from "./sort-key.ts";

/** How many hits there are; both numbers are the same where it is known. */
export interface HitCount {
  readonly atLeast: number;
  /** Absent where earlier messages were not looked at. */
  readonly atMost?: number;
  /** Sort keys of the hits, ascending; where `atMost` is more than `atLeast`, some of them may be none. */
  readonly keys: readonly number[];
  /** Messages before this key were not looked at. */
  readonly since?: number;
}

/** How much is looked at. */
export interface CountLimits {
  /** Texts that are read. */
  readonly texts: number;
  /** Messages whose other properties are. */
  readonly messages: number;
}

/** Some 50 ms of work each. */
const LIMITS: CountLimits = { texts: 5_000, messages: 30_000 };

/** The index's answer for a query. */
interface Narrowed {
  readonly expression: string | undefined;
  /** Whether every text that the index names holds what is asked for. */
  readonly isExact: boolean;
  /** It is slow to answer where most messages are hits. */
  readonly isBroad: boolean;
}

/** Where the index is not asked. */
const UNKNOWN: Narrowed = { expression: undefined, isExact: false, isBroad: false };

/**
 * Counts what a search finds.
 *
 * @throws {Failure} exit 2 for a chat or person that the archive does not know.
 */
export function countHits(database: Database, query: Query, limits = LIMITS): HitCount {
  const narrowed = narrow(database, query);
  const needsRows = query.from.length + query.types.length + query.has.length + query.is.length > 0;
  if (needsRows || query.groups.length > 0 && narrowed.expression === undefined) {
    return countRows(database, query, narrowed, limits);
  }
  if (narrowed.isBroad && isCommon(database, query)) return countRows(database, query, UNKNOWN, limits);
  const keys = withinTimes(database, query, indexedKeys(database, query, narrowed));
  return withTexts(database, query, narrowed, keys, limits.texts);
}

function narrow(database: Database, { groups }: Query): Narrowed {
  const index = hasIndex(database) ? candidatesOf(groups) : undefined;
  if (index === undefined) return { ...UNKNOWN, isExact: groups.length === 0 };
  // Beside pairs, the index is not asked for single characters.
  const isAsked = groups.every((group) => candidatesOf([group])?.isBroad === index.isBroad);
  return { ...index, isExact: isAsked && groups.every((group) => group.every(isPair)) };
}

/** Messages that tell how common a character is. */
const SAMPLE = 500;

function isCommon(database: Database, query: Query): boolean {
  const { atLeast, since } = countRows(database, query, UNKNOWN, { texts: SAMPLE, messages: SAMPLE });
  return since !== undefined && atLeast > SAMPLE / 2;
}

/** Whether the index holds a text itself, not only parts of it. */
function isPair({ text, isExcluded }: Term): boolean {
  return !isExcluded && [...text].length <= 2;
}

function indexedKeys(database: Database, query: Query, { expression }: Narrowed): readonly number[] {
  const range = keyRange(query);
  const chats = [...new Set(query.in.flatMap((one) => findChats(database, one)))];
  const isAmong = `m.chat IN (${chats.map(() => "?").join(", ")})`;
  const condition = (all: readonly string[]) => all.length === 0 ? "" : `WHERE ${all.join(" AND ")}`;
  if (expression === undefined) {
    const [source, conditions] = chats.length === 0
      ? ["message m", []]
      : ["message m INDEXED BY message_chat", [isAmong]];
    const where = condition([...conditions, ...within("m.sort_key", range)]);
    // Of one chat the index has them in order; those of several are sorted faster here.
    const order = chats.length > 1 ? "" : "ORDER BY m.sort_key";
    const keys = keysIn(database, `SELECT m.sort_key AS key FROM ${source} ${where} ${order}`, chats);
    return chats.length > 1 ? keys.toSorted((a, b) => a - b) : keys;
  }
  const chatIndex = `CROSS JOIN message m INDEXED BY message_chat ON ${isAmong} AND m.sort_key = f.rowid`;
  const where = condition(["f.find MATCH ?", ...within("f.rowid", range)]);
  return keysIn(
    database,
    `SELECT f.rowid AS key FROM find f ${chats.length === 0 ? "" : chatIndex} ${where} ORDER BY f.rowid`,
    [...chats, expression],
  );
}

/** Keys as one value: to fetch them row by row takes ten times as long. */
function keysIn(database: Database, sql: string, values: readonly Value[]): readonly number[] {
  const row = database.get<{ keys: string | null }>(
    `SELECT group_concat(key) AS keys FROM (${sql})`,
    ...values,
  );
  return JSON.parse(`[${row?.keys ?? ""}]`);
}

/** Leaves out what stands in a second that is not its own, on the other side of an end. */
function withinTimes(
  database: Database,
  { after, before }: Query,
  keys: readonly number[],
): readonly number[] {
  const early = after === undefined ? undefined : spilledKeys(database, after);
  const late = before === undefined ? undefined : spilledKeys(database, before);
  const end = before === undefined ? keys.length : firstFrom(keys, firstSortKey(before));
  const start = after === undefined ? 0 : Math.min(end, firstFrom(keys, firstSortKey(after) + MAX_SHIFT));
  if (start === 0 && end === keys.length) return keys;
  return [
    ...keys.slice(0, start).filter((key) => early?.has(key) !== true),
    ...keys.slice(start, end),
    ...keys.slice(end).filter((key) => late?.has(key) === true && early?.has(key) !== true),
  ];
}

/** Where in ascending keys those from one on begin. */
export function firstFrom(keys: readonly number[], key: number): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] ?? Infinity) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Keys from that of a time on whose messages were sent before it: their second was full, or goes on after it. */
export function spilledKeys(database: Database, ms: number): ReadonlySet<number> {
  const from = firstSortKey(ms);
  const rows = database.all<{ key: number }>(
    "SELECT sort_key AS key FROM message WHERE sort_key >= ? AND sort_key < ? AND created_ms < ?",
    ...[from, from + MAX_SHIFT, BigInt(Math.ceil(ms))],
  );
  return new Set(rows.map(({ key }) => key));
}

/** Looks at the texts of which the index cannot tell, the newest first. */
function withTexts(
  database: Database,
  { groups }: Query,
  { isExact }: Narrowed,
  keys: readonly number[],
  limit: number,
): HitCount {
  const open = isExact ? [] : keys;
  const looked = open.slice(-limit);
  const wrong = new Set<number>();
  for (const { row } of textRows(database, looked)) {
    const end = row.indexOf(" ");
    if (!matches(groups, row.slice(end + 1))) wrong.add(Number(row.slice(0, end)));
  }
  const left = wrong.size === 0 ? keys : keys.filter((key) => !wrong.has(key));
  return { atLeast: left.length - (open.length - looked.length), atMost: left.length, keys: left };
}

/** Key and text in one column, which is cheaper than two. */
function textRows(
  database: Database,
  keys: readonly number[],
): IterableIterator<{ readonly row: string }> {
  return database.each(
    `SELECT m.sort_key || ' ' || m.text AS row FROM json_each(?) k
      CROSS JOIN message m ON m.sort_key = k.value`,
    JSON.stringify(keys),
  );
}

/** Looks at messages, the newest first, as many as the limits allow. */
function countRows(database: Database, query: Query, narrowed: Narrowed, limits: CountLimits): HitCount {
  const { expression, isExact } = narrowed;
  const limit = isExact ? limits.messages : limits.texts;
  const [source, key, own, values]: readonly [string, string, readonly string[], readonly Value[]] =
    expression === undefined
      ? ["message", "sort_key", [], []]
      : ["find", "rowid", ["find MATCH ?"], [expression]];
  const conditions = [...own, ...within(key, keyRange(query))].map((one) => ` AND ${one}`).join("");
  const looked =
    `SELECT ${key} AS key FROM ${source} WHERE true${conditions} ORDER BY ${key} DESC LIMIT ${limit}`;
  const { count = 0, since = 0 } = database.get<{ count: number; since: number }>(
    `SELECT count(*) AS count, min(key) AS since FROM (${looked})`,
    ...values,
  ) ?? {};
  const filter = filterOf(database, query);
  const filters = filter.conditions.map((one) => ` AND ${one}`).join("");
  const keys = keysIn(
    database,
    `SELECT l.key FROM (${looked}) l CROSS JOIN message m ON m.sort_key = l.key${filters} ORDER BY l.key`,
    [...values, ...filter.values],
  );
  const counted = withTexts(database, query, narrowed, keys, limit);
  return count < limit ? counted : { atLeast: counted.atLeast, keys: counted.keys, since };
}
