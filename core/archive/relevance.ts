/**
 * Searching with the most relevant messages first (BM25 of the index). Every candidate is looked at for each page, so this
 * takes longer than the orders of time; what is kept meanwhile is one page.
 *
 * @module
 */

import { type Failure, invalidInput } from "../failure.ts";
import { phrase } from "../text/phrase.ts";
import { toHex } from "../text/bytes.ts";
import { matchExpression } from "./candidates.ts";
import type { Database } from "./database.ts";
import type { Query } from "./query.ts";
import {
  type Filter,
  filterOf,
  type Hit,
  matches,
  search,
  type SearchOptions,
  type SearchResult,
} from "./search.ts";

/** A page of hits. */
export interface RankedResult extends SearchResult {
  /** False where nothing in the search can be ranked: the newest come first. */
  readonly isRanked: boolean;
}

/** A hit and how good it is; among those that are equally good, the newest comes first. */
interface Ranked extends Hit {
  readonly score: number;
}

/** A place among the ranked: the end of a page. */
type Place = Pick<Ranked, "score" | "sort_key">;

/** What one score is worth: two that differ by less are equally good, whoever computes them. */
const SCORES_PER_UNIT = 1e11;

/**
 * Finds messages, the most relevant first. Where the query has no words that the index knows how to find, the newest come
 * first.
 *
 * @throws {Failure} exit 2 for a chat or person that the archive does not know, for a cursor that is none, and for one from
 * before the archive or the query changed: nothing says where it would go on.
 */
export function searchByRelevance(
  database: Database,
  query: Query,
  { limit, cursor }: Omit<SearchOptions, "order">,
): RankedResult {
  const expression = matchExpression(database, query.groups);
  if (expression === undefined) {
    if (cursor !== undefined && CURSOR_REGEXP.test(cursor)) throw changedFailure();
    return { ...search(database, query, { order: "newest", limit, cursor }), isRanked: false };
  }
  const filter = filterOf(database, query);
  const state = stateOf(database, expression, filter);
  const from = cursor === undefined ? undefined : readCursor(cursor, state);
  const best: Ranked[] = [];
  for (const { sort_key, rank } of candidates(database, expression)) {
    const place = { sort_key, score: Math.round(-rank * SCORES_PER_UNIT) };
    if (from !== undefined && comparePlaces(place, from) <= 0) continue;
    const worst = best.length > limit ? best.at(-1) : undefined;
    if (worst !== undefined && comparePlaces(place, worst) > 0) continue;
    const hit = hitAt(database, sort_key, filter);
    if (hit === undefined || !matches(query.groups, hit.text)) continue;
    best.splice(positionIn(best, place), 0, { ...hit, ...place });
    if (best.length > limit + 1) best.pop();
  }
  const hits = best.slice(0, limit);
  const end = hits.at(-1);
  if (end === undefined || best.length <= limit) return { hits, isRanked: true };
  return { hits, isRanked: true, cursor: `r.${end.score}.${end.sort_key}.${state}` };
}

/** The newest first, so that of many that are equally good only those of the page are read. */
function candidates(database: Database, expression: string) {
  return database.each<{ readonly sort_key: number; readonly rank: number }>(
    "SELECT rowid AS sort_key, rank FROM find WHERE find MATCH ? ORDER BY rowid DESC",
    expression,
  );
}

function hitAt(database: Database, sort_key: number, { conditions, values }: Filter): Hit | undefined {
  return database.get<Hit>(
    `SELECT m.seq, m.created_ms, m.sort_key, m.text FROM message m WHERE ${
      ["m.sort_key = ?", ...conditions].join(" AND ")
    }`,
    ...[BigInt(sort_key), ...values],
  );
}

function comparePlaces(one: Place, other: Place): number {
  return other.score - one.score || other.sort_key - one.sort_key;
}

/** Where a place belongs among those that are in order. */
function positionIn(ranked: readonly Place[], place: Place): number {
  let [low, high] = [0, ranked.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = ranked[middle];
    if (one !== undefined && comparePlaces(one, place) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

const CURSOR_REGEXP = /^r\.(\d{1,16})\.(\d{1,15})\.([0-9a-f]+)$/;

function readCursor(text: string, state: string): Place {
  const [, score, sortKey, made] = CURSOR_REGEXP.exec(text) ?? [];
  if (score === undefined) {
    throw invalidInput(
      "pageToken",
      phrase`"${text}" is no place in the hits by relevance`,
      "take it from the page before",
    );
  }
  if (made !== state) throw changedFailure();
  return { score: Number(score), sort_key: Number(sortKey) };
}

function changedFailure(): Failure {
  return invalidInput(
    "pageToken",
    "the archive has changed since the page before, or the search has: what is relevant stands elsewhere now",
    "search again from the first page, or in an order of time, which goes on",
  );
}

/**
 * What the ranks depend on: the index, whose record of its own structure is another one after each change, and the search.
 */
function stateOf(database: Database, expression: string, { conditions, values }: Filter): string {
  // 1 holds the sizes that ranks are computed with, 10 the structure (https://sqlite.org/fts5.html, "Structure record").
  const blocks = database.all<{ block: Uint8Array }>(
    "SELECT block FROM find_data WHERE id IN (1, 10) ORDER BY id",
  );
  const text = JSON.stringify([
    ...blocks.map(({ block }) => toHex(block)),
    expression,
    conditions,
    values.map(String),
  ]);
  return hashOf(text);
}

/** FNV-1a with two seeds: tells states apart; nobody gains by a collision. */
function hashOf(text: string): string {
  return [0x811c9dc5, 0x01000193].map((seed) => {
    let hash = seed;
    for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    return (hash >>> 0).toString(16).padStart(8, "0");
  }).join("");
}
