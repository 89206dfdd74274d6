import { displayWidth, graphemes } from "./width.ts";

/** Ids, keys, addresses and paths, which people copy: they stay whole, however long they are. */
const WHOLE_REGEXP = /^\W*(?:[a-z]+:\/\/|[a-z]+_)\S+$|^["'(]*(?:~?\/|[a-z]:\\)[!-~]+$/i;
/** Marks that do not begin a line. */
const CLOSING_REGEXP = /^[\p{Pe}\p{Pf}!%,.:;?、。〃々〕！，．：；？ーぁぃぅぇぉっゃゅょァィゥェォッャュョ]$/u;

/**
 * A text in lines of at most so many columns of a terminal. Lines break at blanks and between wide characters, inside a word only where it is longer
 * than a line; ids, addresses and paths stay whole. Line breaks of the text and blanks at the beginning of its lines stay.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { wrapText } from "./wrap.ts";
 *
 * assertEquals(wrapText("to be or not\nto be", 8), ["to be or", "not", "to be"]);
 * assertEquals(wrapText("请先清空缓存。", 8), ["请先清空", "缓存。"]);
 * ```
 */
export function wrapText(text: string, columns: number): readonly string[] {
  return text.split("\n").flatMap((line) => wrapLine(line, Math.max(1, columns)));
}

function wrapLine(line: string, columns: number): readonly string[] {
  if (displayWidth(line) <= columns) return [line];
  const lines: string[] = [];
  let current = "";
  let width = 0;
  for (const { text, isBlank } of units(line, columns)) {
    const own = displayWidth(text);
    if (width > 0 && width + own > columns && !isBlank) {
      lines.push(current.trimEnd());
      current = "";
      width = 0;
    }
    // Blanks at a break belong to no line.
    if (isBlank && width === 0 && lines.length > 0) continue;
    current += text;
    width += own;
  }
  return current.trimEnd() === "" ? lines : [...lines, current.trimEnd()];
}

/** What stays together. */
interface Unit {
  readonly text: string;
  readonly isBlank: boolean;
}

function* units(line: string, columns: number): Generator<Unit> {
  for (const [piece] of line.matchAll(/ +|[^ ]+/g)) {
    if (piece.startsWith(" ")) yield { text: piece, isBlank: true };
    else for (const text of wordUnits(piece, columns)) yield { text, isBlank: false };
  }
}

/** A word in parts between which a line may break. */
function* wordUnits(word: string, columns: number): Generator<string> {
  if (/^[!-~]*$/.test(word) && displayWidth(word) <= columns || WHOLE_REGEXP.test(word)) return yield word;
  let part = "";
  let width = 0;
  let isOpen = false;
  for (const character of graphemes(word)) {
    const own = displayWidth(character);
    const isWide = own > 1;
    const isClosing = CLOSING_REGEXP.test(character);
    const breaks = part !== "" && !isClosing && (isWide || !isOpen || width + own > columns);
    if (breaks) {
      yield part;
      part = "";
      width = 0;
    }
    part += character;
    width += own;
    isOpen = !isWide && !isClosing || isClosing && isOpen;
  }
  if (part !== "") yield part;
}
