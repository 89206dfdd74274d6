import { cutColumns } from "./cut-columns.ts";
import { displayWidth } from "../../core/display-width.ts";
import type { Grid } from "./grid.ts";
import { visibleCell } from "./visible-cell.ts";

/** Columns of a terminal after which a cell is cut. */
const CELL_COLUMNS = 100;

/** A column and its cells, ready to print, and the columns of the terminal that the widest of them takes. */
interface Layout {
  readonly cells: readonly string[];
  readonly width: number;
}

/**
 * Draws a grid: header, a line of `─`, rows; two blanks between columns, cells cut at 100 columns plus `…` (platform
 * sheet 7). Without columns `(empty)`. Ends with a newline.
 */
export function gridText({ columns, lines }: Grid): string {
  if (columns.length === 0) return "(empty)\n";
  const layouts = columns.map((column, at): Layout => {
    const cells = [column, ...lines.map((line) => line[at] ?? "")]
      .map((text) => cutColumns(visibleCell(text), CELL_COLUMNS));
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
