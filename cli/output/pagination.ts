/**
 * What formats without an envelope say about `meta.pagination` (docs/contract.md, 8).
 *
 * @module
 */

import { stringifyJson } from "../../core/json/json.ts";
import type { Pagination } from "../../core/platform/pages.ts";
import { cleanLine } from "./terminal.ts";

/** The line that `table` and `pretty` append. Ends with a newline; empty for what has no pages. */
export function paginationLine(pagination: Pagination | undefined): string {
  if (pagination === undefined) return "";
  const { complete, pages, items, next_token: token } = pagination;
  const counts = `${counted(pages, "page")}, ${counted(items, "item")}`;
  if (complete) return `complete: ${counts}\n`;
  const next = token === undefined || token === "" ? "" : `; continue with --page-token ${shellWord(token)}`;
  return `incomplete: ${counts}${next}\n`;
}

/** The line that goes to stderr beside `csv` and `ndjson`: JSON. Ends with a newline. */
export function paginationDiagnostic({ complete, pages, items, next_token: token }: Pagination): string {
  const line = { _diagnostic: "pagination", complete, pages, items };
  return `${stringifyJson(token === undefined ? line : { ...line, next_token: token })}\n`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function shellWord(text: string): string {
  const word = cleanLine(text);
  return /^[\w.~=+/:%@,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
