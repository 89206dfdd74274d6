/**
 * Parsers in place of the library's of the same name, where those take time that grows with the square of the text.
 *
 * @module
 */

import type { InlineContext, InlineParser } from "@lezer/markdown";

const BACKSLASH = 92;
const NEWLINE = 10;
const BLANK = 32;

/** A line end behind a backslash or two blanks. A run of blanks is looked at once. */
const hardBreak: InlineParser = {
  name: "HardBreak",
  parse(context, next, from) {
    let to = from + 1;
    if (next === BLANK && context.char(from - 1) !== BLANK) {
      while (context.char(to) === BLANK) to++;
      if (to < from + 2) return -1;
    } else if (next !== BACKSLASH) {
      return -1;
    }
    return context.char(to) === NEWLINE ? context.addElement(context.elt("HardBreak", from, to + 1)) : -1;
  },
};

/** An address ends before full-width marks, which text without blanks has behind it. */
const ADDRESS_REGEXP =
  /(?:www\.|https?:\/\/)([\w-]{1,63}(?:\.[\w-]{1,63}){1,20})(?::\d{1,5})?(?:[/?#][^\s<\u3000-\u303f\uff01-\uff65]{0,4000})?/y;
const EMAIL_REGEXP = /[\w.+-]{1,100}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,20}/y;

/** Addresses as people type them; parts longer than any address are text. */
const autolink: InlineParser = {
  name: "Autolink",
  parse(context, next, from) {
    const { offset, text } = context;
    const at = from - offset;
    if (!isWordCharacter(next) || isWordCharacter(text.charCodeAt(at - 1))) return -1;
    const length = addressLength(context, at) ?? emailLength(text, at);
    return length === undefined ? -1 : context.addElement(context.elt("URL", from, from + length));
  },
};

function isWordCharacter(code: number): boolean {
  return /[\w.+-]/.test(String.fromCharCode(code)) && !Number.isNaN(code);
}

function addressLength(context: InlineContext, at: number): number | undefined {
  const [whole, host] = match(ADDRESS_REGEXP, context.text, at);
  if (whole === undefined || host?.split(".").slice(-2).some((word) => word.includes("_"))) return undefined;
  const address = withoutEnd(whole);
  if (!context.hasOpenLink) return address.length;
  // Within the label of a link it ends before the bracket that closes the label.
  return /^(?:[^[\]]|\[[^\]]*\])*/.exec(address)?.[0].length;
}

/** Without marks at the end that belong to the sentence, such as a bracket that was opened before. */
function withoutEnd(address: string): string {
  let open = address.split("(").length - address.split(")").length;
  let end = address.length;
  for (; end > 0; end--) {
    const last = address[end - 1] ?? "";
    if (last === ")" && open < 0) open++;
    else if (!/[?!.,:*_~;]/.test(last)) break;
  }
  return address.slice(0, end);
}

function emailLength(text: string, at: number): number | undefined {
  const [email] = match(EMAIL_REGEXP, text, at);
  return email === undefined || /[_-]$/.test(email) ? undefined : email.length;
}

function match(regexp: RegExp, text: string, at: number): readonly (string | undefined)[] {
  regexp.lastIndex = at;
  return regexp.exec(text) ?? [];
}

/** The parsers. */
export const boundedParsers: readonly InlineParser[] = [hardBreak, autolink];

/** Signs for which the parser may scan all text around them. */
const SIGN_REGEXP = /[*_~[\]<`]|:\/\/|www\./g;
/** Most signs times characters of a text that is parsed as one: the library compares signs with each other. */
const MAX_COST = 30_000_000;

/**
 * Cuts the text of a paragraph where parsing it as one would take too long: between lines where possible. Only text
 * that consists of signs for the most part, or is longer than any message, is cut at all.
 */
export function inlineSections(text: string): string[] {
  if (costOf(text) <= MAX_COST) return [text];
  const sections: string[] = [];
  for (let at = 0; at < text.length;) {
    const end = sectionEnd(text, at);
    sections.push(text.slice(at, end));
    at = end;
  }
  return sections;
}

function costOf(text: string): number {
  return (text.match(SIGN_REGEXP)?.length ?? 0) * text.length;
}

function sectionEnd(text: string, start: number): number {
  let length = Math.min(text.length - start, Math.floor(Math.sqrt(MAX_COST)) * 8);
  while (costOf(text.slice(start, start + length)) > MAX_COST) length = Math.floor(length / 2);
  const end = start + length;
  if (end >= text.length) return text.length;
  const cut = Math.max(text.lastIndexOf("\n", end - 1), text.lastIndexOf(" ", end - 1)) + 1;
  if (cut > start + length / 2) return cut;
  return /[\udc00-\udfff]/.test(text[end] ?? "") ? end - 1 : end;
}
