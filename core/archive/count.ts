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
import { filterOf, keyRange, matches, within } from "./search.ts";
import { hasIndex } from "./schema.ts";
import { isUnmistakable } from "./search-text.ts";
import { firstSortKey, longestShift } from "./sort-key.ts";

/** How many hits there are; both numbers are the same where it is known. */
export interface HitCount {
  readonly atLeast: number;
  /** Absent where earlier messages were not looked at. */
  readonly atMost?: number;
  /** Messages before this key were not looked at. */
  readonly since?: number;
}

/** How many hits there are, and which. */
export interface HitList extends HitCount {
  /** Sort keys of the hits, ascending; where `atMost` is more than `atLeast`, some may turn out not to be hits. */
  readonly keys: readonly number[];
}

/** How much is looked at. */
export interface CountLimits {
  /** Texts that are read. */
  readonly texts: number;
  /** Messages whose other properties are. */
  readonly messages: number;
}

/** Some 20 to 50 ms of work. */
const LIMITS: CountLimits = { texts: 4_000, messages: 30_000 };

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

/** How a query is counted. */
interface Plan extends Narrowed {
  /** The messages themselves have to be looked at, which takes too long for all of them. */
  readonly isByRows: boolean;
}

/**
 * Counts what a search finds.
 *
 * @throws {Failure} exit 2 for a chat or person that the archive does not know.
 */
export function countHits(database: Database, query: Query, limits = LIMITS): HitCount {
  const plan = planOf(database, query);
  const isOfAllTimes = query.after === undefined && query.before === undefined;
  if (!plan.isByRows && isOfAllTimes) return countIndexed(database, query, plan, limits.texts);
  const { keys: _, ...count } = listPlanned(database, query, plan, limits);
  return count;
}

/**
 * Lists the hits of a search, as far as they are known. Listing many takes longer than counting them.
 *
 * @throws {Failure} exit 2 for a chat or person that the archive does not know.
 */
export function listHits(database: Database, query: Query, limits = LIMITS): HitList {
  return listPlanned(database, query, planOf(database, query), limits);
}

function listPlanned(
  database: Database,
  query: Query,
  plan: Plan,
  limits: CountLimits,
): HitList {
  if (plan.isByRows) return listRows(database, query, plan, limits);
  const keys = withinTimes(database, query, indexedKeys(database, indexSource(database, query, plan)));
  return withTexts(database, query, plan, keys, limits.texts);
}

function planOf(database: Database, query: Query): Plan {
  const narrowed = narrow(database, query);
  const needsRows = query.from.length + query.types.length + query.has.length + query.is.length > 0;
  if (needsRows || query.groups.length > 0 && narrowed.expression === undefined) {
    return { ...narrowed, isByRows: true };
  }
  if (narrowed.isBroad && isCommon(database, query)) return { ...UNKNOWN, isByRows: true };
  return { ...narrowed, isByRows: false };
}

/** Counts by the index, and looks at the newest texts where it cannot tell. */
function countIndexed(database: Database, query: Query, plan: Plan, limit: number): HitCount {
  const source = indexSource(database, query, plan);
  const sql = `SELECT count(*) AS count FROM ${source.sql}`;
  const count = () => database.get<{ count: number }>(sql, ...source.values)?.count ?? 0;
  if (plan.isExact) {
    const all = count();
    return { atLeast: all, atMost: all };
  }
  const newest = keysIn(
    database,
    `SELECT ${source.key} AS key FROM ${source.sql} ORDER BY ${source.key} DESC LIMIT ${limit}`,
    source.values,
  );
  const { atLeast } = withTexts(database, query, plan, newest, limit);
  const rest = newest.length < limit ? 0 : count() - limit;
  return { atLeast, atMost: atLeast + rest };
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
  const { atLeast, since } = listRows(database, query, UNKNOWN, { texts: SAMPLE, messages: SAMPLE });
  return since !== undefined && atLeast > SAMPLE / 2;
}

/** Whether the index holds a text itself, not only parts of it. */
function isPair({ text, isExcluded }: Term): boolean {
  const characters = [...text];
  return !isExcluded && characters.length <= 2 && characters.every(isUnmistakable);
}

/** Where the hits that the index names are read from. */
interface IndexSource {
  /** From `FROM` on. */
  readonly sql: string;
  readonly values: readonly Value[];
  /** The column of sort keys. */
  readonly key: string;
  /** Rows come in the order of keys, or are sorted by the database at no cost worth mentioning. */
  readonly isOrdered: boolean;
}

function indexSource(database: Database, query: Query, { expression }: Narrowed): IndexSource {
  const range = keyRange(database, query);
  const chats = [...new Set(query.in.flatMap((one) => findChats(database, one)))];
  const isAmong = `m.chat IN (${chats.map(() => "?").join(", ")})`;
  const where = (conditions: readonly string[]) =>
    conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`;
  if (expression === undefined) {
    const ends = within("m.sort_key", range);
    const sql = chats.length === 0
      ? `message m ${where(ends)}`
      : `message m INDEXED BY message_chat ${where([isAmong, ...ends])}`;
    return { sql, values: chats, key: "m.sort_key", isOrdered: chats.length <= 1 };
  }
  const chatIndex = chats.length === 0
    ? ""
    : `CROSS JOIN message m INDEXED BY message_chat ON ${isAmong} AND m.sort_key = f.rowid`;
  return {
    sql: `find f ${chatIndex} ${where(["f.find MATCH ?", ...within("f.rowid", range)])}`,
    ...{ values: [...chats, expression], key: "f.rowid", isOrdered: true },
  };
}

function indexedKeys(database: Database, { sql, values, key, isOrdered }: IndexSource): readonly number[] {
  const keys = keysIn(
    database,
    `SELECT ${key} AS key FROM ${sql} ${isOrdered ? `ORDER BY ${key}` : ""}`,
    values,
  );
  // The index of chats has those of one in order; those of several are sorted faster here.
  return isOrdered ? keys : keys.toSorted((a, b) => a - b);
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
  const start = after === undefined
    ? 0
    : Math.min(end, firstFrom(keys, firstSortKey(after) + longestShift(database)));
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
    ...[from, from + longestShift(database), BigInt(Math.ceil(ms))],
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
): HitList {
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
function listRows(database: Database, query: Query, narrowed: Narrowed, limits: CountLimits): HitList {
  const { expression, isExact } = narrowed;
  const limit = isExact ? limits.messages : limits.texts;
  const [source, key, own, values]: readonly [string, string, readonly string[], readonly Value[]] =
    expression === undefined
      ? ["message", "sort_key", [], []]
      : ["find", "rowid", ["find MATCH ?"], [expression]];
  const conditions = [...own, ...within(key, keyRange(database, query))].map((one) => ` AND ${one}`).join("");
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
