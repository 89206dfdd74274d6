import { invalidArgument } from "../../core/failure.ts";
import { parseTimeInput } from "../../core/message/time-input.ts";
import type { Kind } from "../flags.ts";

const HINT = 'type a date (2026-05-20), a local time ("2026-05-20 09:00"), a time with offset ' +
  "(2026-05-20T09:00:00+08:00 or …Z), or Unix seconds (1779238800)";

/**
 * A time in any form of reading sheet 1.3, as epoch milliseconds. `edge` decides what a date alone means: its first
 * second as a start, its last one as an end.
 */
export function time(edge: "start" | "end", summary: string): Kind<number> {
  return {
    placeholder: "time",
    summary,
    parse(value, name) {
      const instant = parseTimeInput(value, edge);
      if (instant === undefined) throw invalidArgument(name, `${name} must be a time: "${value}"`, HINT);
      return instant;
    },
  };
}
