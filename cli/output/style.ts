import type { Line, Screen, Span, Style } from "../screen.ts";
import { cleanLine } from "./terminal.ts";

/** What turns a look on; only the basic colors, which follow the theme of the terminal. */
const CODES: Readonly<Record<Style, number>> = {
  bold: 1,
  dim: 2,
  red: 31,
  green: 32,
  yellow: 33,
  cyan: 36,
};

/** A line as text: what others wrote is cleaned, then the looks are added where the screen has color. */
export function lineText(line: Line, { isColored }: Pick<Screen, "isColored">): string {
  if (typeof line === "string") return cleanLine(line);
  return line.map((part) => typeof part === "string" ? cleanLine(part) : spanText(part, isColored)).join("");
}

function spanText({ text, style }: Span, isColored: boolean): string {
  const clean = cleanLine(text);
  if (!isColored || style === undefined || clean.trim() === "") return clean;
  return `\u001b[${CODES[style]}m${clean}\u001b[0m`;
}
