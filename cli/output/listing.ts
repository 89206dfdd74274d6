/**
 * Lists for people: each row leads with the name that a person knows, then has the id for the next command.
 *
 * @module
 */

import { formatAgo, formatZone } from "../../core/text/calendar.ts";
import { formatLocalMinute } from "../../core/text/time.ts";
import { displayWidth, padColumns } from "../../core/text/width.ts";
import type { Line, Screen, Span } from "../screen.ts";
import { cutText } from "./cut.ts";
import { visibleCell } from "./terminal.ts";

/** A row of a list. */
export interface Row {
  /** Empty where nobody knows one; absent where things of its kind have none. */
  readonly name?: string;
  /** Never cut. */
  readonly id: string;
  /** What else is worth a word. */
  readonly facts?: readonly (string | Moment)[];
  /** Longer texts, which may be cut on a terminal. */
  readonly notes?: readonly string[];
}

/** A time in a row, with what happened then. */
export interface Moment {
  /** Epoch milliseconds; where it is unknown nothing is shown. */
  readonly ms: number | undefined;
  readonly verb?: string;
}

/** Columns of a terminal that a name takes at most; more where an id and some facts have room beside it. */
const MAX_NAME = 40;
const BESIDE_NAME = 110;
const GAP = "  ";

const INDENT = "  ";

/** A row whose texts are clean. */
type CleanRow = Required<Omit<Row, "facts">> & { readonly facts: readonly string[] };

/** The rows; ids below each other where the width allows it, else each below its name. The zone of dates is told below. */
export function listing(rows: readonly Row[], screen: Screen): readonly Line[] {
  const hasNames = rows.some(({ name }) => name !== undefined);
  const cells = rows.map((row): CleanRow => ({
    name: hasNames ? nameOf(row.name ?? "", screen) : "",
    id: visibleCell(row.id),
    facts: (row.facts ?? []).map((fact) => factText(fact, screen)).filter((fact) => fact !== "").map(
      visibleCell,
    ),
    notes: (row.notes ?? []).filter((note) => note !== "").map(visibleCell),
  }));
  const widest = (key: "name" | "id") => Math.max(0, ...cells.map((row) => displayWidth(row[key])));
  const widths = { names: hasNames ? widest("name") + GAP.length : 0, ids: widest("id") };
  const { columns = Infinity } = screen;
  const isStacked = hasNames && widths.names + widths.ids > columns;
  const lines = cells.flatMap((row) => {
    const facts = row.facts.join(", ");
    const fits = !isStacked && widths.names + widths.ids + GAP.length + displayWidth(facts) <= columns;
    return [
      ...headLines(row, isStacked, fits && facts !== "" ? widths : { ...widths, ids: 0 }),
      ...(fits || facts === "" ? [] : factLines(row.facts, columns - INDENT.length))
        .map((line) => INDENT + line),
      ...row.notes.map((note): Line => [INDENT, { text: noteText(note, screen), style: "dim" }]),
    ];
  });
  return [
    ...lines,
    ...zoneLines(rows.some(({ facts }) => facts?.some((fact) => isDate(fact, screen))), screen),
  ];
}

function factText(fact: string | Moment, screen: Screen): string {
  if (typeof fact === "string") return fact;
  const time = timeText(fact.ms, screen);
  return time === "" || fact.verb === undefined ? time : `${fact.verb} ${time}`;
}

/** A time that is no span from now needs a zone. */
function isDate(fact: string | Moment, { isTerminal, now }: Screen): boolean {
  if (typeof fact === "string" || fact.ms === undefined) return false;
  return !isTerminal || formatAgo(fact.ms, now) === undefined;
}

/** The zone that local times are in, as the last line of what shows them. */
export function zoneLines(hasTimes: boolean, { now }: Pick<Screen, "now">): readonly Line[] {
  return hasTimes ? [[{ text: `times are ${formatZone(now)}`, style: "dim" }]] : [];
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
  return isTerminal ? cutText(note, columns - INDENT.length) : note;
}

function nameOf(name: string, { isTerminal, columns = Infinity }: Screen): string {
  const text = visibleCell(name).trim();
  if (text === "") return "(no name)";
  return isTerminal ? cutText(text, Math.min(columns, Math.max(MAX_NAME, columns - BESIDE_NAME))) : text;
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
function timeText(ms: number | undefined, { isTerminal, now }: Screen): string {
  if (ms === undefined) return "";
  return (isTerminal ? formatAgo(ms, now) : undefined) ?? formatLocalMinute(ms);
}
