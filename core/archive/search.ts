/**
 * Searching an archive: exact, and newest (or oldest) first without sorting what is not shown.
 *
 * @module
 */

import { invalidInput } from "../failure.ts";
import { phrase } from "../text/phrase.ts";
import { type Candidates, candidatesOf } from "./candidates.ts";
import type { Database, Value } from "./database.ts";
import type { Query, Term } from "./query.ts";
import { findChats, findPeople } from "./find.ts";
import { normalizeText } from "./search-text.ts";
import { hasIndex } from "./schema.ts";
import { firstSortKey, longestShift } from "./sort-key.ts";

/** How to search. */
export interface SearchOptions {
  readonly order: "newest" | "oldest";
  /** Most hits of this page. */
  readonly limit: number;
  /** Where an earlier page ended. */
  readonly cursor?: string | undefined;
}

/** A page of hits. */
export interface SearchResult {
  /** Rows of the messages, in order. */
  readonly hits: readonly Hit[];
  /** Where the next page begins; absent at the end. */
  readonly cursor?: string;
}

/** A message that was found. */
export interface Hit {
  readonly seq: number;
  readonly created_ms: number;
  readonly sort_key: number;
  readonly text: string;
}

/**
 * Finds messages.
 *
 * @throws {Failure} exit 2 for a chat or person that the archive does not know, and a cursor that is none.
 */
export function search(database: Database, query: Query, options: SearchOptions): SearchResult {
  const { order, limit } = options;
  const filter = filterOf(database, query);
  const from = options.cursor === undefined ? undefined : readCursor(options.cursor);
  const index = hasIndex(database) ? candidatesOf(query.groups) : undefined;
  const sign = order === "newest" ? 1 : -1;
  const shift = longestShift(database);
  const isBehind = (hit: Hit) => from === undefined || sign * compareHits(hit, from) > 0;
  const found: Hit[] = [];
  /** The key that the next page begins at: no hit that is left out stands before it. */
  let left: number | undefined;
  let last: number | undefined;
  const further = (one: number | undefined, other: number) =>
    one === undefined ? other : order === "newest" ? Math.max(one, other) : Math.min(one, other);
  const walk = { filter, order, range: keyRange(database, query), start: from?.sort_key };
  for (const { sort_key, text } of candidates(database, index, walk)) {
    // The order of keys is near that of time: messages of a full second stand in later ones.
    if (found.length > limit && isDecided(found[limit - 1], sort_key, { sign, shift })) {
      last = sort_key;
      break;
    }
    if (!matches(query.groups, text)) continue;
    const hit = hitAt(database, sort_key, text);
    if (hit === undefined || !isBehind(hit)) continue;
    insertInOrder(found, hit, (a, b) => sign * compareHits(a, b));
    // A hit that falls off the page belongs to the next one.
    const surplus = found.length > limit + 1 ? found.pop() : undefined;
    if (surplus !== undefined) left = further(left, surplus.sort_key);
  }
  const hits = found.slice(0, limit);
  const end = hits.at(-1);
  const next = found[limit];
  if (end === undefined || next === undefined) return { hits };
  const place = further(further(left, next.sort_key), last ?? next.sort_key);
  return { hits, cursor: `${end.created_ms}.${end.seq}.${place}` };
}

/** The rest of a candidate that holds what is searched for. */
function hitAt(database: Database, sort_key: number, text: string): Hit | undefined {
  const row = database.get<Pick<Hit, "seq" | "created_ms">>(
    "SELECT seq, created_ms FROM message WHERE sort_key = ?",
    BigInt(sort_key),
  );
  return row === undefined ? undefined : { ...row, sort_key, text };
}

/** Candidates come nearly in order, so a place is found from the end. */
function insertInOrder(hits: Hit[], hit: Hit, compare: (a: Hit, b: Hit) => number): void {
  let at = hits.length;
  while (at > 0 && compare(hits[at - 1] ?? hit, hit) > 0) at--;
  hits.splice(at, 0, hit);
}

/** Newest first; messages of the same moment by when they were archived. */
function compareHits(a: Pick<Hit, "created_ms" | "seq">, b: Pick<Hit, "created_ms" | "seq">): number {
  return b.created_ms - a.created_ms || b.seq - a.seq;
}

/** Whether no candidate from a key on can come before a hit. */
function isDecided(
  edge: Hit | undefined,
  key: number,
  { sign, shift }: { readonly sign: number; readonly shift: number },
): boolean {
  if (edge === undefined) return false;
  // A message's key is never below that of its second.
  if (sign > 0) return key < firstSortKey(edge.created_ms);
  return key - shift > firstSortKey(edge.created_ms);
}

/** Keys that messages of a query's times may have; at both ends, some are of other times. The end does not belong to it. */
export function keyRange(database: Database, { after, before }: Query): KeyRange {
  return {
    ...after === undefined ? {} : { from: firstSortKey(after) },
    ...before === undefined ? {} : { to: firstSortKey(before) + longestShift(database) },
  };
}

interface KeyRange {
  readonly from?: number;
  readonly to?: number;
}

/** Conditions that keep a column within a range. */
export function within(column: string, { from, to }: KeyRange): readonly string[] {
  return [
    ...from === undefined ? [] : [`${column} >= ${from}`],
    ...to === undefined ? [] : [`${column} < ${to}`],
  ];
}

/** Conditions on rows of messages `m`, and their values. */
export interface Filter {
  readonly conditions: readonly string[];
  readonly values: readonly Value[];
}

