import { invalidArgument } from "../../core/failure.ts";
import { type Edge, formatLocalTime, parseTime, type TypedTime } from "../../core/text/time.ts";
import type { Clock } from "../../core/world.ts";
import type { Kind } from "./option.ts";

/** The forms of a time, of which one depends on the option: that of bare digits. */
export function timeHint(digits: string): string {
  return 'type a date (2026-05-20), a local time ("2026-05-20 09:00"), a time with offset ' +
    `(2026-05-20T09:00:00+08:00 or …Z), ${digits}, today, yesterday, now, or how long ago (90m, 24h, 7d)`;
}

const TIME_HINT = timeHint("Unix seconds (1779238800)");

/**
 * A time (docs/contract.md, 12), to be counted from now. `edge` decides what a day means: its first second as a start,
 * its last one as an end.
 */
export function time(edge: Edge, summary: string): Kind<TypedTime> {
  return {
    placeholder: "time",
    summary,
    parse(value, name) {
      const parsed = parseTime(value, edge);
      if (parsed === undefined) throw invalidArgument(name, `${name} must be a time: "${value}"`, TIME_HINT);
      return parsed;
    },
  };
}

/** A range of time, epoch milliseconds; an end that is absent is open. */
export interface TimeRange {
  readonly start?: number | undefined;
  readonly end?: number | undefined;
}

/** The range that was typed, both ends counted from the same now. */
export function timeRange(
  { start, end }: { readonly start: TypedTime | undefined; readonly end: TypedTime | undefined },
  { clock }: { readonly clock: Pick<Clock, "now"> },
): TimeRange {
  const now = clock.now();
  return { start: start?.(now), end: end?.(now) };
}

/** Refuses a time range that ends before it begins. */
export function checkTimeRange(
  { start, end }: TimeRange,
  nameOf: (key: string) => string,
): void {
  if (start === undefined || end === undefined || start <= end) return;
  throw invalidArgument(
    nameOf("start"),
    `${nameOf("start")} is later than ${nameOf("end")}: "${formatLocalTime(start)}" and "${
      formatLocalTime(end)
    }"`,
    "swap them",
  );
}

const SPAN_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A length of time in milliseconds, as a number with a unit: `90s`, `30m`, `24h`, `7d`. */
export function span(summary: string): Kind<number> {
  return {
    placeholder: "span",
    summary,
    parse(value, name) {
      const [, count = "", unit = ""] = /^(\d{1,7})([smhd])$/.exec(value.trim()) ?? [];
      const factor = SPAN_MS[unit];
      if (factor === undefined) {
        throw invalidArgument(
          name,
          `${name} must be a length of time: "${value}"`,
          "for example 90s, 30m, 24h or 7d",
        );
      }
      return Number(count) * factor;
    },
  };
}
