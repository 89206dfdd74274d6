import { displayWidth, graphemes } from "./width.ts";

/**
 * The first `count` code points of a text, plus `…` when there are more. What looks like one
 * character (an emoji with its skin, a letter with its accent) is not cut apart, unless it alone is too long.
 */
export function truncate(text: string, count: number): string {
  if (text.length <= count) return text;
  let taken = 0;
  let length = 0;
  for (const grapheme of graphemes(text)) {
    taken += [...grapheme].length;
    if (taken > count) return `${length === 0 ? firstCodePoints(text, count) : text.slice(0, length)}…`;
    length += grapheme.length;
  }
  return text;
}

function firstCodePoints(text: string, count: number): string {
  let length = 0;
  for (let taken = 0; taken < count; taken++) length += (text.codePointAt(length) ?? 0) > 0xffff ? 2 : 1;
  return text.slice(0, length);
}

/** A text that takes at most that many columns as it is; a wider one cut there, between two characters, plus `…`. */
export function truncateColumns(text: string, columns: number): string {
  let width = 0;
  let length = 0;
  for (const grapheme of graphemes(text)) {
    width += displayWidth(grapheme);
    if (width > columns) return `${text.slice(0, length)}…`;
    length += grapheme.length;
  }
  return text;
}
