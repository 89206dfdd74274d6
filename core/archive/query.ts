/**
 * What a search asks for, read from its text: words that all must be there, `"exact text"`, `-without`, `this OR that`, and
 * filters. Everything can be written: what is no filter is a word.
 *
 * @module
 */

import { invalidInput } from "../failure.ts";
import { phrase } from "../text/phrase.ts";
import { parseTime } from "../text/time.ts";
import { normalizeText } from "./search-text.ts";

/** A piece of text that a hit holds, or must not hold; in its normal form. */
export interface Term {
  readonly text: string;
  readonly isExcluded: boolean;
}

/** What a search asks for. */
export interface Query {
  /** Of each group one term must be there. */
  readonly groups: readonly (readonly Term[])[];
  /** Ids or names of senders; any of them. */
  readonly from: readonly string[];
  /** Ids or names of chats; any of them. */
  readonly in: readonly string[];
  /** Unix milliseconds; hits are from this time on. */
  readonly after?: number;
  /** Unix milliseconds; hits are earlier. */
  readonly before?: number;
  readonly has: readonly Attachment[];
  /** Types of messages; any of them. */
  readonly types: readonly string[];
  readonly is: readonly State[];
}

/** What `has:` may ask for. */
export const ATTACHMENTS = ["file", "image", "link"] as const;
/** One of them. */
export type Attachment = typeof ATTACHMENTS[number];
/** What `is:` may ask for. */
export const STATES = ["edited", "recalled", "missing"] as const;
/** One of them. */
export type State = typeof STATES[number];

const WORD_REGEXP = /(-?)(?:(from|in|after|before|has|type|is):)?(?:"([^"]*)"?|(\S+))/giu;

/** A word as it stands in the query. */
interface Word {
  readonly key: string | undefined;
  readonly value: string;
  readonly isQuoted: boolean;
  readonly isExcluded: boolean;
  /** As typed. */
  readonly text: string;
}

/**
 * Reads a query.
 *
 * @param now what spans such as `7d` are counted from, Unix milliseconds
 * @throws {Failure} exit 2 for a filter with a value that cannot be.
 */
export function parseQuery(text: string, now: number): Query {
  const words = [...text.matchAll(WORD_REGEXP)].map(readWord);
  const groups: Term[][] = [];
  const lists = { from: [] as string[], in: [] as string[], types: [] as string[] };
  const has: Attachment[] = [];
  const is: State[] = [];
  const times: { after?: number; before?: number } = {};
  let joins = false;
  for (const [at, word] of words.entries()) {
    if (isOr(word) && groups.length > 0 && at < words.length - 1) {
      joins = true;
      continue;
    }
    if (word.key === undefined) {
      addTerm(groups, word, joins);
      joins = false;
      continue;
    }
    if (word.key === "from" || word.key === "in") lists[word.key].push(word.value);
    else if (word.key === "type") lists.types.push(word.value.toLowerCase());
    else if (word.key === "has") has.push(oneOf(word, ATTACHMENTS));
    else if (word.key === "is") is.push(oneOf(word, STATES));
    else if (word.key === "after") times.after = Math.max(times.after ?? -Infinity, timeOf(word, now));
    else times.before = Math.min(times.before ?? Infinity, timeOf(word, now));
  }
  return { groups, ...lists, has, is, ...times };
}

/** A query with the filters of another one: the narrower times, people and chats of both. */
export function withFilters(query: Query, filters: Omit<Query, "groups">): Query {
  const after = Math.max(query.after ?? -Infinity, filters.after ?? -Infinity);
  const before = Math.min(query.before ?? Infinity, filters.before ?? Infinity);
  return {
    groups: query.groups,
    from: [...query.from, ...filters.from],
    in: [...query.in, ...filters.in],
    has: [...query.has, ...filters.has],
    types: [...query.types, ...filters.types],
    is: [...query.is, ...filters.is],
    ...Number.isFinite(after) ? { after } : {},
    ...Number.isFinite(before) ? { before } : {},
  };
}

/** Whether a query neither looks for a text nor filters. */
export function isEmptyQuery({ groups, from, in: chats, has, types, is, after, before }: Query): boolean {
  return [groups, from, chats, has, types, is].every((list) => list.length === 0) &&
    after === undefined && before === undefined;
}

function readWord(match: RegExpMatchArray): Word {
  const [text, minus = "", key, quoted, plain = ""] = match;
  const isExcluded = minus !== "" && key === undefined;
  // A filter cannot be excluded: the text is searched for.
  if (minus !== "" && key !== undefined) {
    return { key: undefined, value: text, isQuoted: false, isExcluded: false, text };
  }
  const value = quoted ?? plain;
  return { key: key?.toLowerCase(), value, isQuoted: quoted !== undefined, isExcluded, text };
}

function isOr({ key, value, isQuoted, isExcluded }: Word): boolean {
  return key === undefined && !isQuoted && !isExcluded && value === "OR";
}

function addTerm(groups: Term[][], { value, isQuoted, isExcluded, text }: Word, joins: boolean): void {
  // A dash alone, or one before nothing, is text.
  const isText = isExcluded && value === "";
  const term = { text: normalizeText(isText ? text : value), isExcluded: isExcluded && !isText };
  if (!isQuoted && term.text.trim() === "" || term.text === "") return;
  if (joins) groups.at(-1)?.push(term);
  else groups.push([term]);
}

function oneOf<const T extends string>({ key, value }: Word, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value.toLowerCase());
  if (found !== undefined) return found;
  throw invalidInput(
    "query",
    phrase`"${key ?? ""}:" does not know "${value}"`,
    phrase`it takes ${allowed.join(", ")}; to search for that text, quote it: '"${key ?? ""}:${value}"'`,
  );
}

function timeOf({ key, value }: Word, now: number): number {
  const time = parseTime(value, "start")?.(now);
  if (time !== undefined) return time;
  throw invalidInput(
    "query",
    phrase`"${key ?? ""}:" needs a date or time, not "${value}"`,
    phrase`for example ${key ?? ""}:2026-05-20, or ${key ?? ""}:7d`,
  );
}
