import type { JsonValue } from "../../core/json.ts";
import { flattenRow } from "./flatten.ts";

/** Rows under columns; each line has a text for every column. */
export interface Grid {
  readonly columns: readonly string[];
  readonly lines: readonly (readonly string[])[];
}

/** Rows as a grid whose columns are those of all rows, in the order in which they are first seen (platform sheet 7). */
export function gridOf(rows: readonly JsonValue[]): Grid {
  const cells = rows.map((row) => new Map(flattenRow(row)));
  const columns = [...new Set(cells.flatMap((line) => [...line.keys()]))];
  return { columns, lines: cells.map((line) => columns.map((column) => line.get(column) ?? "")) };
}
