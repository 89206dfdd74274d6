/**
 * Lines that are wider than a terminal, in several: at blanks, further ones indented, ids whole, and commands so that they
 * can still be copied.
 *
 * @module
 */

import { displayWidth } from "../../core/text/width.ts";
import { wrapText } from "../../core/text/wrap.ts";
import type { Line, Screen, Span } from "../screen.ts";
import { lineText } from "./style.ts";
import { cleanLine } from "./terminal.ts";

const INDENT = 2;
/** A first word with a gap behind it, as in `ok    clock: …`: further lines stand below what follows. */
const LABEL_REGEXP = /^\s*\S+ {2,}(?=\S)/;
const MAX_LABEL = 10;
/** A command of ours at the end of a line; an error that begins with its name goes on as a sentence. */
const COMMAND_REGEXP = /(?:^ *|(?<!^error)[:;] )(im [+a-z][\w.+-]*(?: .*)?)$/;
const WORD_REGEXP = /(?:'[^']*'|"[^"]*"|[^\s'"])+/g;

/** Lines as text that fits the screen; each ends with a newline. */
export function linesText(lines: readonly Line[], screen: Pick<Screen, "columns" | "isColored">): string {
  return lines.flatMap((line) => wrapLine(line, screen)).map((line) => `${lineText(line, screen)}\n`).join(
    "",
  );
}

/** A line as it fits the screen; as it is where nothing has to be wrapped. */
export function wrapLine(line: Line, { columns }: Pick<Screen, "columns">): readonly Line[] {
  if (columns === undefined) return [line];
  const spans = spansOf(line);
  const text = spans.map((span) => span.text).join("");
  if (displayWidth(text) <= columns) return [line];
  const command = COMMAND_REGEXP.exec(text)?.[1] ?? "";
  const pieces = textPieces(text.slice(0, text.length - command.length), columns);
  const hang = hangOf(text);
  let at = 0;
  const lines = pieces.map((piece, index): Line => {
    at = text.indexOf(piece, at);
    const sliced = sliceSpans(spans, at, at + piece.length);
    at += piece.length;
    // An id begins further to the left where it would not fit.
    const indent = Math.max(0, Math.min(hang, columns - displayWidth(piece)));
    return index === 0 ? sliced : [" ".repeat(indent), ...sliced];
  });
  const { style } = spans.at(-1) ?? { text: "" };
  return [
    ...lines,
    ...commandPieces(command, columns - INDENT).map((piece): Line => [
      " ".repeat(INDENT),
      style === undefined ? piece : { text: piece, style },
    ]),
  ];
}

function spansOf(line: Line): readonly Span[] {
  const parts = typeof line === "string" ? [line] : line;
  return parts.map((part) =>
    typeof part === "string" ? { text: cleanLine(part) } : { ...part, text: cleanLine(part.text) }
  );
}

/** Columns before further lines. */
function hangOf(text: string): number {
  const label = LABEL_REGEXP.exec(text)?.[0] ?? "";
  if (label !== "" && displayWidth(label) <= MAX_LABEL) return displayWidth(label);
  return (/^ */.exec(text)?.[0].length ?? 0) + INDENT;
}

function textPieces(text: string, columns: number): readonly string[] {
  const [first = "", ...rest] = wrapText(text.trimEnd(), columns);
  if (rest.length === 0) return first === "" ? [] : [first];
  const others = text.slice(text.indexOf(first) + first.length).trim();
  const [second = "", ...more] = wrapText(others, Math.max(1, columns - hangOf(text)));
  // What has no room on any line stays behind its short name, and everything behind a mark.
  const isShort = displayWidth(first) <= MAX_LABEL && displayWidth(second) > columns ||
    !/[\p{L}\p{N}]/u.test(first);
  return isShort ? [text.slice(0, text.indexOf(second) + second.length), ...more] : [first, second, ...more];
}

/** The words of a command; an option and its value stay together where a line has room for both. */
function commandWords(command: string, columns: number): readonly string[] {
  const words: string[] = [];
  for (const word of command.match(WORD_REGEXP) ?? []) {
    const joined = `${words.at(-1)} ${word}`;
    const isValue = words.at(-1)?.startsWith("--") && !/\s/.test(words.at(-1) ?? "") && !word.startsWith("-");
    if (isValue && displayWidth(joined) <= columns) words[words.length - 1] = joined;
    else words.push(word);
  }
  // A quote within quotes, or blanks that count: then it is not ours to break.
  return words.join(" ") === command && !command.includes("\\'") ? words : [command];
}

/** A command in lines that a shell takes for one. */
function commandPieces(command: string, columns: number): readonly string[] {
  const lines: string[] = [];
  for (const word of commandWords(command, columns - 2)) {
    const last = lines.at(-1);
    const joined = `${last} ${word}`;
    // Two columns for the mark that the command goes on.
    if (last === undefined || displayWidth(joined) > columns - 2) lines.push(word);
    else lines[lines.length - 1] = joined;
  }
  return lines.map((line, at) => at < lines.length - 1 ? `${line} \\` : line);
}

function sliceSpans(spans: readonly Span[], start: number, end: number): readonly Span[] {
  let at = 0;
  return spans.flatMap(({ text, ...look }) => {
    const part = text.slice(Math.max(0, start - at), Math.max(0, end - at));
    at += text.length;
    return part === "" ? [] : [{ ...look, text: part }];
  });
}
