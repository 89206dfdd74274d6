import type { JsonValue } from "../../../core/json/json.ts";
import {
  formatLocalMinute,
  formatLocalTime,
  formatRfc3339,
  formatUnixTime,
  parseTime,
  parseTimeInput,
  parseUnixTime,
  unixSeconds,
} from "../../../core/text/time.ts";
import { localTime } from "../message/render/local-time.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** 2026-05-20 09:07:05 in the zone of the tests; other zones are in time/zones.test.ts. */
const NINE = new Date(2026, 4, 20, 9, 7, 5).getTime();

describe("millisecondsOf", () => {
  const cases: readonly (readonly [name: string, raw: JsonValue | undefined, ms: number | undefined])[] = [
    ["text of milliseconds", "1779238800123", 1779238800123],
    ["text of seconds", "1779238800", 1779238800000],
    ["a number of milliseconds", 1779238800123, 1779238800123],
    ["a number of seconds", 1779238800, 1779238800000],
    ["a bigint", 1779238800123n, 1779238800123],
    ["blanks around it", " 1779238800 ", 1779238800000],
    ["10^12 as seconds", "1000000000000", 1e15],
    ["10^12 + 1 as milliseconds", "1000000000001", 1000000000001],
    ["the last time there is", "8640000000000000", 8.64e15],
    ["more than a calendar reaches", "8640000000000001", undefined],
    ["a bigint beyond all numbers", 10n ** 400n, undefined],
    ["nothing", undefined, undefined],
    ["null", null, undefined],
    ["empty text", "", undefined],
    ["zero", "0", undefined],
    ["the number zero", 0, undefined],
    ["a negative number", -5, undefined],
    ["words", "yesterday", undefined],
    ["a fraction", "1779238800.5", undefined],
    ["hexadecimal", "0x10", undefined],
    ["a boolean", true, undefined],
    ["an array", [1779238800], undefined],
    ["an object", {}, undefined],
  ];
  for (const [name, raw, ms] of cases) it(`reads ${name}`, () => assertEquals(parseUnixTime(raw), ms));
});

describe("formatMinute", () => {
  const cases: readonly (readonly [name: string, raw: JsonValue | undefined, text: string])[] = [
    ["formats text of milliseconds", String(NINE), "2026-05-20 09:07"],
    ["formats text of seconds", String(NINE / 1000), "2026-05-20 09:07"],
    ["formats a number", NINE, "2026-05-20 09:07"],
    ["keeps nothing", undefined, ""],
    ["keeps null as nothing", null, ""],
    ["keeps empty text", "", ""],
    ["returns zero unchanged", "0", "0"],
    ["returns the number zero as text", 0, "0"],
    ["returns words unchanged", "soon ", "soon "],
    ["returns too large a number unchanged", "99999999999999999999", "99999999999999999999"],
    ["returns a boolean as text", false, "false"],
    ["returns an object as JSON", { a: 1n }, '{"a":1}'],
    ["returns an array as JSON", ["1"], '["1"]'],
  ];
  for (const [name, raw, text] of cases) it(name, () => assertEquals(formatLocalMinute(raw), text));
});

describe("formatSecond", () => {
  it("pads every part", () => assertEquals(formatLocalTime(NINE), "2026-05-20 09:07:05"));
  it("drops parts of a second", () => assertEquals(formatLocalTime(NINE + 999), "2026-05-20 09:07:05"));
});

describe("formatRfc3339", () => {
  it("names the same instant to the second", () => {
    for (const month of [0, 6]) {
      const ms = new Date(2026, month, 15, 9, 7, 5).getTime();
      const text = formatRfc3339(ms);
      assertEquals([Date.parse(text), text.slice(0, 19)], [ms, `2026-0${month + 1}-15T09:07:05`]);
    }
  });
});

describe("formatLongTime", () => {
  const ms = 1779242400000;
  const cases: readonly (readonly [raw: JsonValue | undefined, text: string | undefined])[] = [
    ["1779242400000", localTime(ms)],
    [1779242400000, localTime(ms)],
    [1779242400000n, localTime(ms)],
    ["1779242400", localTime(ms)],
    [1779242400, localTime(ms)],
    ["", undefined],
    ["0", undefined],
    [0, undefined],
    ["tomorrow", undefined],
    [99999999999999999999999n, undefined],
    [null, undefined],
    [{}, undefined],
    [undefined, undefined],
  ];
  for (const [raw, text] of cases) {
    it(`makes ${text} of ${typeof raw} ${String(raw)}`, () => assertEquals(formatUnixTime(raw), text));
  }
});

// Local forms in known zones are in time/zones.test.ts.

