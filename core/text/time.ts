/**
 * Times: read as a person types them, and formatted in the time zone of the process. In between, every time is
 * epoch milliseconds.
 *
 * @module
 */

import { isJsonObject, type JsonValue, stringifyJson } from "../json/json.ts";

/** Unix times above this are milliseconds, others seconds. */
const MAX_UNIX_SECONDS = 1e12;

/** The latest time that a `Date` can hold. */
export const MAX_DATE_MS = 8.64e15;

/**
 * The epoch milliseconds of a Unix time in milliseconds or seconds. Text, numbers and bigints of whole positive
 * numbers are accepted; anything else, zero, and what no calendar reaches is `undefined`.
 */
export function parseUnixTime(raw: JsonValue | undefined): number | undefined {
  if (typeof raw !== "string" && typeof raw !== "number" && typeof raw !== "bigint") return undefined;
  const text = String(raw).trim();
  if (!/^\d+$/.test(text)) return undefined;
  const time = Number(text);
  const milliseconds = time > MAX_UNIX_SECONDS ? time : time * 1000;
  return milliseconds > 0 && milliseconds <= MAX_DATE_MS ? milliseconds : undefined;
}

/**
 * A time of a message as `YYYY-MM-DD HH:MM`, local. Nothing stays nothing; what is no time is returned as it came.
 */
export function formatLocalMinute(raw: JsonValue | undefined): string {
  const milliseconds = parseUnixTime(raw);
  if (milliseconds !== undefined) return formatLocalTime(milliseconds).slice(0, -":SS".length);
  if (raw === undefined || raw === null) return "";
  return Array.isArray(raw) || isJsonObject(raw) ? stringifyJson(raw) : String(raw);
}

/** `YYYY-MM-DD HH:MM:SS`, local. */
export function formatLocalTime(ms: number): string {
  const date = new Date(ms);
  const day = [padDigits(date.getFullYear(), 4), padDigits(date.getMonth() + 1), padDigits(date.getDate())];
  const time = [padDigits(date.getHours()), padDigits(date.getMinutes()), padDigits(date.getSeconds())];
  return `${day.join("-")} ${time.join(":")}`;
}

/** `2026-05-20T09:00:00+08:00`: local, with the offset from UTC that the zone has at that time. */
export function formatRfc3339(ms: number): string {
  const minutesEast = -new Date(ms).getTimezoneOffset();
  const sign = minutesEast < 0 ? "-" : "+";
  const distance = Math.abs(minutesEast);
  const offset = `${padDigits(Math.floor(distance / 60))}:${padDigits(distance % 60)}`;
  return `${formatLocalTime(ms).replace(" ", "T")}${sign}${offset}`;
}

function padDigits(value: number, length = 2): string {
  return String(value).padStart(length, "0");
}

/** The time of an appointment or a deadline, local, with seconds; `undefined` where there is none. */
export function formatUnixTime(raw: JsonValue | undefined): string | undefined {
  const milliseconds = parseUnixTime(raw);
  return milliseconds === undefined ? undefined : formatLocalTime(milliseconds);
}

const MAX_UTC_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Unix milliseconds as RFC 3339 in UTC, to the second; undefined outside the years 1970 to 9999. */
export function formatUtc(milliseconds: number): string | undefined {
  if (!(milliseconds >= 0 && milliseconds <= MAX_UTC_MS)) return undefined;
  return new Date(milliseconds).toISOString().replace(/\.\d+/, "");
}

const DATE_REGEXP = /^\d{4}-\d{2}-(\d{2})$/;
const LOCAL_REGEXP = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?(\.\d+)?$/;
const ZONED_REGEXP = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/i;
const UNIX_REGEXP = /^0*([1-9]\d{0,12})$/;
/** Hours and minutes of a clock or of an offset. */
const CLOCK_REGEXP = /^([01]\d|2[0-3]):[0-5]\d$/;
const SECONDS_REGEXP = /^:[0-5]\d$/;

