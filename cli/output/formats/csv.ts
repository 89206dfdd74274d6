import type { OutputFormat } from "./format.ts";
import { flattenRow, type Grid, gridOf, type Rows } from "../rows.ts";
import { cleanForTerminal } from "../terminal.ts";

/** The records of a result as CSV. */
export const csv: OutputFormat = {
  name: "csv",
  isForPeople: false,
  isRecordsOnly: true,
  text: ({ rows }, { screen }) => csvText(rows, { terminal: screen.isTerminal }),
};

/**
 * A header and one record a row, quoted as RFC 4180 says; a single object has the columns `key` and `value`. Records end with LF, not CRLF: readers of CSV take both, line tools only LF. Cells that a
 * spreadsheet takes for a formula stay as they are. An empty list is an empty text. Control characters are taken out on a
 * terminal only (docs/contract.md, 9).
 */
export async function csvText(rows: Rows, { terminal }: { readonly terminal: boolean }): Promise<string> {
  const { columns, lines } = rows.kind === "list" ? gridOf(rows.rows) : recordGrid(rows);
  if (columns.length === 0) return "";
  const { stringify } = await import("csv-stringify/sync");
  const table = [columns, ...lines];
  return stringify(terminal ? table.map((line) => line.map(cleanForTerminal)) : table, {
    record_delimiter: "\n",
    quoted_match: "\r",
    // Unquoted, the empty cell of an only column would be a blank line, which readers skip.
    quoted_empty: columns.length === 1,
  });
}

function recordGrid({ record }: Extract<Rows, { kind: "record" }>): Grid {
  return { columns: ["key", "value"], lines: flattenRow(record) };
}
