/**
 * Answers calls of the functions that depend on the time zone, in the zone of this process:
 * `TZ=Asia/Shanghai deno run tests/support/local-times.ts '[["formatMinute","1779238800000"]]'` prints a JSON array.
 *
 * @module
 */

import {
  formatLocalMinute,
  formatLocalTime,
  formatRfc3339,
  parseTime,
  parseTimeInput,
  unixSeconds,
} from "../../core/text/time.ts";

/** A call: what is called, and its argument. */
export type Call = readonly [name: keyof typeof CALLS, argument: string];

const CALLS = {
  formatMinute: (raw: string) => formatLocalMinute(raw),
  formatSecond: (ms: string) => formatLocalTime(Number(ms)),
  formatRfc3339: (ms: string) => formatRfc3339(Number(ms)),
  start: (text: string) => instantOf(text, "start"),
  end: (text: string) => instantOf(text, "end"),
  startFrom: (nowAndText: string) => resolvedOf(nowAndText, "start"),
  endFrom: (nowAndText: string) => resolvedOf(nowAndText, "end"),
  startSeconds: (text: string) => unixSeconds(parseTimeInput(text, "start") ?? NaN),
};

function instantOf(text: string, edge: "start" | "end"): string {
  const ms = parseTimeInput(text, edge);
  return ms === undefined ? "unknown" : new Date(ms).toISOString();
}

/** @param nowAndText the time that it is, a blank, and what is typed */
function resolvedOf(nowAndText: string, edge: "start" | "end"): string {
  const [now = "", text = ""] = nowAndText.split(" ");
  const ms = parseTime(text, edge)?.(Date.parse(now));
  return ms === undefined ? "open" : new Date(ms).toISOString();
}

if (import.meta.main) {
  const calls: readonly Call[] = JSON.parse(Deno.args[0] ?? "[]");
  console.log(JSON.stringify(calls.map(([name, argument]) => CALLS[name](argument))));
}
