import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { parseTimeInput, unixSeconds } from "../../../core/message/time-input.ts";

// Local forms in known zones are in time-zones.test.ts.

describe("parseTimeInput: forms with an offset and Unix times", () => {
  const cases: readonly (readonly [text: string, utc: string])[] = [
    ["2026-05-20T09:00:00+08:00", "2026-05-20T01:00:00.000Z"],
    ["2026-05-20T09:00:00Z", "2026-05-20T09:00:00.000Z"],
    ["2026-05-20t09:00:00z", "2026-05-20T09:00:00.000Z"],
    ["2026-05-20T09:00:00.5Z", "2026-05-20T09:00:00.500Z"],
    ["2026-05-20T09:00:00.123456789-05:00", "2026-05-20T14:00:00.123Z"],
    ["2026-05-20T09:00+08:00", "2026-05-20T01:00:00.000Z"],
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
    ...["", " ", "yesterday", "-7d", "now", "0", "000", "-5", "+5", "1.5", "1e9", "0x10", "١٢٣"],
    ...["17792388001234", "2026-5-2", "2026/05/20", "20-05-2026", "2026-05-20T", "2026-05"],
    ...["2026-02-30", "2025-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00", "2026-01-32"],
    ...["2026-05-20 25:00", "2026-05-20 24:00", "2026-05-20 09:60", "2026-05-20 09:00:60", "2026-05-20 9:00"],
    ...["2026-05-20  09:00", "2026-05-20 09", "2026-05-20 09:00.5", "2026-05-20T09:00.5Z"],
    ...["2026-05-20T09:00:00+8", "2026-05-20T09:00:00+0800", "2026-05-20T09:00:00+24:00"],
    ...["2026-05-20T09:00:00+08:60", "2026-02-30T09:00:00Z", "2026-05-20 09:00:00+08:00", "2026-05-20Z"],
    ...["2026-05-20T09:00:00Z tomorrow", "x2026-05-20", "2026-05-20\n2026-05-21", "12345 67890"],
  ];
  for (const text of texts) {
    it(`refuses ${JSON.stringify(text)}`, () =>
      assertEquals([parseTimeInput(text, "start"), parseTimeInput(text, "end")], [undefined, undefined]));
  }
});

describe("unixSeconds", () => {
  it("is whole seconds as text", () => assertEquals(unixSeconds(1779238800999), "1779238800"));
});
