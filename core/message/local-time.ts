/**
 * Times as they are shown, in the time zone of the process (reading sheet 3.1). Every time is epoch milliseconds.
 *
 * @module
 */

import { isJsonObject, type JsonValue, stringifyJson } from "../json.ts";

/** Unix times above this are milliseconds, others seconds (reading sheet 3.1). */
const LARGEST_SECONDS = 1e12;

/** The latest time that a `Date` can hold. */
const LATEST_TIME = 8.64e15;

/**
 * The epoch milliseconds of a Unix time told in milliseconds or seconds. Text, numbers and bigints of whole positive
 * numbers are taken; anything else, zero, and what no calendar reaches is `undefined`.
 */
export function millisecondsOf(raw: JsonValue | undefined): number | undefined {
  if (typeof raw !== "string" && typeof raw !== "number" && typeof raw !== "bigint") return undefined;
  const text = String(raw).trim();
  if (!/^\d+$/.test(text)) return undefined;
  const time = Number(text);
  const milliseconds = time > LARGEST_SECONDS ? time : time * 1000;
  return milliseconds > 0 && milliseconds <= LATEST_TIME ? milliseconds : undefined;
}

/**
 * A time of a message as `YYYY-MM-DD HH:MM`, local. Nothing stays nothing; what is no time is returned as it came.
 */
export function formatMinute(raw: JsonValue | undefined): string {
  const milliseconds = millisecondsOf(raw);
  if (milliseconds !== undefined) return formatSecond(milliseconds).slice(0, -":SS".length);
  if (raw === undefined || raw === null) return "";
  return Array.isArray(raw) || isJsonObject(raw) ? stringifyJson(raw) : String(raw);
}

/** `YYYY-MM-DD HH:MM:SS`, local. */
export function formatSecond(ms: number): string {
  const date = new Date(ms);
  const day = [digits(date.getFullYear(), 4), digits(date.getMonth() + 1), digits(date.getDate())];
  const time = [digits(date.getHours()), digits(date.getMinutes()), digits(date.getSeconds())];
  return `${day.join("-")} ${time.join(":")}`;
}

/** `2026-05-20T09:00:00+08:00`: local, with the offset from UTC that the zone has at that time. */
export function formatRfc3339(ms: number): string {
  const minutesEast = -new Date(ms).getTimezoneOffset();
  const sign = minutesEast < 0 ? "-" : "+";
  const distance = Math.abs(minutesEast);
  const offset = `${digits(Math.floor(distance / 60))}:${digits(distance % 60)}`;
  return `${formatSecond(ms).replace(" ", "T")}${sign}${offset}`;
}

function digits(value: number, length = 2): string {
  return String(value).padStart(length, "0");
}
