import type { JsonValue } from "../../json.ts";
import { formatSecond, millisecondsOf } from "../local-time.ts";

/** The time of an appointment or a deadline, local, with seconds; `undefined` where there is none (reading sheet 5). */
export function formatLongTime(raw: JsonValue | undefined): string | undefined {
  const milliseconds = millisecondsOf(raw);
  return milliseconds === undefined ? undefined : formatSecond(milliseconds);
}
