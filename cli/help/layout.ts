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

/** A part of a page, before it has a width: a line that stays as it is, two columns, or text with blanks before it. */
export type Part = string | readonly Entry[] | { readonly text: string; readonly indent: number };

/** A page of a width. */
export function layOut(parts: readonly Part[], columns: number): string {
  return parts.flatMap((part) => {
    if (typeof part === "string") return [part];
    return "text" in part
      ? indented(wrap(part.text, columns - part.indent), part.indent)
      : rows(part, columns);
  }).join("\n");
}

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

/** A part of a command line that stays on one line. */
interface Piece {
  readonly text: string;
  /** It goes on inside quotes: a line ends before it without a backslash, and no blank stands there. */
  readonly isInside: boolean;
  /** What it belongs to is longer than a line: it begins a new one. */
  readonly isFirst: boolean;
}

/**
 * A command line that can be copied: where it is longer than a line, it breaks before an option, else before a word,
 * else inside quoted JSON, which may have line ends.
 */
export function commandLines(words: readonly string[], columns: number): string[] {
  const lines: { text: string; isInside: boolean }[] = [];
  for (const { text, isInside, isFirst } of piecesOf(words.join(" "), columns - 6)) {
    const last = isFirst ? undefined : lines.at(-1);
    const glued = `${last?.text ?? ""}${isInside ? "" : " "}${text}`;
    const room = columns - (last?.isInside ? 8 : 6);
    if (last !== undefined && glued.length <= room) last.text = glued;
    else lines.push({ text, isInside });
  }
  return lines.map(({ text, isInside }, index) => {
    const next = lines[index + 1];
    const whole = text + (next === undefined || next.isInside ? "" : " \\");
    const indent = index === 0 ? 2 : isInside ? 6 : 4;
    return " ".repeat(Math.min(indent, Math.max(2, columns - whole.length))) + whole;
  });
}

/** The form of a command line, broken the same way; nobody copies it, so that no backslash is needed. */
export function usageLines(words: readonly string[], columns: number): string[] {
  return commandLines(words, columns).map((line) => line.replace(/ \\$/, ""));
}

function piecesOf(line: string, room: number): readonly Piece[] {
  const words = line.match(/(?:'[^']*'|"(?:[^"\\]|\\.)*"|[^\s'"])+/g) ?? [];
  const units: string[][] = [];
  for (const word of words) {
    // An option stays with its value.
    if (units.length === 0 || (/^(--|[[{|])/.test(word) && units.at(-1)?.at(-1) !== "|")) units.push([word]);
    else units.at(-1)?.push(word);
  }
  return units.flatMap((unit) => {
    const whole = unit.join(" ");
    if (whole.length <= room) return [{ text: whole, isInside: false, isFirst: false }];
    return unit.flatMap((word, at) =>
      (word.length <= room ? [word] : jsonPieces(word, room)).map((text, index) => ({
        text,
        isInside: index > 0,
        isFirst: at + index === 0,
      }))
    );
  });
}

/** Quoted JSON, broken behind its commas, where these are too far apart also behind its colons; other words stay whole. */
function jsonPieces(word: string, room: number): readonly string[] {
  if (!/^'[{[][\s\S]*'$/.test(word)) return [word];
  return splitBehind(word, ",").flatMap((piece) => piece.length <= room ? [piece] : splitBehind(piece, ":"));
}

/** Splits JSON behind a sign that stands in none of its texts. */
function splitBehind(json: string, sign: string): readonly string[] {
  const pieces: string[] = [""];
  for (const token of json.match(/"(?:[^"\\]|\\.)*"|[^"]/g) ?? []) {
    pieces[pieces.length - 1] += token;
    if (token === sign) pieces.push("");
  }
  return pieces.filter((piece) => piece !== "");
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