/** Which rows to look at, and in which order. */
interface Walk {
  readonly filter: Filter;
  readonly order: SearchOptions["order"];
  readonly range?: KeyRange;
  /** The key to begin at. */
  readonly start: number | undefined;
}

type Candidate = Pick<Hit, "sort_key" | "text">;

/** So many rows are looked at before the index is asked for a single character: a common one is among them. */
const FIRST_LOOK = 1_000;

/** Messages that may be hits, in the order of their keys; their texts decide. */
export function* candidates(
  database: Database,
  index: Candidates | undefined,
  walk: Walk,
): IterableIterator<Candidate> {
  if (index?.isBroad === false) return yield* indexedRows(database, index, walk);
  let seen = 0;
  let last: number | undefined;
  for (const one of allRows(database, walk)) {
    if (index !== undefined && seen === FIRST_LOOK) break;
    seen++;
    last = one.sort_key;
    yield one;
  }
  if (index === undefined || seen < FIRST_LOOK || last === undefined) return;
  yield* indexedRows(database, index, { ...walk, start: last + (walk.order === "newest" ? -1 : 1) });
}

function allRows(
  database: Database,
  { filter, order, range = {}, start }: Walk,
): IterableIterator<Candidate> {
  const [direction, compare] = DIRECTIONS[order];
  const from = start === undefined ? [] : [`m.sort_key ${compare} ${start}`];
  const conditions = [...filter.conditions, ...within("m.sort_key", range), ...from];
  const where = conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`;
  return rowsOf(
    database.each(
      `SELECT ${COLUMN} FROM message m ${where} ORDER BY m.sort_key ${direction}`,
      ...filter.values,
    ),
  );
}

function indexedRows(
  database: Database,
  { expression }: Candidates,
  { filter, order, range = {}, start }: Walk,
): IterableIterator<Candidate> {
  const [direction, compare] = DIRECTIONS[order];
  const from = start === undefined ? [] : [`f.rowid ${compare} ${start}`];
  const conditions = [...filter.conditions, ...within("f.rowid", range), ...from];
  const where = conditions.map((one) => ` AND ${one}`).join("");
  return rowsOf(
    database.each(
      `SELECT ${COLUMN} FROM find f CROSS JOIN message m ON m.sort_key = f.rowid
        WHERE f.find MATCH ?${where} ORDER BY f.rowid ${direction}`,
      ...[expression, ...filter.values],
    ),
  );
}

const DIRECTIONS = { newest: ["DESC", "<="], oldest: ["ASC", ">="] } as const;

/** Key and text in one column: most of what a candidate costs is its columns, and few are hits. */
const COLUMN = "m.sort_key || ' ' || m.text AS row";

function* rowsOf(rows: IterableIterator<{ readonly row: string }>): IterableIterator<Candidate> {
  for (const { row } of rows) {
    const end = row.indexOf(" ");
    yield { sort_key: Number(row.slice(0, end)), text: row.slice(end + 1) };
  }
}

/** Whether a text holds what the groups ask for. */
export function matches(groups: readonly (readonly Term[])[], text: string): boolean {
  if (groups.length === 0) return true;
  const normalized = normalizeText(text);
  return groups.every((group) =>
    group.some(({ text, isExcluded }) => normalized.includes(text) !== isExcluded)
  );
}

const ATTACHMENT_CONDITIONS: Readonly<Record<Query["has"][number], string>> = {
  file: "EXISTS (SELECT 1 FROM resource r WHERE r.message = m.seq AND r.kind = 'file')",
  image: "EXISTS (SELECT 1 FROM resource r WHERE r.message = m.seq AND r.kind = 'image')",
  link: "(m.text LIKE '%http://%' OR m.text LIKE '%https://%')",
};

const STATE_CONDITIONS: Readonly<Record<Query["is"][number], string>> = {
  edited: "m.updated_ms IS NOT NULL",
  recalled: "m.state = 'recalled'",
  missing: "m.missing_since IS NOT NULL",
};

/** What a query asks of messages beside their text. */
export function filterOf(database: Database, query: Query): Filter {
  const conditions: string[] = [];
  const values: Value[] = [];
  const among = (column: string, ids: readonly Value[]) => {
    conditions.push(`${column} IN (${ids.map(() => "?").join(", ")})`);
    values.push(...ids);
  };
  if (query.in.length > 0) among("m.chat", query.in.flatMap((one) => findChats(database, one)));
  if (query.from.length > 0) among("m.sender", query.from.flatMap((one) => findPeople(database, one)));
  if (query.types.length > 0) among("m.type", query.types);
  if (query.after !== undefined) {
    conditions.push("m.created_ms >= ?", "m.sort_key >= ?");
    values.push(query.after, firstSortKey(query.after));
  }
  if (query.before !== undefined) {
    conditions.push("m.created_ms < ?");
    values.push(query.before);
  }
  conditions.push(...query.has.map((one) => ATTACHMENT_CONDITIONS[one]));
  conditions.push(...query.is.map((one) => STATE_CONDITIONS[one]));
  return { conditions, values };
}

function readCursor(text: string): Hit {
  const [, created, seq, key] = /^(\d{1,15})\.(\d{1,15})\.(\d{1,15})$/.exec(text) ?? [];
  if (created === undefined) {
    throw invalidInput(
      "pageToken",
      phrase`"${text}" is not a page token of this search`,
      "take it from the previous page",
    );
  }
  return { created_ms: Number(created), seq: Number(seq), sort_key: Number(key), text: "" };
}
