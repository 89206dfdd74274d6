/**
 * Searching with the most relevant messages first: by BM25 (https://en.wikipedia.org/wiki/Okapi_BM25) over the words of the
 * search, as they stand in the texts. Every candidate is read for each page, so this takes longer than the orders of time;
 * what is kept meanwhile is one page.
 *
 * @module
 */

import { type Failure, invalidInput } from "../failure.ts";
import { phrase } from "../text/phrase.ts";
import { toHex } from "../text/bytes.ts";
import { type Candidates, candidatesOf } from "./candidates.ts";
import type { Database } from "./database.ts";
import { indexTotals } from "./index-totals.ts";
import type { Query, Term } from "./query.ts";
import { hasIndex } from "./schema.ts";
import {
  candidates,
  type Filter,
  filterOf,
  type Hit,
  keyRange,
  search,
  type SearchOptions,
  type SearchResult,
} from "./search.ts";
import { normalizeText } from "./search-text.ts";

/** A page of hits. */
export interface RankedResult extends SearchResult {
  /** False where nothing in the search can be ranked: the newest come first. */
  readonly isRanked: boolean;
}

/** A place among the hits; of two that are equally good, the newest comes first. */
interface Place {
  readonly score: number;
  readonly sort_key: number;
}

/** What one score is worth: two that differ by less are equally good, whoever computes them. */
const SCORES_PER_UNIT = 1e11;

/**
 * Finds messages, the most relevant first. Where the query has no words that must be there, or the index is that of an
 * earlier schema, the newest come first.
 *
 * @throws {Failure} exit 2 for a chat or person that the archive does not know, for a cursor that is none, and for one from
 * before the archive or the query changed: nothing says where it would go on.
 */
export function searchByRelevance(
  database: Database,
  query: Query,
  { limit, cursor }: Omit<SearchOptions, "order">,
): RankedResult {
  const index = hasIndex(database) ? candidatesOf(query.groups) : undefined;
  if (index === undefined) {
    if (cursor !== undefined && CURSOR_REGEXP.test(cursor)) throw changedFailure();
    return { ...search(database, query, { order: "newest", limit, cursor }), isRanked: false };
  }
  const filter = filterOf(database, query);
  const state = stateOf(database, query, filter);
  const from = cursor === undefined ? undefined : readCursor(cursor, state);
  const best = bestOf(database, query, { index, filter, from, count: limit + 1 });
  const hits = best.slice(0, limit).flatMap(({ sort_key }) => hitAt(database, sort_key) ?? []);
  const end = best[limit - 1];
  if (end === undefined || best.length <= limit) return { hits, isRanked: true };
  return { hits, isRanked: true, cursor: `r.${end.score}.${end.sort_key}.${state}` };
}

/** What to look for, and how much of it to keep. */
interface Ranking {
  readonly index: Candidates;
  readonly filter: Filter;
  /** The end of the page before. */
  readonly from: Place | undefined;
  readonly count: number;
}

/** The best places behind one, in order. */
function bestOf(
  database: Database,
  query: Query,
  { index, filter, from, count }: Ranking,
): readonly Place[] {
  const best: Place[] = [];
  const scoreOf = createScore(database, query);
  // The newest first, so that of many that are equally good none takes the place of another.
  const walk = { filter, order: "newest", range: keyRange(database, query), start: undefined } as const;
  for (const { sort_key, text } of candidates(database, index, walk)) {
    const score = scoreOf(text);
    if (score === undefined) continue;
    const place = { score, sort_key };
    if (from !== undefined && comparePlaces(place, from) <= 0) continue;
    const worst = best.length < count ? undefined : best.at(-1);
    if (worst !== undefined && comparePlaces(place, worst) > 0) continue;
    best.splice(positionIn(best, place), 0, place);
    if (best.length > count) best.pop();
  }
  return best;
}

/** As in most programs that rank texts. */
const [SATURATION, LENGTH_WEIGHT] = [1.2, 0.75];

/** How relevant a text is; `undefined` where it is no hit. */
function createScore(database: Database, { groups }: Query): (text: string) => number | undefined {
  const { entries, characters } = indexTotals(database);
  const average = Math.max(1, characters / Math.max(1, entries));
  // The weight of a word that is alone changes no order.
  const isAlone = groups.flat().length === 1;
  const weighed = groups.map((group) =>
    group.map((term) => ({ ...term, weight: isAlone ? 1 : weightOf(database, term, entries) }))
  );
  return (text) => {
    const normalized = normalizeText(text);
    const length = 1 - LENGTH_WEIGHT + LENGTH_WEIGHT * normalized.length / average;
    let sum = 0;
    for (const group of weighed) {
      let isHeld = false;
      for (const { text: part, isExcluded, weight } of group) {
        const count = isExcluded ? Number(normalized.includes(part)) : countOf(normalized, part);
        isHeld ||= count > 0 !== isExcluded;
        if (!isExcluded) sum += weight * count * (SATURATION + 1) / (count + SATURATION * length);
      }
      if (!isHeld) return undefined;
    }
    return Math.round(sum * SCORES_PER_UNIT);
  };
}

/** How much a word says: the more, the fewer messages may have it. */
function weightOf(database: Database, { text, isExcluded }: Term, entries: number): number {
  const index = isExcluded ? undefined : candidatesOf([[{ text, isExcluded }]]);
  if (index === undefined) return 0;
  const { count = 0 } = database.get<{ count: number }>(
    "SELECT count(*) AS count FROM find WHERE find MATCH ?",
    index.expression,
  ) ?? {};
  return Math.log(1 + Math.max(0, entries - count + 0.5) / (count + 0.5));
}

function countOf(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) count++;
  return count;
}

function hitAt(database: Database, sort_key: number): Hit | undefined {
  return database.get<Hit>(
    "SELECT seq, created_ms, sort_key, text FROM message WHERE sort_key = ?",
    BigInt(sort_key),
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
      phrase`"${text}" is not a page token of this search`,
      "take it from the previous page",
    );
  }
  if (made !== state) throw changedFailure();
  return { score: Number(score), sort_key: Number(sortKey) };
}

function changedFailure(): Failure {
  return invalidInput(
    "pageToken",
    "the archive has changed since the previous page, or the search has, so the hits have another order now",
    "search again from the first page; a search in order of time can always be continued",
  );
}

/**
 * What the ranks depend on: the index, whose record of its own structure is another one after each change, and the search.
 */
function stateOf(database: Database, { groups }: Query, { conditions, values }: Filter): string {
  // 1 holds the sizes of the index, 10 its structure (https://sqlite.org/fts5.html, section 9).
  const blocks = database.all<{ block: Uint8Array }>(
    "SELECT block FROM find_data WHERE id IN (1, 10) ORDER BY id",
  );
  const parts = [...blocks.map(({ block }) => toHex(block)), groups, conditions, values.map(String)];
  return hashOf(JSON.stringify(parts));
}

/** FNV-1a with two seeds: tells states apart; nobody gains by a collision. */
function hashOf(text: string): string {
  return [0x811c9dc5, 0x01000193].map((seed) => {
    let hash = seed;
    for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    return (hash >>> 0).toString(16).padStart(8, "0");
  }).join("");
}