describe("parseTimeInput: forms with an offset and Unix times", () => {
  const cases: readonly (readonly [text: string, utc: string])[] = [
    ["2026-05-20T09:00:00+08:00", "2026-05-20T01:00:00.000Z"],
    ["2026-05-20T09:00:00Z", "2026-05-20T09:00:00.000Z"],
    ["2026-05-20t09:00:00z", "2026-05-20T09:00:00.000Z"],
    ["2026-05-20T09:00:00.5Z", "2026-05-20T09:00:00.500Z"],
    ["2026-05-20T09:00:00.123456789-05:00", "2026-05-20T14:00:00.123Z"],
    ["2026-05-20T09:00+08:00", "2026-05-20T01:00:00.000Z"],
    ["2026-05-20T09:00:00+0800", "2026-05-20T01:00:00.000Z"],
    ["2026-05-20T09:00-0330", "2026-05-20T12:30:00.000Z"],
    ["2026-05-20T09:00Z", "2026-05-20T09:00:00.000Z"],
    ["2026-05-20T23:59:59-23:59", "2026-05-21T23:58:59.000Z"],
    ["2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z"],
    ["0050-03-01T00:00:00Z", "0050-03-01T00:00:00.000Z"],
    [" 2026-05-20T09:00:00Z\n", "2026-05-20T09:00:00.000Z"],
    ["1779238800", "2026-05-20T01:00:00.000Z"],
    ["0001779238800", "2026-05-20T01:00:00.000Z"],
    ["1779238800123", "2026-05-20T01:00:00.123Z"],
    ["1", "1970-01-01T00:00:01.000Z"],
    ["2026", "1970-01-01T00:33:46.000Z"],
  ];
  for (const [text, utc] of cases) {
    for (const edge of ["start", "end"] as const) {
      it(`${JSON.stringify(text)} as ${edge} is ${utc}`, () =>
        assertEquals(parseTimeInput(text, edge), Date.parse(utc)));
    }
  }
});

describe("parseTimeInput: local forms", () => {
  const cases: readonly (readonly [text: string, start: Date, end: Date])[] = [
    ["2026-05-20", new Date(2026, 4, 20), new Date(2026, 4, 20, 23, 59, 59)],
    ["2024-02-29", new Date(2024, 1, 29), new Date(2024, 1, 29, 23, 59, 59)],
    ["2026-05-20 09:00", new Date(2026, 4, 20, 9), new Date(2026, 4, 20, 9)],
    ["2026-05-20T09:00", new Date(2026, 4, 20, 9), new Date(2026, 4, 20, 9)],
    ["2026-05-20 09:00:30", new Date(2026, 4, 20, 9, 0, 30), new Date(2026, 4, 20, 9, 0, 30)],
    ["2026-05-20T09:00:30", new Date(2026, 4, 20, 9, 0, 30), new Date(2026, 4, 20, 9, 0, 30)],
  ];
  for (const [text, start, end] of cases) {
    it(`${text} is read as a start and as an end`, () =>
      assertEquals(
        [parseTimeInput(text, "start"), parseTimeInput(text, "end")],
        [start.getTime(), end.getTime()],
      ));
  }
});

describe("parseTimeInput: what is no time", () => {
  const texts = [
    ...["", " ", "yesterday", "-7d", "7d", "now", "0", "000", "-5", "+5", "1.5", "1e9", "0x10", "١٢٣"],
    ...["17792388001234", "2026-5-2", "2026/05/20", "20-05-2026", "2026-05-20T", "2026-05"],
    ...["2026-02-30", "2025-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00", "2026-01-32"],
    ...["2026-05-20 25:00", "2026-05-20 24:00", "2026-05-20 09:60", "2026-05-20 09:00:60", "2026-05-20 9:00"],
    ...[
      "2026-05-20  09:00",
      "2026-05-20 09",
      "2026-05-20 09:00.5",
      "2026-05-20 09:00:30.",
      "2026-05-20T09:00:30.Z",
      "2026-05-20T09:00.5Z",
    ],
    ...[
      "2026-05-20T09:00:00+8",
      "2026-05-20T09:00:00+080",
      "2026-05-20T09:00:00+2400",
      "2026-05-20T09:00:00+24:00",
    ],
    ...["2026-05-20T09:00:00+08:60", "2026-02-30T09:00:00Z", "2026-05-20 09:00:00+08:60", "2026-05-20Z"],
    ...["2026-05-20T09:00:00Z tomorrow", "x2026-05-20", "2026-05-20\n2026-05-21", "12345 67890"],
  ];
  for (const text of texts) {
    it(`refuses ${JSON.stringify(text)}`, () =>
      assertEquals([parseTimeInput(text, "start"), parseTimeInput(text, "end")], [undefined, undefined]));
  }
});

describe("parseTime: counted from now", () => {
  const now = new Date(2026, 4, 20, 15, 30, 45, 678).getTime();
  const today = new Date(2026, 4, 20).getTime();
  const yesterday = new Date(2026, 4, 19).getTime();
  const lastSecond = new Date(2026, 4, 19, 23, 59, 59).getTime();
  const cases: readonly (readonly [text: string, start: number, end: number | undefined])[] = [
    ["now", now, now],
    ["today", today, undefined],
    ["yesterday", yesterday, lastSecond],
    ["90m", now - 5_400_000, now - 5_400_000],
    ["24h", now - 86_400_000, now - 86_400_000],
    ["7d", now - 604_800_000, now - 604_800_000],
    ["0m", now, now],
    ["007d", now - 604_800_000, now - 604_800_000],
    [" Today ", today, undefined],
    ["1779238800", 1779238800000, 1779238800000],
  ];
  for (const [text, start, end] of cases) {
    it(`${JSON.stringify(text)} as a start and as an end`, () =>
      assertEquals([parseTime(text, "start")?.(now), parseTime(text, "end")?.(now)], [start, end]));
  }

  for (
    const text of [
      "",
      "tomorrow",
      "-7d",
      "+7d",
      "7 d",
      "7D",
      "1.5h",
      "7w",
      "30s",
      "d",
      "99999999d",
      "20001d",
      "7days",
      "x7d",
    ]
  ) {
    it(`refuses ${JSON.stringify(text)}`, () =>
      assertEquals([parseTime(text, "start"), parseTime(text, "end")], [undefined, undefined]));
  }
});

describe("unixSeconds", () => {
  it("is whole seconds as text", () => assertEquals(unixSeconds(1779238800999), "1779238800"));
});
