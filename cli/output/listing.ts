/**
 * Lists for people: each row leads with the name that a person knows, then has the id for the next command.
 *
 * @module
 */

import { formatAgo, formatZone } from "../../core/text/calendar.ts";
import { formatLocalMinute } from "../../core/text/time.ts";
import { truncateColumns } from "../../core/text/truncate.ts";
import { displayWidth, padColumns } from "../../core/text/width.ts";
import type { Line, Screen, Span } from "../screen.ts";
import { visibleCell } from "./terminal.ts";

/** A row of a list. */
export interface Row {
  /** Empty where nobody knows one. */
  readonly name: string;
  /** Never cut. */
  readonly id: string;
  /** What else is worth a word. */
  readonly facts?: readonly string[];
  /** A longer text, which may be cut on a terminal. */
  readonly note?: string;
}

/** Columns of a terminal that a name takes at most; more where an id and some facts have room beside it. */
const MAX_NAME = 40;
const BESIDE_NAME = 110;
const GAP = "  ";

/** The rows; ids below each other where the width allows it, else each below its name. */
export function listing(rows: readonly Row[], screen: Screen): readonly Line[] {
  const cells = rows.map((row) => ({
    ...row,
    name: nameOf(row, screen),
    id: visibleCell(row.id),
    facts: (row.facts ?? []).filter((fact) => fact !== "").map(visibleCell),
  }));
  const names = Math.max(0, ...cells.map(({ name }) => displayWidth(name)));
  const ids = Math.max(0, ...cells.map(({ id }) => displayWidth(id)));
  const { columns = Infinity } = screen;
  const isStacked = names + GAP.length + ids > columns;
  return cells.flatMap((row) => {
    const lead = isStacked ? undefined : padColumns(row.name, names);
    const head = displayWidth(lead ?? "") + GAP.length + ids + GAP.length;
    const facts = row.facts.join(", ");
    const fits = !isStacked && head + displayWidth(facts) <= columns;
    const id: Span = { text: fits && facts !== "" ? padColumns(row.id, ids) : row.id, style: "dim" };
    const indent = "  ";
    return [
      ...(lead === undefined
        ? [[{ text: row.name, style: "bold" } as const], [indent, id]]
        : [[{ text: lead, style: "bold" } as const, GAP, id, ...(fits && facts !== "" ? [GAP, facts] : [])]]),
      ...(fits || facts === ""
        ? []
        : factLines(row.facts, columns - indent.length).map((line) => indent + line)),
      ...noteLines(row, indent, screen),
    ];
  });
}

function nameOf({ name }: Row, { isTerminal, columns = Infinity }: Screen): string {
  const text = visibleCell(name).trim();
  if (text === "") return "(no name)";
  return isTerminal ? cut(text, Math.min(columns, Math.max(MAX_NAME, columns - BESIDE_NAME))) : text;
}

/** A text that takes at most that many columns, the mark of the cut included. */
function cut(text: string, columns: number): string {
  return displayWidth(text) <= columns ? text : truncateColumns(text, Math.max(0, columns - 1));
}

/** Facts in lines of at most so many columns, where they are not longer themselves. */
export function factLines(facts: readonly string[], columns: number, separator = ", "): readonly string[] {
  const lines: string[] = [];
  for (const fact of facts) {
    const last = lines.at(-1);
    const joined = last === undefined ? fact : `${last}${separator}${fact}`;
    if (last === undefined || displayWidth(joined) > columns) lines.push(fact);
    else lines[lines.length - 1] = joined;
  }
  return lines;
}

function noteLines({ note = "" }: Row, indent: string, { isTerminal, columns = Infinity }: Screen): Line[] {
  const text = visibleCell(note);
  if (text === "") return [];
  return [[indent, { text: isTerminal ? cut(text, columns - indent.length) : text, style: "dim" }]];
}

/** A time for people, epoch milliseconds: on a terminal how long ago it is, else local, to the minute. */
export function timeText(ms: number | undefined, { isTerminal, now }: Screen): string {
  if (ms === undefined) return "";
  return (isTerminal ? formatAgo(ms, now) : undefined) ?? formatLocalMinute(ms);
}

/** Rows whose facts have times: says the zone where they are no spans from now. */
export function listingWithTimes(rows: readonly Row[], screen: Screen): readonly Line[] {
  const zone = screen.isTerminal || rows.length === 0 ? [] : [`times are ${formatZone(screen.now)}`];
  return [...listing(rows, screen), ...zone];
}
