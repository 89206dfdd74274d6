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
  /** Empty where nobody knows one; absent where things of its kind have none. */
  readonly name?: string;
  /** Never cut. */
  readonly id: string;
  /** What else is worth a word. */
  readonly facts?: readonly string[];
  /** Longer texts, which may be cut on a terminal. */
  readonly notes?: readonly string[];
}

/** Columns of a terminal that a name takes at most; more where an id and some facts have room beside it. */
const MAX_NAME = 40;
const BESIDE_NAME = 110;
const GAP = "  ";

const INDENT = "  ";

/** A row whose texts are clean. */
type CleanRow = Required<Row>;

/** The rows; ids below each other where the width allows it, else each below its name. */
export function listing(rows: readonly Row[], screen: Screen): readonly Line[] {
  const hasNames = rows.some(({ name }) => name !== undefined);
  const cells = rows.map((row): CleanRow => ({
    name: hasNames ? nameOf(row.name ?? "", screen) : "",
    id: visibleCell(row.id),
    facts: (row.facts ?? []).filter((fact) => fact !== "").map(visibleCell),
    notes: (row.notes ?? []).filter((note) => note !== "").map(visibleCell),
  }));
  const widest = (key: "name" | "id") => Math.max(0, ...cells.map((row) => displayWidth(row[key])));
  const widths = { names: hasNames ? widest("name") + GAP.length : 0, ids: widest("id") };
  const { columns = Infinity } = screen;
  const isStacked = hasNames && widths.names + widths.ids > columns;
  return cells.flatMap((row) => {
    const facts = row.facts.join(", ");
    const fits = !isStacked && widths.names + widths.ids + GAP.length + displayWidth(facts) <= columns;
    return [
      ...headLines(row, isStacked, fits && facts !== "" ? widths : { ...widths, ids: 0 }),
      ...(fits || facts === "" ? [] : factLines(row.facts, columns - INDENT.length))
        .map((line) => INDENT + line),
      ...row.notes.map((note): Line => [INDENT, { text: noteText(note, screen), style: "dim" }]),
    ];
  });
}

/** Name and id, and the facts on the same line where the id has a width. */
function headLines(
  { name, id, facts }: CleanRow,
  isStacked: boolean,
  { names, ids }: { readonly names: number; readonly ids: number },
): readonly Line[] {
  const beside = ids === 0 ? [] : [GAP, facts.join(", ")];
  if (names === 0) return [[{ text: padColumns(id, ids), style: "bold" }, ...beside]];
  const title: Span = {
    text: isStacked || id === "" && ids === 0 ? name : padColumns(name, names),
    style: "bold",
  };
  const key: Span = { text: padColumns(id, ids), style: "dim" };
  return isStacked ? [[title], ...(id === "" ? [] : [[INDENT, key]])] : [[title, key, ...beside]];
}

function noteText(note: string, { isTerminal, columns = Infinity }: Screen): string {
  return isTerminal ? cut(note, columns - INDENT.length) : note;
}

function nameOf(name: string, { isTerminal, columns = Infinity }: Screen): string {
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
