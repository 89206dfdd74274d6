import { truncateColumns } from "../../core/text/truncate.ts";
import { displayWidth } from "../../core/text/width.ts";

/** An id or key. */
const ID_REGEXP = /\b[a-z]{2,}_[\w-]{6,}/gi;

/** A text that takes at most that many columns, the mark of the cut included; an id is left out rather than cut apart. */
export function cutText(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  const cut = truncateColumns(text, Math.max(0, columns - 1));
  const end = cut.length - "…".length;
  const id = Array.from(text.matchAll(ID_REGEXP))
    .find(({ 0: word, index }) => index < end && end < index + word.length);
  return id === undefined ? cut : `${text.slice(0, id.index).replace(/[\s"'(=:]+$/, "")}…`;
}
