import type { JsonObject } from "../../core/json.ts";
import { displayWidth } from "../../core/display-width.ts";
import { flattenRow } from "./flatten.ts";
import { gridOf } from "./grid.ts";
import { gridText } from "./grid-text.ts";
import type { Rows } from "./rows.ts";
import { visibleCell } from "./visible-cell.ts";

/**
 * The format `table` (platform sheet 7): a table with one line a row, a single object as lines of key and value (its
 * values are not cut: nothing stands behind them), `(empty)` for nothing. Ends with a newline.
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
