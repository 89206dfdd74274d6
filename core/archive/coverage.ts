/**
 * Which stretches of time of a chat are proven to be archived, as merged intervals. Completeness is derived from them and
 * from the rows, never from a flag.
 *
 * @module
 */

import type { Database } from "./database.ts";

/** A stretch of time, Unix milliseconds; both ends belong to it. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Adds a stretch to sorted, disjoint ones; those that touch become one. */
export function addInterval(intervals: readonly Interval[], added: Interval): readonly Interval[] {
  const apart = intervals.filter(({ from, to }) => to < added.from - 1 || from > added.to + 1);
  const touching = intervals.filter((one) => !apart.includes(one));
  const merged = {
    from: Math.min(added.from, ...touching.map(({ from }) => from)),
    to: Math.max(added.to, ...touching.map(({ to }) => to)),
  };
  return [...apart, merged].sort((a, b) => a.from - b.from);
}

/** What of a stretch none of the intervals covers. */
export function missingIntervals(intervals: readonly Interval[], wanted: Interval): readonly Interval[] {
  const missing: Interval[] = [];
  let from = wanted.from;
  for (const one of intervals) {
    if (one.to < from || one.from > wanted.to) continue;
    if (one.from > from) missing.push({ from, to: one.from - 1 });
    from = one.to + 1;
  }
  if (from <= wanted.to) missing.push({ from, to: wanted.to });
  return missing;
}

/** The stretches of a chat, in order. */
export function coverageOf(database: Database, chat: number): readonly Interval[] {
  return database.all<{ from_ms: number; to_ms: number }>(
    "SELECT from_ms, to_ms FROM coverage WHERE chat = ? ORDER BY from_ms",
    chat,
  ).map(({ from_ms, to_ms }) => ({ from: from_ms, to: to_ms }));
}

/** Notes that a stretch of a chat is archived. */
export function addCoverage(database: Database, chat: number, added: Interval, run: number): void {
  const merged = addInterval(coverageOf(database, chat), added);
  database.run("DELETE FROM coverage WHERE chat = ?", chat);
  for (const { from, to } of merged) {
    database.run("INSERT INTO coverage(chat, from_ms, to_ms, run) VALUES(?, ?, ?, ?)", chat, from, to, run);
  }
}
