import { invalidArgument } from "../../core/failure.ts";
import { formatLocalTime, parseTimeInput } from "../../core/text/time.ts";
import type { Kind } from "./option.ts";

const TIME_HINT = 'type a date (2026-05-20), a local time ("2026-05-20 09:00"), a time with offset ' +
  "(2026-05-20T09:00:00+08:00 or …Z), or Unix seconds (1779238800)";

/**
 * A time in any form of docs/contract.md, 12, as epoch milliseconds. `edge` decides what a date alone means: its first
 * second as a start, its last one as an end.
 */
export function time(edge: "start" | "end", summary: string): Kind<number> {
  return {
    placeholder: "time",
    summary,
    parse(value, name) {
      const instant = parseTimeInput(value, edge);
      if (instant === undefined) throw invalidArgument(name, `${name} must be a time: "${value}"`, TIME_HINT);
      return instant;
    },
  };
}

/** Refuses a time range that ends before it begins. */
export function checkTimeRange(
  { start, end }: { readonly start?: number | undefined; readonly end?: number | undefined },
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
