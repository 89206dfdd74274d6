/**
 * How help is laid out: text and two columns within a width.
 *
 * @module
 */

import type { World } from "../../core/world.ts";

/** Longer lines are hard to read. */
const MOST_COLUMNS = 100;
/** Columns where the terminal does not say how many it has. */
const DEFAULT_COLUMNS = 80;
/** Columns below which a text stands under its title, not beside it. */
const TWO_COLUMNS = 60;
const LONGEST_TITLE = 30;

/** The columns of help: those of the terminal, else of `COLUMNS`, else 80; 100 at most (docs/contract.md, 12). */
export function helpColumns({ stdout, env }: Pick<World, "stdout" | "env">): number {
  if (stdout.isTerminal) return Math.min(MOST_COLUMNS, stdout.columns() ?? DEFAULT_COLUMNS);
  // Asked for only here: on a terminal, Deno might ask the person whether it may be read.
  const preset = /^[1-9]\d{0,4}$/.exec(env("COLUMNS") ?? "")?.[0];
  return Math.min(MOST_COLUMNS, Number(preset ?? DEFAULT_COLUMNS));
}

/** A title and the text beside it. */
export type Entry = readonly [title: string, text: string];

/** Two columns, the second one wrapped under itself; where there is no room for two, one below the other. */
export function rows(entries: readonly Entry[], columns: number): string[] {
  if (columns < TWO_COLUMNS) {
    return entries.flatMap(([title, text]) => [
      ...indented(wrap(title, columns - 2), 2),
      ...indented(wrap(text, columns - 6), 6),
    ]);
  }
  const width = Math.min(LONGEST_TITLE, Math.max(...entries.map(([title]) => title.length)) + 2);
  return entries.flatMap(([title, text]) => {
    const lines = wrap(text, columns - width - 2);
    const head = title.length < width
      ? [`  ${title.padEnd(width)}${lines.shift() ?? ""}`.trimEnd()]
      : indented(wrap(title, columns - 2), 2);
    return [...head, ...indented(lines, width + 2)];
  });
}

/** Paragraphs with an empty line before each. */
export function paragraphs(texts: readonly string[], columns: number): string[] {
  return texts.flatMap((text) => ["", ...wrap(text, columns - 2)]);
}

/** A comment and the line below it that can be copied. */
export function exampleLines(
  { comment, line }: { readonly comment: string; readonly line: string },
  columns: number,
): string[] {
  const words = `im ${line}`.split(" ");
  return [...wrap(comment, columns - 4).map((text) => `  # ${text}`), ...commandLines(words, columns)];
}

/** A command line that can be copied, broken before an option where it is longer than a line. */
export function commandLines(words: readonly string[], columns: number): string[] {
  // An option stays with its value.
  const parts = words.join(" ").split(/ (?=--|\[|\|)/);
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + part.length <= columns - 6) {
      lines[lines.length - 1] = `${last} ${part}`;
    } else lines.push(part);
  }
  return lines.map((line, index) =>
    `${index === 0 ? "  " : "    "}${line}${index < lines.length - 1 ? " \\" : ""}`
  );
}

/** Lines with blanks before them. */
export function indented(lines: readonly string[], columns: number): string[] {
  return lines.map((line) => " ".repeat(columns) + line);
}

/** A text in lines. A word that is longer than a line breaks behind a sign. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const pieces = word.length <= columns ? [word] : word.split(/(?<=[|,/_.=-])/);
    for (const [index, piece] of pieces.entries()) {
      const blank = line === "" || index > 0 ? "" : " ";
      if (line !== "" && line.length + blank.length + piece.length > columns) {
        lines.push(line);
        line = piece;
      } else line += blank + piece;
    }
  }
  return [...lines, line];
}
