import type { Database } from "./database.ts";
import { readMeta, writeMeta } from "./meta.ts";

/** 2015-01-01, Unix seconds: before the service began. */
const EPOCH_SECONDS = 1_420_070_400;
/** Places in a second; further messages of it take places of later ones. */
const PER_SECOND = 8;

/** How far a message may stand behind the first place of its second without a note of it: ten minutes. */
const USUAL_SHIFT = PER_SECOND * 600;

/** The first place of the second that a time lies in. Messages of later seconds never come before it. */
export function firstSortKey(ms: number): number {
  return Math.max(0, Math.floor(ms / 1000) - EPOCH_SECONDS) * PER_SECOND;
}

/** The time that a place stands for, Unix milliseconds to the second. */
export function sortKeyTime(key: number): number {
  return (Math.floor(key / PER_SECOND) + EPOCH_SECONDS) * 1000;
}

/**
 * A free place for a message in the order of time. Small and dense numbers keep the full-text index small; among the
 * messages of a second the order is only near that of time, and readers put it right.
 */
export function freeSortKey(database: Database, createdMs: number): number {
  const key = firstSortKey(createdMs);
  if (database.get("SELECT 1 AS one FROM message WHERE sort_key = ?", key) === undefined) return key;
  // In one walk of the index: many chats may speak in the same second.
  const free = database.get<{ key: number }>(
    `SELECT sort_key + 1 AS key FROM message AS taken WHERE sort_key >= ?
      AND NOT EXISTS (SELECT 1 FROM message WHERE sort_key = taken.sort_key + 1) ORDER BY sort_key LIMIT 1`,
    key,
  );
  return free?.key ?? key;
}

/** How far a message of the archive may stand behind the first place of its second, places. */
export function longestShift(database: Database): number {
  return Math.max(USUAL_SHIFT, Number(readMeta(database, "shift") ?? 0));
}

/** Notes where a message stands that was sent when very many were; belongs in the transaction of its row. */
export function noteShift(database: Database, key: number, createdMs: number): void {
  const shift = key - firstSortKey(createdMs) + 1;
  if (shift > USUAL_SHIFT && shift > longestShift(database)) writeMeta(database, "shift", String(shift));
}
