import { displayWidth } from "../../core/display-width.ts";
import { graphemes } from "../../core/graphemes.ts";

/** A text that takes at most that many columns as it is; a wider one cut there, between two characters, plus `…`. */
export function cutColumns(text: string, columns: number): string {
  let width = 0;
  let length = 0;
  for (const grapheme of graphemes(text)) {
    width += displayWidth(grapheme);
    if (width > columns) return `${text.slice(0, length)}…`;
    length += grapheme.length;
  }
  return text;
}
