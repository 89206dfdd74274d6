/**
 * Which signs of emphasis open and which close. CommonMark's rules take every punctuation mark for the border of a
 * word, which fails where no blanks stand between words: in `**注意：**请看` the colon is inside and no blank follows.
 * Here full-width marks count as letters, and so do other marks that touch Chinese, Japanese or Korean text.
 *
 * @module
 */

import type { InlineContext, InlineParser } from "@lezer/markdown";

const STAR = 42;
const UNDERSCORE = 95;
const TILDE = 126;
const STRIKE = { resolve: "Strikethrough", mark: "StrikethroughMark" };

const PUNCTUATION_REGEXP = /[\p{P}\p{S}]/u;
/** Letters and marks of Chinese, Japanese and Korean; the marks are full-width, also where Unicode shares them. */
const CJK_REGEXP =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Bopomofo}\u3001-\u303f\u30fb\u30fc\ufe10-\ufe1f\ufe30-\ufe4f\uff01-\uffee]/u;
/** Most punctuation marks that are passed over in search of the text that they belong to. */
const MAX_MARKS = 8;

/** What stands on one side of a sign. */
interface Side {
  readonly isBlank: boolean;
  readonly isPunctuation: boolean;
  readonly isCjk: boolean;
  /** Punctuation that separates words: none that belongs to text without blanks. */
  readonly isBorder: boolean;
}

/** Whether a sign may open and may close. */
export interface Flanking {
  readonly opens: boolean;
  readonly closes: boolean;
}

/**
 * Reads the surroundings of a run of stars, underscores or tildes in a text.
 *
 * @param from offset of the run
 * @param to offset behind it
 */
export function flankingOf(text: string, from: number, to: number): Flanking {
  const before = sideOf(text, from, -1);
  const after = sideOf(text, to, 1);
  const isLeft = !after.isBlank &&
    (!after.isBorder || before.isBlank || before.isPunctuation || before.isCjk);
  const isRight = !before.isBlank &&
    (!before.isBorder || after.isBlank || after.isPunctuation || after.isCjk);
  if (text.charCodeAt(from) !== UNDERSCORE) return { opens: isLeft, closes: isRight };
  // One underscore beside a Chinese letter may be part of a file's name, two are not.
  const isDouble = to - from > 1;
  const frees = (outer: Side, inner: Side) =>
    outer.isPunctuation || (outer.isCjk && (isDouble || inner.isPunctuation));
  return {
    opens: isLeft && (!isRight || frees(before, after)),
    closes: isRight && (!isLeft || frees(after, before)),
  };
}

function sideOf(text: string, offset: number, step: 1 | -1): Side {
  const character = characterAt(text, offset, step);
  const isPunctuation = PUNCTUATION_REGEXP.test(character);
  const isCjk = CJK_REGEXP.test(character);
  return {
    isBlank: character === "" || /\s/.test(character),
    isPunctuation,
    isCjk,
    isBorder: isPunctuation && !isCjk && !touchesCjk(text, offset, step),
  };
}

/** Whether marks from an offset on belong to text that needs no blanks: `“重点”` does. */
function touchesCjk(text: string, offset: number, step: 1 | -1): boolean {
  let at = offset;
  for (let count = 0; count < MAX_MARKS; count++) {
    const character = characterAt(text, at, step);
    if (CJK_REGEXP.test(character)) return true;
    if (character === "" || !PUNCTUATION_REGEXP.test(character)) return false;
    at += step * character.length;
  }
  return false;
}

/** The character that begins (or, going back, ends) at an offset; empty at the end of the text. */
function characterAt(text: string, offset: number, step: 1 | -1): string {
  if (step > 0) {
    return String.fromCodePoint(...[text.codePointAt(offset)].filter((code) => code !== undefined));
  }
  const isPair = /[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(Math.max(0, offset - 2), offset));
  return text.slice(Math.max(0, offset - (isPair ? 2 : 1)), offset);
}

/**
 * Parsers of `*`, `_` and `~~` by these rules, in place of the ones of the same name.
 *
 * @param context the library's, which is loaded when it is needed
 */
export function emphasisParsers(
  { emphasisAsterisk, emphasisUnderscore }: Pick<
    typeof InlineContext,
    "emphasisAsterisk" | "emphasisUnderscore"
  >,
): readonly InlineParser[] {
  return [
    {
      name: "Emphasis",
      parse(context, next, from) {
        if (next !== STAR && next !== UNDERSCORE) return -1;
        let to = from + 1;
        while (context.char(to) === next) to++;
        return addSign(context, next === STAR ? emphasisAsterisk : emphasisUnderscore, from, to);
      },
    },
    {
      name: "Strikethrough",
      parse(context, next, from) {
        const isSign = next === TILDE && context.char(from + 1) === TILDE && context.char(from + 2) !== TILDE;
        return isSign ? addSign(context, STRIKE, from, from + 2) : -1;
      },
    },
  ];
}

function addSign(
  context: InlineContext,
  type: { resolve?: string; mark?: string },
  from: number,
  to: number,
) {
  const { offset, text } = context;
  const { opens, closes } = flankingOf(text, from - offset, to - offset);
  return context.addDelimiter(type, from, to, opens, closes);
}
