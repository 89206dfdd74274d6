import { gridText } from "./grid-text.ts";

/**
 * The table of a `pretty` view (reading sheet 1.7): columns alphabetical by the keys of the first row, then those that
 * later rows bring; otherwise drawn like the format `table`. Ends with a newline.
 */
export function prettyTable(rows: readonly Readonly<Record<string, string>>[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row).sort()))];
  return gridText({ columns, lines: rows.map((row) => columns.map((column) => cellOf(row, column))) });
}

function cellOf(row: Readonly<Record<string, string>>, column: string): string {
  return Object.hasOwn(row, column) ? row[column] ?? "" : "";
}
