/**
 * Characters that are not seen: controls, format characters (zero width, reading direction, tags), line and
 * paragraph separators, and fillers that look like nothing. Names with them are refused or cleaned.
 */
export const INVISIBLE_REGEXP = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]/gu;

/** Whether a text has a character that is not seen. */
export function hasInvisible(text: string): boolean {
  return text.search(INVISIBLE_REGEXP) >= 0;
}
