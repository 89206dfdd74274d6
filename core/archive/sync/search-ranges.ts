/**
 * How far a search is read, and how its time is divided where that does not reach.
 *
 * @module
 */

import { MAX_PAGE_SIZE } from "../../message/requests.ts";
import type { Interval } from "../coverage.ts";

/** Pages of one search that are read; whether the service has more of them is unverified. */
export const MAX_SEARCH_PAGES = 40;
/** Parts that the time of a run is divided into at most. */
export const MAX_SEARCH_PARTS = 16;
/** Ends of searches are whole seconds; shorter times than this are not divided. Milliseconds. */
const MIN_DIVISIBLE = 2000;

/** What a page says of its search. */
export interface SearchPage {
  /** From 1. */
  readonly number: number;
  /** What the service says that it found in all; where it does not say, 0 or less. */
  readonly total: number;
  readonly hasMore: boolean;
}

/** What follows a page: the next one, or searches in parts of the time, the newest first; none at the end. */
export function searchesAfter(
  range: Interval,
  { number, total, hasMore }: SearchPage,
  canDivide: boolean,
): "next page" | readonly Interval[] {
  if (!hasMore) return [];
  const isLast = number >= MAX_SEARCH_PAGES;
  // What later pages say comes too late: most of them are read.
  const isTooLong = number === 1 && total > MAX_SEARCH_PAGES * MAX_PAGE_SIZE;
  if (!isLast && !isTooLong) return "next page";
  const halves = canDivide ? halvesOf(range) : [];
  return halves.length === 0 && !isLast ? "next page" : halves;
}

/** Whether the ends belong to a range is unverified, so both halves have the second in the middle. */
function halvesOf({ from, to }: Interval): readonly Interval[] {
  if (to - from < MIN_DIVISIBLE) return [];
  const middle = Math.floor((from + to) / 2000) * 1000;
  return [{ from: middle, to }, { from, to: middle }];
}
