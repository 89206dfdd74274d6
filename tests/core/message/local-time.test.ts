import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type { JsonValue } from "../../../core/json.ts";
import {
  formatMinute,
  formatRfc3339,
  formatSecond,
  millisecondsOf,
} from "../../../core/message/local-time.ts";

/** 2026-05-20 09:07:05 in the zone of the tests; other zones are in time-zones.test.ts. */
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
  for (const [name, raw, ms] of cases) it(`reads ${name}`, () => assertEquals(millisecondsOf(raw), ms));
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
  for (const [name, raw, text] of cases) it(name, () => assertEquals(formatMinute(raw), text));
});

describe("formatSecond", () => {
  it("pads every part", () => assertEquals(formatSecond(NINE), "2026-05-20 09:07:05"));
  it("drops parts of a second", () => assertEquals(formatSecond(NINE + 999), "2026-05-20 09:07:05"));
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
