/**
 * Days and spans of time for people, in English.
 *
 * @module
 */

import { counted } from "./count.ts";

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A local date, `YYYY-MM-DD`, as `Wed 20 May 2026`. */
export function formatDay(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return `${DAYS[new Date(year, month - 1, date).getDay()]} ${date} ${MONTHS[month - 1]} ${year}`;
}

/** The zone of the process at a time: `UTC+8`, `UTC-3:30`, `UTC`. */
export function formatZone(ms: number): string {
  const minutesEast = -new Date(ms).getTimezoneOffset();
  if (minutesEast === 0) return "UTC";
  const distance = Math.abs(minutesEast);
  const minutes = distance % 60 === 0 ? "" : `:${String(distance % 60).padStart(2, "0")}`;
  return `UTC${minutesEast < 0 ? "-" : "+"}${Math.floor(distance / 60)}${minutes}`;
}

const UNITS: readonly (readonly [noun: string, ms: number])[] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];
/** A time further away is a date. */
const MAX_DAYS = 30;

/**
 * How long ago a time is: `5 minutes ago`; `undefined` for times that are further away than 30 days or still to come.
 */
export function formatAgo(ms: number, now: number): string | undefined {
  const elapsed = now - ms;
  if (elapsed < -60_000 || elapsed >= (MAX_DAYS + 1) * 86_400_000) return undefined;
  const unit = UNITS.find(([, length]) => elapsed >= length);
  return unit === undefined ? "just now" : `${counted(Math.floor(elapsed / unit[1]), unit[0])} ago`;
}
