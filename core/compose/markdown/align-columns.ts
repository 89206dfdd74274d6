import { displayWidth } from "../../display-width.ts";

/**
 * A table as lines of text with straight columns, the first row set off by a rule.
 *
 * @param delimiters one a column, as in Markdown: `--:` sets it right, `:-:` in the middle, everything else left
 */
export function alignColumns(rows: readonly (readonly string[])[], delimiters: readonly string[]): string {
  const [head = [], ...body] = rows;
  const widths = head.map((_, column) => Math.max(1, ...rows.map((row) => displayWidth(row[column] ?? ""))));
  const line = (cells: readonly string[]) =>
    widths.map((width, column) => alignCell(cells[column] ?? "", width, delimiters[column] ?? ""))
      .join("  ").trimEnd();
  return [line(head), widths.map((width) => "-".repeat(width)).join("  "), ...body.map(line)].join("\n");
}

function alignCell(text: string, width: number, delimiter: string): string {
  const missing = width - displayWidth(text);
  if (!delimiter.endsWith(":")) return text + " ".repeat(missing);
  const before = delimiter.startsWith(":") ? Math.floor(missing / 2) : missing;
  return " ".repeat(before) + text + " ".repeat(missing - before);
}
