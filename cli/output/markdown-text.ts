import { cleanForTerminal } from "./terminal.ts";

/**
 * A name or title as plain Markdown text: one line, cleaned for terminals, the characters that Markdown would obey with
 * a backslash (reading sheet 3.3).
 */
export function markdownText(text: string): string {
  return cleanForTerminal(text.replace(/[\s\u0085]+/g, " ")).trim().replace(/[\\`*_[\]<>#~]/g, "\\$&");
}
