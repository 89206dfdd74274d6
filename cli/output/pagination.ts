/**
 * What formats without an envelope say about `meta.pagination` (docs/contract.md, 8).
 *
 * @module
 */

import { stringifyJson } from "../../core/json/json.ts";
import { counted } from "../../core/text/count.ts";
import type { Pagination } from "../../core/platform/pages.ts";
import type { Screen } from "../screen.ts";
import { cleanLine } from "./terminal.ts";
import { linesText } from "./wrap-lines.ts";

/** The line that `table` and `pretty` append. Ends with a newline; empty for what has no pages. */
export function paginationLine(
  pagination: Pagination | undefined,
  screen: Pick<Screen, "columns" | "isColored"> = { columns: undefined, isColored: false },
): string {
  if (pagination === undefined) return "";
  return linesText([[{ text: pagesRead(pagination), style: "dim" }]], screen);
}

function pagesRead(pagination: Pagination): string {
  const { complete, pages, items, next_token: token } = pagination;
  const counts = `${counted(pages, "page")}, ${counted(items, "item")}`;
  if (complete) return `complete: ${counts}`;
  const next = token === undefined || token === "" ? "" : `; continue with --page-token ${shellWord(token)}`;
  return `incomplete: ${counts}${next}`;
}

/** The line that goes to stderr beside `csv` and `ndjson`: JSON. Ends with a newline. */
export function paginationDiagnostic({ complete, pages, items, next_token: token }: Pagination): string {
  const line = { _diagnostic: "pagination", complete, pages, items };
  return `${stringifyJson(token === undefined ? line : { ...line, next_token: token })}\n`;
}

function shellWord(text: string): string {
  const word = cleanLine(text);
  return /^[\w.~=+/:%@,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
