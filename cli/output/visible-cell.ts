import { cleanForTerminal } from "./terminal.ts";

/**
 * The text of a cell on one line: cleaned for terminals, newline and tab as the visible signs `⏎` and `⇥` (platform
 * sheet 6.6).
 */
export function visibleCell(text: string): string {
  return cleanForTerminal(text).replaceAll("\n", "⏎").replaceAll("\t", "⇥");
}
