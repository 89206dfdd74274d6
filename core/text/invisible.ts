/**
 * Characters that are not seen: controls, format characters (zero width, reading direction, tags), line and
 * paragraph separators, and fillers that look like nothing. Names with them are refused or cleaned.
 */
export const INVISIBLE_REGEXP = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]/gu;

/** Letters of scripts in which a joiner changes how words are written, such as Arabic and the Indic ones. */
const JOINED_LETTER = String
  .raw`[[\p{L}\p{M}]--[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]]`;
const JOINER = String.raw`(?<=${JOINED_LETTER})[\u200c\u200d](?=${JOINED_LETTER})` +
  String.raw`|(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d(?=\p{Extended_Pictographic})`;

/** Most texts hold nothing but these; the expressions for all others take milliseconds to make. */
const PLAIN_REGEXP = /^[ -~]*$/;

let hiddenRegexp: RegExp | undefined;

/**
 * Puts something in place of each character that is not seen, but for the joiners that belong to how a text is written:
 * between letters of scripts that need them, and between the parts of an emoji.
 */
export function replaceHidden(text: string, replacement: (character: string) => string): string {
  if (PLAIN_REGEXP.test(text)) return text;
  hiddenRegexp ??= new RegExp(`(?!${JOINER})${INVISIBLE_REGEXP.source}`, "gv");
  return text.replace(hiddenRegexp, replacement);
}

/** Whether a text has a character that is not seen. */
export function hasInvisible(text: string): boolean {
  return !PLAIN_REGEXP.test(text) && text.search(INVISIBLE_REGEXP) >= 0;
}

/** The text without what cannot be seen; joiners that belong to a word or an emoji stay. */
export function withoutHidden(text: string): string {
  return replaceHidden(text, () => "");
}
