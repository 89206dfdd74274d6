import { eastAsianWidth } from "get-east-asian-width";

/** A character that is shown as an emoji, by itself or because a selector asks for it. */
const EMOJI_REGEXP = /\p{Emoji_Presentation}|\ufe0f/u;

/** Characters that take no column of their own: controls, marks that combine, the later letters of a Korean syllable. */
const ZERO_WIDTH_REGEXP = /[\p{Cc}\p{Cf}\p{Mn}\p{Me}\u1160-\u11ff\ud7b0-\ud7ff]/u;

/**
 * The columns that a text takes on a terminal: Chinese, Japanese, Korean and fullwidth characters and emoji take two,
 * marks that combine take none.
 */
export function displayWidth(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  let width = 0;
  for (const grapheme of graphemes(text)) width += graphemeWidth(grapheme);
  return width;
}

function graphemeWidth(grapheme: string): number {
  if (EMOJI_REGEXP.test(grapheme)) return 2;
  let width = 0;
  for (const character of grapheme) {
    if (!ZERO_WIDTH_REGEXP.test(character)) width += eastAsianWidth(character.codePointAt(0) ?? 0);
  }
  return width;
}

let segmenter: Intl.Segmenter | undefined;

/** The characters of a text as people see them: an emoji with its skin or a letter with its accent is one. */
export function* graphemes(text: string): Generator<string> {
  if (/^[\n\t -~]*$/.test(text)) return yield* text;
  // Making one takes as long as a start of the program, so it is made when the first text needs it.
  segmenter ??= new Intl.Segmenter();
  for (const { segment } of segmenter.segment(text)) yield segment;
}

/** A text with blanks behind it, so that it takes that many columns; a wider one as it is. */
export function padColumns(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - displayWidth(text)));
}
