/**
 * How text is cut for searching, the same for what is archived and for what is searched. A hit is a substring after NFKC
 * and lower case (docs/contract.md, 15); the index finds candidates quickly, and the text itself decides.
 *
 * Words of alphabets are tokens. Characters of Chinese, Japanese and Korean are tokens of their own, since these texts
 * have no blanks between words, and so are emoji and other signs. Punctuation is not indexed.
 *
 * @module
 */

/** Longest token; longer words are cut, and their messages are marked. */
export const MAX_WORD = 256;
/** Marks a message with a word that was cut: it is a candidate for every word. Nobody types this character. */
export const LONG_WORD = "\u{F0000}";

const TOKEN_REGEXP =
  /([\p{Script=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{Script=Hangul}\p{scx=Bopomofo}])|((?:(?![\p{Script=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{Script=Hangul}\p{scx=Bopomofo}\uFE0E\uFE0F])[\p{L}\p{N}\p{M}])+)|((?![\0-\x7F])\p{S})/gu;

/** Texts that are in that form: characters that it leaves alone, and that do not join with those beside them. */
const NORMAL_REGEXP = /^[\t\n\r -@[-~、。「」ぁ-ゖァ-ヺー\u4e00-\u9fff가-힣]*$/;

/** The form in which texts are compared. */
export function normalizeText(text: string): string {
  if (NORMAL_REGEXP.test(text)) return text;
  return text.normalize("NFKC").toLowerCase();
}

/** A token of a text. */
export interface Token {
  readonly text: string;
  /** A word may go on before or behind the text; a character or sign is whole. */
  readonly isWord: boolean;
  /** Where it stands, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** The tokens of a text in its normal form. */
export function tokensOf(normalized: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of normalized.matchAll(TOKEN_REGEXP)) {
    const [text, , word] = match;
    tokens.push({ text, isWord: word !== undefined, start: match.index, end: match.index + text.length });
  }
  return tokens;
}

/** What a text contributes to the index. */
export interface IndexEntry {
  /** Its tokens in order, between blanks. */
  readonly text: string;
  /** The distinct words among them. */
  readonly words: ReadonlySet<string>;
}

/** Cuts a text for the index. */
export function indexEntry(text: string): IndexEntry {
  const parts: string[] = [];
  const words = new Set<string>();
  let isCut = false;
  for (const token of tokensOf(normalizeText(text))) {
    if (!token.isWord) {
      parts.push(token.text);
      continue;
    }
    isCut ||= token.text.length > MAX_WORD;
    for (let start = 0; start < token.text.length; start += MAX_WORD) {
      const word = token.text.slice(start, start + MAX_WORD);
      words.add(word);
      parts.push(word);
    }
  }
  if (isCut) parts.push(LONG_WORD);
  return { text: parts.join(" "), words };
}
