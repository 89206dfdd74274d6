/**
 * Cuts lines of messages in pieces, each readable by itself: no mention, link or code is cut unless it is too long by
 * itself, and what is bold before a cut is bold behind it.
 *
 * @module
 */

import { graphemes } from "../text/width.ts";

/** A stretch of a line that stays together where it can. Bold text and the like can be cut between its signs. */
export interface LineToken {
  readonly open: string;
  readonly text: string;
  readonly close: string;
  /** What it was cut from. */
  readonly whole?: LineToken;
}

/** Most UTF-16 units of a piece of plain text. */
const PIECE_LENGTH = 100;
/** Longest target of a link that is kept in one piece, UTF-16 units. */
const MAX_TARGET = 2500;
/** Longest stretch without blanks that is not cut, UTF-16 units: a word, or some of a Chinese sentence. */
const WORD_LENGTH = 50;
const WORD_REGEXP = /\\[\s\S]|\s+|(?:(?!https?:\/\/|!\[)[^\s<[*~`\\]){1,50}/y;
const BLANKS_REGEXP = /\s*/y;
const MENTION_REGEXP = /<at\s[^<>]{1,200}>(?:[^<>]{0,200}<\/at\s*>)?/y;
const ADDRESS_REGEXP = /https?:\/\/[^\s<]{1,2000}/y;

/** Takes a line apart. Joined, the tokens are the line. */
export function lineTokens(line: string): LineToken[] {
  const find = createFinder(line);
  const tokens: LineToken[] = [];
  for (let at = 0; at < line.length;) {
    const token = signedToken(line, at, find) ?? plainToken(line, at);
    tokens.push(token);
    at += token.open.length + token.text.length + token.close.length;
  }
  return tokens;
}

function plainToken(line: string, at: number): LineToken {
  for (const regexp of [MENTION_REGEXP, ADDRESS_REGEXP, WORD_REGEXP]) {
    regexp.lastIndex = at;
    const text = regexp.exec(line)?.[0];
    if (text === undefined) continue;
    const blanks = regexp === WORD_REGEXP ? blanksAt(line, at + text.length) : "";
    const isWhole = regexp !== WORD_REGEXP || text.length < WORD_LENGTH;
    return {
      open: "",
      text: isWhole ? text + blanks : seamedStart(line.slice(at), startOf(line, at, WORD_LENGTH)),
      close: "",
    };
  }
  return { open: "", text: startOf(line, at, 1), close: "" };
}

function blanksAt(line: string, at: number): string {
  BLANKS_REGEXP.lastIndex = at;
  return BLANKS_REGEXP.exec(line)?.[0] ?? "";
}

/** The fewest characters, as people see them, that have so many UTF-16 units. */
function startOf(line: string, at: number, length: number): string {
  let text = "";
  for (const grapheme of graphemes(line.slice(at, at + length + 50))) {
    text += grapheme;
    if (text.length >= length) break;
  }
  return text;
}

/** Bold, italic, strike, code, a link or an image that begins at an offset. */
function signedToken(line: string, at: number, find: Finder): LineToken | undefined {
  const token = (open: string, end: number, close: string) => ({
    open,
    text: line.slice(at + open.length, end),
    close,
  });
  const [sign = ""] = /^(?:\*{1,3}|~~|`+)/.exec(line.slice(at, at + 20)) ?? [];
  if (sign !== "") {
    const end = find(sign, at + sign.length);
    const isCode = sign.startsWith("`");
    // Marks that join make a character of the sign, such as a keycap.
    const touches = isCode ||
      (/[^\s\p{M}]/u.test(line[at + sign.length] ?? "") && /\S/.test(line[end - 1] ?? ""));
    return end > at + sign.length && touches ? token(sign, end, sign) : undefined;
  }
  const open = line.startsWith("![", at) ? "![" : line[at] === "[" ? "[" : undefined;
  if (open === undefined) return undefined;
  const end = find("](", at);
  const next = find("[", at + open.length);
  if (end < 0 || (next >= 0 && next < end)) return undefined;
  const last = find(")", end);
  if (last < 0 || last - end > MAX_TARGET) return undefined;
  const target = line.slice(end, last + 1);
  return /\s/.test(target) ? undefined : token(open, end, target);
}

type Finder = (text: string, from: number) => number;

/** `indexOf` that does not search the same stretch twice, for searches that move on through a line. */
function createFinder(line: string): Finder {
  const found = new Map<string, { readonly from: number; readonly at: number }>();
  return (text, from) => {
    const last = found.get(text);
    if (last !== undefined && last.from <= from && (last.at < 0 || last.at >= from)) return last.at;
    const at = line.indexOf(text, from);
    found.set(text, { from, at });
    return at;
  };
}

/** Cuts a token that is too long by itself; pieces of bold text are bold. */
export function cutToken(token: LineToken): LineToken[] {
  return cutText(token.text).map((text) => ({ ...token, text, whole: token }));
}

const NO_TOKEN: LineToken = { open: "", text: "", close: "" };

/** The text of tokens; what was cut and stands together again has its signs once, and they touch its text. */
export function joinTokens(tokens: readonly LineToken[]): string {
  let result = "";
  for (let at = 0; at < tokens.length;) {
    const { open, close, whole, text: first } = tokens[at++] ?? NO_TOKEN;
    let text = first;
    for (; whole !== undefined && tokens[at]?.whole === whole; at++) text += tokens[at]?.text;
    const trimmed = text.trim();
    const start = text.length - text.trimStart().length;
    result += whole === undefined || trimmed === "" || open.startsWith("`")
      ? open + text + close
      : text.slice(0, start) + open + trimmed + close + text.slice(start + trimmed.length);
  }
  return result;
}

/** Marks that end or divide sentences without blanks, and the signs that close a quotation behind them. */
const SENTENCE_MARK_REGEXP = /[。！？；，、：…」』）》”]/;
/** What joins such a mark from behind: a cut may not come before it. */
const AFTER_MARK_REGEXP = /[\p{M}\u200d。！？；，、：…」』）》”]/u;
const WORD_CHARACTER_REGEXP = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}_'’.-]/u;

/**
 * As much of the start of a text as ends well: behind a sentence mark, else not within a word of letters and digits. It
 * is the whole start where neither is in its second half.
 */
function seamedStart(text: string, start: string): string {
  const { length } = start;
  for (let end = length; end > length / 2; end--) {
    const [before = "", after = ""] = [text[end - 1], text[end]];
    if (SENTENCE_MARK_REGEXP.test(before) && !AFTER_MARK_REGEXP.test(after)) return text.slice(0, end);
  }
  const isWordCharacter = (at: number) => WORD_CHARACTER_REGEXP.test(text[at] ?? "");
  let end = length;
  while (end > length / 2 && isWordCharacter(end - 1) && isWordCharacter(end)) end--;
  return end > length / 2 ? text.slice(0, end) : start;
}

/** Pieces of a text, cut behind blanks where there are any, else behind sentence marks or between words, and never within what people see as one character. */
export function cutText(text: string): string[] {
  const pieces: string[] = [];
  for (let rest = text; rest !== "";) {
    if (rest.length <= PIECE_LENGTH) return [...pieces, rest];
    const window = rest.slice(0, PIECE_LENGTH);
    const blank = /\s(?=\S*$)/.exec(window)?.index ?? -1;
    const piece = blank > PIECE_LENGTH / 2
      ? rest.slice(0, blank + 1)
      : seamedStart(rest, rest.slice(0, graphemeEnd(rest)));
    pieces.push(piece);
    rest = rest.slice(piece.length);
  }
  return pieces;
}

/** The end of the last character that people see within the length of a piece; of the first one if it is longer. */
function graphemeEnd(text: string): number {
  let end = 0;
  for (const grapheme of graphemes(text.slice(0, PIECE_LENGTH * 2))) {
    if (end > 0 && end + grapheme.length > PIECE_LENGTH) break;
    end += grapheme.length;
  }
  return end;
}
