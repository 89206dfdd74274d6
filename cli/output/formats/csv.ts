import { allColumns, type ColumnChoice, recordCells } from "../columns.ts";
import type { Grid, Rows } from "../rows.ts";
import { cleanForTerminal } from "../terminal.ts";
import type { OutputFormat } from "./format.ts";

/** The records of a result as CSV. */
export const csv: OutputFormat = {
  name: "csv",
  text: ({ rows, columns }, { screen, columns: chosen, csvSafe }) =>
    csvText(rows, { terminal: screen.isTerminal, known: columns, chosen, isSafe: csvSafe }),
};

/** What CSV is made by. */
export interface CsvOptions extends Partial<ColumnChoice> {
  readonly terminal: boolean;
  /** `--csv-safe` */
  readonly isSafe?: boolean;
}

/**
 * A header and one record a row, quoted as RFC 4180 says; a single object has the columns `key` and `value`. The columns
 * that a command knows are always there, in its order, so that the texts of several runs go together. Records end with LF,
 * not CRLF: readers of CSV take both, line tools only LF. Cells that a spreadsheet takes for a formula stay as they are,
 * unless that is asked for. Control characters are taken out on a terminal only (docs/contract.md, 9).
 *
 * @throws {Failure} exit 2 for a chosen column that there is not.
 */
export async function csvText(
  rows: Rows,
  { terminal, known, chosen = [], isSafe = false }: CsvOptions,
): Promise<string> {
  const { columns, lines } = rows.kind === "list"
    ? allColumns(rows.rows, { known, chosen })
    : recordGrid(rows, chosen);
  if (columns.length === 0) return "";
  const { stringify } = await import("csv-stringify/sync");
  const change = (cell: string) => {
    const clean = terminal ? cleanForTerminal(cell) : cell;
    return isSafe ? safeCell(clean) : clean;
  };
  return stringify([columns, ...lines].map((line) => line.map(change)), {
    record_delimiter: "\n",
    quoted_match: "\r",
    // Unquoted, the empty cell of an only column would be a blank line, which readers skip.
    quoted_empty: columns.length === 1,
  });
}

/** A cell that no spreadsheet runs: what looks like a formula begins with an apostrophe. Numbers stay numbers. */
function safeCell(cell: string): string {
  return /^[=+\-@\t\r＝＋－＠]/.test(cell) && !/^[+-]?\d+(?:\.\d+)?$/.test(cell) ? `'${cell}` : cell;
}

function recordGrid({ record }: Extract<Rows, { kind: "record" }>, chosen: readonly string[]): Grid {
  return { columns: ["key", "value"], lines: recordCells(record, chosen) };
}
