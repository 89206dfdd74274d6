/**
 * Cuts what is too long for one message: text, and each kind of element of a post. Every piece can be read by itself:
 * code stays code, a table keeps its heading, a quote its signs, and what is bold is bold in every piece.
 *
 * @module
 */

import { stringAt } from "../json/access.ts";
import type { JsonObject } from "../json/json.ts";
import { cutText, cutToken, joinTokens, type LineToken, lineTokens } from "./split-line.ts";

/** Whether something is short enough. What is longer never fits better. */
export type Fits<T> = (value: T) => boolean;

/** Groups of neighbours, each as large as fits; `undefined` if one does not fit even alone. */
export function groupFitting<T>(
  items: readonly T[],
  fits: Fits<readonly T[]>,
): readonly (readonly T[])[] | undefined {
  const groups: (readonly T[])[] = [];
  for (let start = 0; start < items.length;) {
    const count = largestCount(items, start, fits);
    if (count === 0) return undefined;
    groups.push(items.slice(start, start + count));
    start += count;
  }
  return groups;
}

/** The most items from `start` on that fit. Never measures more than twice as much as fits. */
function largestCount<T>(items: readonly T[], start: number, fits: Fits<readonly T[]>): number {
  const holds = (count: number) => fits(items.slice(start, start + count));
  const most = items.length - start;
  let [good, bad] = [0, 1];
  while (bad <= most && holds(bad)) [good, bad] = [bad, bad * 2];
  bad = Math.min(bad, most + 1);
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (holds(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

/** Pieces of a text: whole lines where they fit. Joined they are the text. */
export function splitText(text: string, fits: Fits<string>): string[] | undefined {
  const lines = fittingLines(text, fits, (line) => cutLine(line, "", fits));
  return groupFitting(lines, (group) => fits(group.join("")))?.map((group) => group.join(""));
}

/** Pieces of an element of a post, each of them an element that fits; `undefined` for kinds that cannot be cut. */
export function splitElement(element: JsonObject, fits: Fits<JsonObject>): JsonObject[] | undefined {
  const text = stringAt(element, "text");
  if (text === undefined) return undefined;
  const withText = (piece: string): JsonObject => ({ ...element, text: piece });
  const textFits = (piece: string) => fits(withText(piece));
  const split = SPLITTERS[stringAt(element, "tag") ?? ""];
  return split?.(text, textFits)?.map(withText);
}

type Splitter = (text: string, fits: Fits<string>) => string[] | undefined;

const SPLITTERS: Readonly<Record<string, Splitter>> = {
  text: splitPlain,
  code_block: splitPlain,
  md: splitMarkdown,
};

/** Text without markup: between lines, a line that is too long anywhere. */
function splitPlain(text: string, fits: Fits<string>): string[] | undefined {
  const lines = fittingLines(text, fits, cutText);
  return groupFitting(lines, (group) => fits(group.join("")))?.map((group) => group.join(""));
}

function splitMarkdown(text: string, fits: Fits<string>): string[] | undefined {
  const [head = "", rule = "", ...rows] = linesOf(text);
  if (isTableRule(rule)) return splitTable(head + rule, rows, fits);
  const lines = fittingLines(text, fits, (line) => cutMarkdownLine(line, fits));
  return groupItems(lines, (group) => fits(atMargin(group).join("")))?.map((group) =>
    atMargin(group).join("")
  );
}

/** The lines of a text, those that are too long in pieces. */
function fittingLines(
  text: string,
  fits: Fits<string>,
  cut: (line: string) => readonly string[] | undefined,
): readonly string[] {
  return linesOf(text).flatMap((line) => fits(line) ? [line] : cut(line) ?? [line]);
}

/** Pieces of a line: those of a quote or heading are quotes or headings, those of an item follow it as text. */
function cutMarkdownLine(line: string, fits: Fits<string>): string[] | undefined {
  const isItem = /^ *(?:- |\d+\. )/.test(line) && line.endsWith("\n");
  // Without a blank line the next item would go on with that text.
  return isItem ? cutLine(`${line}\n`, "", fits) : cutLine(line, linePrefix(line), fits);
}

/** Lines with their ends. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? [];
}

/** What begins a line and counts for all of it: the signs of quotes and headings. */
function linePrefix(line: string): string {
  return /^(?:(?:> ?)+|#{1,6} )/.exec(line)?.[0] ?? "";
}

/** Pieces of a line that is too long by itself; `prefix` stands before each of them. */
function cutLine(line: string, prefix: string, fits: Fits<string>): string[] | undefined {
  const textFits = (tokens: readonly LineToken[]) => fits(prefix + joinTokens(tokens));
  const tokens = lineTokens(line.slice(prefix.length))
    .flatMap((token) => textFits([token]) ? [token] : cutToken(token));
  return groupFitting(tokens, textFits)?.map((group) => prefix + joinTokens(group));
}

/** Groups of lines that fit; where one begins within an item of a list it ends before that item, unless that is all. */
function groupItems(
  lines: readonly string[],
  fits: Fits<readonly string[]>,
): readonly (readonly string[])[] | undefined {
  const groups: (readonly string[])[] = [];
  for (let start = 0; start < lines.length;) {
    let count = largestCount(lines, start, fits);
    if (count === 0) return undefined;
    const isInside = (at: number) => /^\s/.test(lines[at] ?? "");
    let end = start + count;
    while (end > start && end < lines.length && isInside(end)) end--;
    if (end > start) count = end - start;
    groups.push(lines.slice(start, start + count));
    start += count;
  }
  return groups;
}

/** Lines that begin indented, moved to the margin: an indented start is code. */
function atMargin(lines: readonly string[]): readonly string[] {
  const indent = indentOf(lines[0] ?? "");
  return indent === 0 ? lines : lines.map((line) => line.slice(Math.min(indent, indentOf(line))));
}

function indentOf(line: string): number {
  return /^ */.exec(line)?.[0].length ?? 0;
}

function isTableRule(line: string): boolean {
  return line.includes("|") && /^ *\|? *:?-+:? *(?:\| *:?-+:? *)*\|?\s*$/.test(line);
}

/** The rows of a table, its heading above each part of them; a row that is too long goes on in the next one. */
function splitTable(head: string, rows: readonly string[], fits: Fits<string>): string[] | undefined {
  const rowFits = (row: string) => fits(head + row);
  const all = rows.flatMap((row) => rowFits(row) ? [row] : cutRow(row, rowFits) ?? [row]);
  return groupFitting(all, (group) => fits(head + group.join("")))?.map((group) => head + group.join(""));
}

/** A row as several: each piece of a cell in a row of its own, the other cells empty. */
function cutRow(row: string, fits: Fits<string>): string[] | undefined {
  const cells = row.trim().replace(/^\| ?| ?\|$/g, "").split(/ ?(?<!\\)\| ?/);
  const rows = cells.map((cell, column) => {
    const rowOf = (text: string) => `| ${cells.map((_, at) => at === column ? text : "").join(" | ")} |\n`;
    return cell === "" ? [] : cutLine(cell, "", (piece) => fits(rowOf(piece)))?.map(rowOf);
  });
  return rows.includes(undefined) ? undefined : rows.flatMap((one) => one ?? []);
}
