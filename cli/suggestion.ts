import { editDistance } from "../core/text/edit-distance.ts";

/**
 * Names that a mistyped word may have meant, nearest first: those within an edit distance of two, or of a third of the
 * word's length (docs/contract.md, 12). Only for words in Latin letters: a short word of other letters or emoji is near to every short name.
 */
export function suggest(word: string, names: readonly string[], limit: number): readonly string[] {
  if (!/\p{Script=Latin}/u.test(word) || /[^\P{L}\p{Script=Latin}]|\p{Extended_Pictographic}/u.test(word)) {
    return [];
  }
  const letters = word.replace(/^[-+]+/, "").length;
  const most = Math.min(letters - 1, Math.max(2, Math.floor(word.length / 3)));
  return names
    .map((name) => ({ name, distance: editDistance(word.toLowerCase(), name.toLowerCase()) }))
    .filter(({ distance }) => distance <= most)
    .sort((a, b) => a.distance - b.distance || a.name.localeCompare(b.name))
    .slice(0, limit)
    .map(({ name }) => name);
}

/** Options of which the word is the first part, up to a dash; none where there are many: `--chat`, `--chat-id`. `--no` names nothing. */
export function suggestLonger(word: string, names: readonly string[]): readonly string[] {
  if (word === "--no") return [];
  const longer = names.filter((name) => name.startsWith(`${word}-`));
  return longer.length > MAX_LONGER ? [] : longer;
}

/** More than so many options are no hint. */
const MAX_LONGER = 3;
