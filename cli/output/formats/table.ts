import type { JsonObject } from "../../../core/json/json.ts";
import { counted } from "../../../core/text/count.ts";
import { displayWidth } from "../../../core/text/width.ts";
import type { Screen } from "../../screen.ts";
import { type ColumnChoice, recordCells, tableColumns } from "../columns.ts";
import { paginationLine } from "../pagination.ts";
import { cutText } from "../cut.ts";
import { zoneLines } from "../listing.ts";
import type { Cell, Grid, Rows } from "../rows.ts";
import { lineText } from "../style.ts";
import { visibleCell } from "../terminal.ts";
import { isLocalTime, shownCell } from "../times.ts";
import { linesText } from "../wrap-lines.ts";
import type { OutputFormat } from "./format.ts";

/** The records of a result as a table. */
export const table: OutputFormat = {
  name: "table",
  text: ({ rows, pagination, columns }, { screen, columns: chosen, quiet }) =>
    tableText(rows, screen, { known: columns, chosen, isQuiet: quiet }) + paginationLine(pagination, screen),
};

/** What a table is made by. */
interface TableOptions extends ColumnChoice {
  /** It does not say what it leaves out. */
  readonly isQuiet?: boolean;
}

const ALL: TableOptions = { known: undefined, chosen: [] };

/**
 * A table with one line a row, a single object as lines of key and value (its values are not cut: nothing stands behind
 * them), `(empty)` for nothing. Ends with a newline.
 *
 * @throws {Failure} exit 2 for a chosen column that there is not.
 */
export function tableText(rows: Rows, screen: Screen, options: TableOptions = ALL): string {
  if (rows.kind === "record") return recordText(rows.record, screen, options);
  const { grid, left } = tableColumns(rows.rows, options);
  const { text, hidden } = gridText(withLocalTimes(grid), screen);
  const zone = options.isQuiet ? "" : zoneText(visibleCells(grid, hidden), screen);
  const missing = left + hidden;
  if (missing === 0 || options.isQuiet) return text + zone;
  const note = `${counted(missing, "more column")}: --columns names those to show`;
  return text + zone + linesText([[{ text: note, style: "dim" }]], screen);
}

function withLocalTimes({ columns, lines }: Grid): Grid {
  return {
    columns,
    lines: lines.map((line) => line.map((text, at) => shownCell([columns[at] ?? "", text]))),
  };
}

/** The cells of columns that are not left out. */
function visibleCells({ columns, lines }: Grid, hidden: number): readonly Cell[] {
  const shown = columns.slice(0, columns.length - hidden);
  return lines.flatMap((line) => shown.map((column, at): Cell => [column, line[at] ?? ""]));
}

function zoneText(cells: readonly Cell[], screen: Screen): string {
  return linesText(zoneLines(cells.some(isLocalTime), screen), screen);
}

function recordText(record: JsonObject, screen: Screen, { chosen, isQuiet }: TableOptions): string {
  const cells = recordCells(record, chosen);
  const lines = cells.map(([key, value]) =>
    [visibleCell(key), visibleCell(shownCell([key, value]))] as const
  );
  if (lines.length === 0) return "(empty)\n";
  const width = lines.reduce((widest, [key]) => Math.max(widest, displayWidth(key)), 0);
  return lines.map(([key, value]) => {
    const blanks = value === "" ? "" : " ".repeat(width - displayWidth(key) + 2);
    return `${key}${blanks}${value}\n`;
  }).join("") + (isQuiet ? "" : zoneText(cells, screen));
}

/** A column and its cells, ready to print, and the columns of the terminal that the widest of them takes. */
interface Layout {
  readonly cells: readonly string[];
  readonly width: number;
}

const GAP = 2;

/**
 * Draws a grid: header, a line of `─`, rows; two blanks between columns. On a terminal, long cells are cut and the last
 * columns left out, so that it is as wide as the terminal at most; ids are never cut, and where none has room, the first of them
 * stands on a line of its own below each row. Without columns `(empty)`. The text ends with a newline.
 */
