import type { JsonObject } from "../../../core/json/json.ts";
import { displayWidth } from "../../../core/text/width.ts";
import { paginationLine } from "../pagination.ts";
import type { OutputFormat } from "./format.ts";
import { flattenRow, type Grid, gridOf, type Rows } from "../rows.ts";
import { visibleCell } from "../terminal.ts";
import { truncateColumns } from "../../../core/text/truncate.ts";

/** The records of a result as a table. */
export const table: OutputFormat = {
  name: "table",
  isForPeople: true,
  text: ({ rows, pagination }, { screen }) => tableText(rows) + paginationLine(pagination, screen),
};

/**
 * A table with one line a row, a single object as lines of key and value (its values are not cut: nothing stands behind
 * them), `(empty)` for nothing. Ends with a newline.
 */
export function tableText(rows: Rows): string {
  return rows.kind === "record" ? recordText(rows.record) : gridText(gridOf(rows.rows));
}

function recordText(record: JsonObject): string {
  const lines = flattenRow(record).map(([key, value]) => [visibleCell(key), visibleCell(value)] as const);
  if (lines.length === 0) return "(empty)\n";
  const width = lines.reduce((widest, [key]) => Math.max(widest, displayWidth(key)), 0);
  return lines.map(([key, value]) => {
    const blanks = value === "" ? "" : " ".repeat(width - displayWidth(key) + 2);
    return `${key}${blanks}${value}\n`;
  }).join("");
}

/** Columns of a terminal after which a cell is cut. */
const MAX_CELL_WIDTH = 100;

/** A column and its cells, ready to print, and the columns of the terminal that the widest of them takes. */
interface Layout {
  readonly cells: readonly string[];
  readonly width: number;
}

/**
 * Draws a grid: header, a line of `─`, rows; two blanks between columns, cells cut at 100 columns plus `…`. Without columns `(empty)`. Ends with a newline.
 */
export function gridText({ columns, lines }: Grid): string {
  if (columns.length === 0) return "(empty)\n";
  const layouts = columns.map((column, at): Layout => {
    const cells = [column, ...lines.map((line) => line[at] ?? "")]
      .map((text) => truncateColumns(visibleCell(text), MAX_CELL_WIDTH));
    return { cells, width: cells.reduce((widest, cell) => Math.max(widest, displayWidth(cell)), 1) };
  });
  const rule = layouts.map(({ width }) => "─".repeat(width)).join("  ");
  const [header = "", ...rows] = [undefined, ...lines].map((_, at) => lineText(layouts, at));
  return [header, rule, ...rows].map((line) => `${line}\n`).join("");
}

/** One line; what would be blank at its end is left out. */
function lineText(layouts: readonly Layout[], at: number): string {
  let text = "";
  let blanks = 0;
  for (const { cells, width } of layouts) {
    const cell = cells[at] ?? "";
    if (cell !== "") {
      text += " ".repeat(blanks) + cell;
      blanks = 0;
    }
    blanks += width - displayWidth(cell) + 2;
  }
  return text;
}
