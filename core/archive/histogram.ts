import { firstFrom, spilledKeys } from "./count.ts";
import type { Database } from "./database.ts";
import { firstSortKey, longestShift, sortKeyTime } from "./sort-key.ts";

/** A local day, month or year, and how many messages were sent in it. */
export interface Bar {
  /** Unix milliseconds; the end does not belong to it. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly count: number;
}

/** Messages by the time when they were sent. */
export interface Histogram {
  readonly unit: "day" | "month" | "year";
  /** In the order of time, without gaps; the first and the last one are not empty. */
  readonly bars: readonly Bar[];
}

/** Spans up to these are shown by days, and by months. */
const MAX_DAYS = 62;
const MAX_MONTHS = 48;
/** No service is older: what is left out then has no date that can be. */
const MAX_BARS = 100;

/**
 * Counts messages by local days, months or years, whichever their span asks for.
 *
 * @param keys their sort keys, ascending
 */
export function createHistogram(database: Database, keys: readonly number[]): Histogram {
  const [first, last] = [keys[0], keys.at(-1)];
  if (first === undefined || last === undefined) return { unit: "day", bars: [] };
  // Messages of a full second have keys of later ones.
  const from = new Date(sortKeyTime(first - longestShift(database)));
  const to = new Date(sortKeyTime(last));
  const unit = unitOf(from, to);
  const starts: Date[] = [];
  for (let at = startOf(unit, from);; at = startOf(unit, at, 1)) {
    starts.push(at);
    if (!(at <= to) || starts.length > MAX_BARS) break;
  }
  const edges = starts.map((start) => edgeAt(database, keys, start.getTime()));
  const bars = edges.slice(0, -1).map((edge, at): Bar => {
    const next = edges[at + 1] ?? edge;
    return { fromMs: edge.ms, toMs: next.ms, count: next.before - edge.before };
  });
  const isFilled = ({ count }: Bar) => count > 0;
  return { unit, bars: bars.slice(bars.findIndex(isFilled), bars.findLastIndex(isFilled) + 1) };
}

function unitOf(from: Date, to: Date): Histogram["unit"] {
  if (to.getTime() - from.getTime() <= MAX_DAYS * 86_400_000) return "day";
  const months = (to.getFullYear() - from.getFullYear()) * 12 + to.getMonth() - from.getMonth();
  return months < MAX_MONTHS ? "month" : "year";
}

/** The beginning of the local day, month or year that a time lies in, or of one that follows. */
function startOf(unit: Histogram["unit"], time: Date, later = 0): Date {
  const [year, month, day] = [time.getFullYear(), time.getMonth(), time.getDate()];
  if (unit === "day") return new Date(year, month, day + later);
  return unit === "month" ? new Date(year, month + later, 1) : new Date(year + later, 0, 1);
}

/** A time, and how many of the messages were sent before it. */
interface Edge {
  readonly ms: number;
  readonly before: number;
}

function edgeAt(database: Database, keys: readonly number[], ms: number): Edge {
  const key = firstSortKey(ms);
  const at = firstFrom(keys, key);
  const near = keys.slice(at, firstFrom(keys, key + longestShift(database)));
  if (near.length === 0) return { ms, before: at };
  const spilled = spilledKeys(database, ms);
  return { ms, before: at + near.filter((one) => spilled.has(one)).length };
}
