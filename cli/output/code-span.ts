import { cleanForTerminal } from "./terminal.ts";

/**
 * A text as a Markdown code span on one line: cleaned for terminals, the fence longer than any run of backticks inside
 * (reading sheet 3.3).
 */
export function codeSpan(text: string): string {
  const line = cleanForTerminal(text.replace(/[\n\r\t\v\f\u0085\u2028\u2029]+/g, " "));
  const runs = (line.match(/`+/g) ?? []).map((run) => run.length);
  const fence = "`".repeat(Math.max(0, ...runs) + 1);
  // Markdown takes away one blank at each side; without them the fence would grow into the text.
  const blank = /^[` ]|[` ]$|^$/.test(line) ? " " : "";
  return `${fence}${blank}${line}${blank}${fence}`;
}
