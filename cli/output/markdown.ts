/**
 * Texts of others as Markdown.
 *
 * @module
 */

import { cleanForTerminal } from "./terminal.ts";

/**
 * A text as a Markdown code span on one line: cleaned for terminals, the fence longer than any run of backticks inside.
 */
export function codeSpan(text: string): string {
  const line = cleanForTerminal(text.replace(/[\n\r\t\v\f\u0085\u2028\u2029]+/g, " "));
  const runs = (line.match(/`+/g) ?? []).map((run) => run.length);
  const fence = "`".repeat(Math.max(0, ...runs) + 1);
  // Markdown takes away one blank at each side; without them the fence would grow into the text.
  const blank = /^[` ]|[` ]$|^$/.test(line) ? " " : "";
  return `${fence}${blank}${line}${blank}${fence}`;
}

/** An id or a path as it is, where nothing in it means anything else; others as a code span. */
export function idText(text: string): string {
  return /^[\w./:=+-]+$/.test(text) ? text : codeSpan(text);
}

/**
 * A name or title as plain Markdown text: one line, cleaned for terminals, the characters that Markdown would obey with
 * a backslash.
 */
export function markdownText(text: string): string {
  return cleanForTerminal(text.replace(/[\s\u0085]+/g, " ")).trim().replace(/[\\`*_[\]<>#~]/g, "\\$&");
}

/** A text quoted line by line, whatever breaks its lines: no part of it stands outside the quote. */
export function quotedLines(text: string): readonly string[] {
  return text.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/).map((line) => {
    const clean = cleanForTerminal(line);
    return clean === "" ? ">" : `> ${clean}`;
  });
}
