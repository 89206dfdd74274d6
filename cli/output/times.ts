/**
 * Times in the cells of records: Unix times are shown as local ones (docs/contract.md, 17).
 *
 * @module
 */

import { formatLocalMinute, parseUnixTime } from "../../core/text/time.ts";
import type { Cell } from "./rows.ts";

/** A field with a time in Unix seconds or milliseconds. */
const TIME_KEY_REGEXP = /(?:^|[._])(?:time|timestamp)$/;
const UNIX_REGEXP = /^1\d{9}(?:\d{3})?$/;
const LOCAL_REGEXP = /^\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?$/;

/** The text of a cell for people. */
export function shownCell([column, text]: Cell): string {
  return isTimeColumn(column) && UNIX_REGEXP.test(text) ? formatLocalMinute(text) : text;
}

/** The time in a cell, epoch milliseconds. */
export function unixTime([column, text]: Cell): number | undefined {
  return isTimeColumn(column) && UNIX_REGEXP.test(text) ? parseUnixTime(text) : undefined;
}

/** Whether a cell shows a local time, whose zone has to be told. */
export function isLocalTime([column, text]: Cell): boolean {
  return isTimeColumn(column) && (UNIX_REGEXP.test(text) || LOCAL_REGEXP.test(text));
}

function isTimeColumn(column: string): boolean {
  return TIME_KEY_REGEXP.test(column);
}
