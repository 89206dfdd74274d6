/**
 * Which columns the rows of a result have.
 *
 * @module
 */

import { invalidInput } from "../../core/failure.ts";
import type { JsonObject } from "../../core/json/json.ts";
import { type Cell, flattenRow, type Grid, gridOf, type Rows } from "./rows.ts";
import { suggest } from "../suggestion.ts";

/** What decides about the columns. */
export interface ColumnChoice {
  /** Those that the command knows, the most useful first; absent where it knows none. */
  readonly known: readonly string[] | undefined;
  /** `--columns`; empty: not given. */
  readonly chosen: readonly string[];
}

/** All columns: those that were chosen, else those of the command in its order, then what only the rows have. */
export function allColumns(rows: Extract<Rows, { kind: "list" }>["rows"], choice: ColumnChoice): Grid {
  const { known = [], chosen } = choice;
  const grid = gridOf(rows);
  const columns = [...new Set([...known, ...grid.columns])];
  return pick(grid, chosen.length === 0 ? columns : chosenColumns(columns, chosen, rows.length > 0));
}

/** Those of the columns that were chosen; the name of an object stands for all that is in it. */
function chosenColumns(
  columns: readonly string[],
  chosen: readonly string[],
  isComplete: boolean,
): readonly string[] {
  const unknown: string[] = [];
  const found = chosen.flatMap((name) => {
    const own = columns.filter((column) => column === name || column.startsWith(`${name}.`));
    if (own.length === 0) unknown.push(name);
    return own.length === 0 ? [name] : own;
  });
  // Without any row nobody knows what the rows would have.
  if (unknown.length > 0 && (isComplete || columns.length > 0)) throw unknownColumns(unknown, columns);
  return [...new Set(found)];
}

/** The fields of a record that were chosen, or all. */
export function recordCells(record: JsonObject, chosen: readonly string[]): readonly Cell[] {
  const cells = flattenRow(record);
  if (chosen.length === 0) return cells;
  const keys = chosenColumns(cells.map(([key]) => key), chosen, true);
  return keys.flatMap((key) => cells.filter(([name]) => name === key));
}

/** The failure for columns that there are not. */
export function unknownColumns(unknown: readonly string[], columns: readonly string[]) {
  const meant = suggest(unknown[0] ?? "", columns, 1);
  return invalidInput(
    "columns",
    `no such ${unknown.length === 1 ? "column" : "columns"}: ${
      unknown.map((name) => `"${name}"`).join(", ")
    }`,
    `${meant.length === 0 ? "" : `did you mean ${meant[0]}? `}choose from ${columns.join(", ")}`,
  );
}

/** The grid with these columns, in this order. */
function pick({ columns, lines }: Grid, names: readonly string[]): Grid {
  const places = names.map((name) => columns.indexOf(name));
  return { columns: names, lines: lines.map((line) => places.map((at) => line[at] ?? "")) };
}

/** Columns of a table at most, unless they are chosen. */
const MAX_COLUMNS = 12;

/** A table: chosen columns, else the first of those in which anything stands; and how many are left out. */
export function tableColumns(
  rows: Extract<Rows, { kind: "list" }>["rows"],
  choice: ColumnChoice,
): { readonly grid: Grid; readonly left: number } {
  const grid = allColumns(rows, choice);
  if (choice.chosen.length > 0) return { grid, left: 0 };
  const filled = grid.columns.filter((_, at) => grid.lines.some((line) => line[at] !== ""));
  const shown = rows.length === 0 ? [] : filled.length === 0 ? grid.columns : filled;
  return {
    grid: pick(grid, shown.slice(0, MAX_COLUMNS)),
    left: Math.max(0, shown.length - MAX_COLUMNS),
  };
}
