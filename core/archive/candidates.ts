/**
 * Which index entries may hold a text: more than do, never fewer. The text itself decides.
 *
 * @module
 */

import type { Term } from "./query.ts";
import { indexCharacter, pairsOf } from "./search-text.ts";

/** What to ask the index for. */
export interface Candidates {
  /** In the index's own language. */
  readonly expression: string;
  /** Single characters alone narrow it: the index has to collect all entries of them before it names the first. */
  readonly isBroad: boolean;
}

/** Further pairs of a text hardly narrow a search. */
const MAX_PAIRS = 64;

/** What narrows a query; `undefined` where the index cannot. */
export function candidatesOf(groups: readonly (readonly Term[])[]): Candidates | undefined {
  const parts = groups.flatMap((group) => groupExpression(group) ?? []);
  const narrow = parts.filter(({ isBroad }) => !isBroad);
  const used = narrow.length > 0 ? narrow : parts;
  if (used.length === 0) return undefined;
  return {
    expression: used.map(({ expression }) => `(${expression})`).join(" AND "),
    isBroad: narrow.length === 0,
  };
}

function groupExpression(group: readonly Term[]): Candidates | undefined {
  const parts: Candidates[] = [];
  for (const { isExcluded, text } of group) {
    // One alternative that is not narrowed leaves the group as it is.
    if (isExcluded || text === "") return undefined;
    parts.push(termExpression(text));
  }
  return {
    expression: parts.map(({ expression }) => `(${expression})`).join(" OR "),
    isBroad: parts.some(({ isBroad }) => isBroad),
  };
}

function termExpression(text: string): Candidates {
  const pairs = [...new Set(pairsOf(text))];
  if (pairs.length === 0) return { expression: `${quoted(indexCharacter(text))} *`, isBroad: true };
  return { expression: pairs.slice(0, MAX_PAIRS).map(quoted).join(" AND "), isBroad: false };
}

/** Text never becomes syntax of the index. */
function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
