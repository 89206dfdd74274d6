import { createHistogram } from "../../../core/archive/histogram.ts";
import { localDay } from "../../../core/archive/site/site-lists.ts";
import { inArchive, textRecord } from "../../support/archives.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Messages at local times, as bars: unit, and for each bar its first day and its number. */
async function barsOf(
  times: readonly string[],
): Promise<readonly [string, ...(readonly [string, number])[]]> {
  return await inArchive(({ archive: { database }, write }) => {
    write(times.map((time, n) => textRecord(n, "x", { create_time: String(new Date(time).getTime()) })));
    const keys = database.all<{ key: number }>("SELECT sort_key AS key FROM message ORDER BY sort_key");
    const { unit, bars } = createHistogram(database, keys.map(({ key }) => key));
    for (const [at, { fromMs }] of bars.entries()) {
      if (at > 0) assertEquals(fromMs, bars[at - 1]?.toMs);
    }
    return [unit, ...bars.map(({ fromMs, count }) => [localDay(new Date(fromMs)), count] as const)];
  });
}

const TABLE: readonly (readonly [name: string, times: readonly string[], expected: unknown])[] = [
  ["no messages", [], ["day"]],
  ["one message", ["2026-05-20T10:00"], ["day", ["2026-05-20", 1]]],
  ["days, also those without a message", ["2026-05-20T00:00", "2026-05-20T23:59:59", "2026-05-22T01:00"], [
    "day",
    ["2026-05-20", 2],
    ["2026-05-21", 0],
    ["2026-05-22", 1],
  ]],
  ["months where it is more than two", ["2025-12-31T23:59:59", "2026-01-01T00:00", "2026-03-05T10:00"], [
    "month",
    ["2025-12-01", 1],
    ["2026-01-01", 1],
    ["2026-02-01", 0],
    ["2026-03-01", 1],
  ]],
  ["years where it is more than four", ["2018-05-01T10:00", "2020-01-01T00:00", "2023-05-01T10:00"], [
    "year",
    ["2018-01-01", 1],
    ["2019-01-01", 0],
    ["2020-01-01", 1],
    ["2021-01-01", 0],
    ["2022-01-01", 0],
    ["2023-01-01", 1],
  ]],
  [
    "more messages in the last second of a day than a second has places",
    [...Array.from({ length: 30 }, () => "2026-05-20T23:59:59.500"), "2026-05-21T00:00:01"],
    ["day", ["2026-05-20", 30], ["2026-05-21", 1]],
  ],
];

describe("createHistogram()", () => {
  for (const [name, times, expected] of TABLE) {
    it(`shows ${name}`, async () => assertEquals(await barsOf(times), expected));
  }
});
