/**
 * Which index entries may hold a text: more than do, never fewer. The text itself decides.
 *
 * @module
 */

import type { Database } from "./database.ts";
import type { Term } from "./query.ts";
import { LONG_WORD, MAX_WORD, type Token, tokensOf } from "./search-text.ts";

/** A part of a word that more words than this hold does not narrow a search. */
const MAX_WORDS = 400;

/** The index's expression for the groups of a query; `undefined` where the index does not narrow it. */
export function matchExpression(
  database: Database,
  groups: readonly (readonly Term[])[],
): string | undefined {
  const parts = groups.flatMap((group) => groupExpression(database, group) ?? []);
  return parts.length === 0 ? undefined : parts.map((part) => `(${part})`).join(" AND ");
}

function groupExpression(database: Database, group: readonly Term[]): string | undefined {
  const parts: string[] = [];
  for (const term of group) {
    const part = term.isExcluded ? undefined : termExpression(database, term.text);
    // One alternative that is not narrowed leaves the group as it is.
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return parts.map((part) => `(${part})`).join(" OR ");
}

function termExpression(database: Database, text: string): string | undefined {
  const tokens = tokensOf(text);
  const parts: string[] = [];
  let exact: string[] = [];
  const endPhrase = () => {
    if (exact.length > 0) parts.push(quoted(exact.join(" ")));
    exact = [];
  };
  for (const token of tokens) {
    const begins = token.start === 0;
    const ends = token.end === text.length;
    if (!token.isWord || !begins && !ends) {
      exact.push(token.text);
      continue;
    }
    endPhrase();
    if (token.text.length > MAX_WORD) continue;
    const part = begins ? wordsWith(database, token, ends) : `${quoted(token.text)} *`;
    if (part !== undefined) parts.push(part);
  }
  endPhrase();
  if (tokens.some((token) => token.text.length > MAX_WORD)) return quoted(LONG_WORD);
  if (parts.length === 0) return undefined;
  return tokens.some(({ isWord }) => isWord)
    ? `(${parts.map((part) => `(${part})`).join(" AND ")}) OR ${quoted(LONG_WORD)}`
    : parts.map((part) => `(${part})`).join(" AND ");
}

/** The words that end in a text, or hold it anywhere. */
function wordsWith(database: Database, { text }: Token, anywhere: boolean): string | undefined {
  const found = database.all<{ term: string }>(
    anywhere
      ? `SELECT term FROM term WHERE instr(term, ?1) > 0 LIMIT ${MAX_WORDS + 1}`
      : `SELECT term FROM term WHERE substr(term, -length(?1)) = ?1 LIMIT ${MAX_WORDS + 1}`,
    text,
  );
  if (found.length > MAX_WORDS) return undefined;
  // Nothing holds it: an expression that nothing matches.
  return found.length === 0 ? quoted(text) : found.map(({ term }) => quoted(term)).join(" OR ");
}

/** Text never becomes syntax of the index. */
function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