/** Digits of a Unix time in milliseconds; fewer are seconds. */
const MILLISECOND_DIGITS = 13;

/** Which end of a range a time is. */
export type Edge = "start" | "end";

/** A time as it was typed, to be counted from now (epoch milliseconds); `undefined` leaves the end of a range open. */
export type TypedTime = (now: number) => number | undefined;

const SPAN_REGEXP = /^(\d{1,7})([mhd])$/;
const SPAN_UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };
/** Longest span back: longer ones lead behind the beginning of Unix time. */
const MAX_SPAN_MS = 20_000 * 86_400_000;

/**
 * A time in any form of `parseTimeInput`, or counted from now: `now`, `today`, `yesterday`, or a span back such as
 * `90m`, `24h`, `7d`, where a day is 24 hours; `undefined` for other forms. As an end `yesterday` is its last second, and
 * `today` is open.
 */
export function parseTime(text: string, edge: Edge): TypedTime | undefined {
  const given = text.trim();
  const [, count = "", unit = ""] = SPAN_REGEXP.exec(given) ?? [];
  const span = Number(count) * (SPAN_UNIT_MS[unit] ?? NaN);
  if (span <= MAX_SPAN_MS) return (now) => now - span;
  switch (given.toLowerCase()) {
    case "now":
      return (now) => now;
    case "today":
      return edge === "start" ? startOfDay : () => undefined;
    case "yesterday":
      return edge === "start" ? (now) => startOfDay(now, -1) : (now) => startOfDay(now) - 1000;
  }
  const time = parseTimeInput(given, edge);
  return time === undefined ? undefined : () => time;
}

/** The first moment of the local day, or of one some days later. */
function startOfDay(ms: number, daysLater = 0): number {
  const date = new Date(ms);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + daysLater).getTime();
}

/**
 * Epoch milliseconds of a date, a local time, a time with an offset, or a Unix time in seconds or milliseconds;
 * `undefined` for other forms and for days and hours that no calendar has. A date alone is its first second as a start
 * and its last one as an end. Without an offset the time is local; one that the clock skips when summer time begins is
 * read as `Date` does.
 */
export function parseTimeInput(text: string, edge: Edge): number | undefined {
  const given = text.trim();
  if (DATE_REGEXP.test(given)) {
    return edge === "start" ? toEpochMs(given, "00:00") : toEpochMs(given, "23:59", ":59");
  }
  const [, day, clock, seconds, fraction, offset] = ZONED_REGEXP.exec(given) ?? LOCAL_REGEXP.exec(given) ??
    [];
  if (day !== undefined && clock !== undefined) {
    // A fraction belongs to seconds.
    if (seconds === undefined && fraction !== undefined) return undefined;
    return toEpochMs(day, clock, seconds, fraction, offset);
  }
  const digits = UNIX_REGEXP.exec(given)?.[1];
  if (digits === undefined) return undefined;
  return digits.length === MILLISECOND_DIGITS ? Number(digits) : Number(digits) * 1000;
}

/** Whole Unix seconds as the service takes them; parts of a second are dropped. */
export function unixSeconds(ms: number): string {
  return String(Math.floor(ms / 1000));
}

function toEpochMs(
  day: string,
  clock: string,
  seconds = ":00",
  fraction = "",
  offset = "",
): number | undefined {
  // `Date` turns the 30th of February into a day of March; only a real day keeps its number.
  const isDay = new Date(`${day}T00:00Z`).getUTCDate() === Number(DATE_REGEXP.exec(day)?.[1]);
  const isTime = CLOCK_REGEXP.test(clock) && SECONDS_REGEXP.test(seconds);
  const zone = offset.toUpperCase().replace(/^([+-]\d\d)(\d\d)$/, "$1:$2");
  const isZone = zone === "" || zone === "Z" || CLOCK_REGEXP.test(zone.slice(1));
  return isDay && isTime && isZone ? Date.parse(`${day}T${clock}${seconds}${fraction}${zone}`) : undefined;
}