export function gridText(
  { columns, lines }: Grid,
  screen: Screen,
): { readonly text: string; readonly hidden: number } {
  if (columns.length === 0) return { text: "(empty)\n", hidden: 0 };
  const whole = columns.map((column, at) => {
    const cells = [column, ...lines.map((line) => line[at] ?? "")].map(visibleCell);
    return { cells, width: cells.reduce((widest, cell) => Math.max(widest, displayWidth(cell)), 1) };
  });
  const width = screen.isTerminal ? screen.columns ?? Infinity : Infinity;
  const layouts = fitted(whole, width);
  const below = layouts.some(isFixed) ? undefined : whole.find(isFixed);
  const [head = [], ...rows] = [undefined, ...lines].map((_, at) => [
    rowText(layouts, at),
    ...(below === undefined ? [] : idLine(below, at, width)),
  ]);
  const rule = layouts.map((layout) => "─".repeat(layout.width)).join(" ".repeat(GAP));
  const printed = [
    ...head.map((text) => lineText([{ text, style: "bold" }], screen)),
    lineText([{ text: rule, style: "dim" }], screen),
    ...rows.flat(),
  ];
  return {
    text: printed.map((line) => `${line}\n`).join(""),
    hidden: whole.length - layouts.length - (below === undefined ? 0 : 1),
  };
}

/** The id of a row as a line of its own, indented where there is room. */
function idLine({ cells, width }: Layout, at: number, columns: number): readonly string[] {
  const cell = cells[at] ?? "";
  return cell === "" ? [] : [" ".repeat(width + GAP <= columns ? GAP : 0) + cell];
}

/** One line; what would be blank at its end is left out. */
function rowText(layouts: readonly Layout[], at: number): string {
  let text = "";
  let blanks = 0;
  for (const { cells, width } of layouts) {
    const cell = cells[at] ?? "";
    if (cell !== "") {
      text += " ".repeat(blanks) + cell;
      blanks = 0;
    }
    blanks += width - displayWidth(cell) + GAP;
  }
  return text;
}

/** Cells of at most that many columns are never cut: numbers, words, times. */
const SHORT_WIDTH = 16;
/** The first columns, which are shown though their text is cut to so little. */
const MAIN_COLUMNS = 4;
const MIN_WIDTH = 11;
/** Further columns are shown only where all texts have so much room. */
const COMFORTABLE_WIDTH = 24;
const ID_REGEXP = /^(?:[a-z]{2,}_[\w-]{6,}|\d{12,})$/i;

/** As many of the first columns as fit, and at least one; text is cut before a column is left out. */
function fitted(layouts: readonly Layout[], columns: number): readonly Layout[] {
  const least = (layout: Layout) => {
    if (isFixed(layout) || layout.width <= SHORT_WIDTH) return layout.width;
    return Math.min(layout.width, count > MAIN_COLUMNS ? COMFORTABLE_WIDTH : MIN_WIDTH);
  };
  let count = layouts.length;
  const total = (widths: readonly number[]) => widths.reduce((sum, width) => sum + width + GAP, -GAP);
  while (count > 1 && total(layouts.slice(0, count).map(least)) > columns) count--;
  const shown = layouts.slice(0, count);
  const widths = shown.map(({ width }) => width);
  const floors = shown.map(least);
  for (let surplus = total(widths) - columns; surplus > 0; surplus--) {
    const widest = widths.reduce(
      (best, width, at) => width > (floors[at] ?? 0) && (best < 0 || width > (widths[best] ?? 0)) ? at : best,
      -1,
    );
    if (widest < 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return shown.map((layout, at) => cutTo(layout, widths[at] ?? layout.width));
}

/** A column of ids. */
function isFixed({ cells: [, ...cells] }: Layout): boolean {
  const filled = cells.filter((cell) => cell !== "");
  return filled.length > 0 && filled.every((cell) => ID_REGEXP.test(cell));
}

function cutTo({ cells, width }: Layout, columns: number): Layout {
  if (width <= columns) return { cells, width };
  return { cells: cells.map((cell) => cutText(cell, columns)), width: columns };
}
