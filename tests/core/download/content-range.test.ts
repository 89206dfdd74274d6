import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { type ContentRange, parseContentRange, spanLength } from "../../../core/download/content-range.ts";

const range = (start: number, end: number, total: number | undefined): ContentRange => ({
  span: { start, end },
  total,
});

describe("parseContentRange", () => {
  const good: readonly (readonly [header: string, parsed: ContentRange])[] = [
    ["bytes 0-131071/8519680", range(0, 131071, 8519680)],
    ["bytes 0-0/1", range(0, 0, 1)],
    ["bytes 5-9/10", range(5, 9, 10)],
    ["bytes 5-9/*", range(5, 9, undefined)],
    ["bytes */10", { span: undefined, total: 10 }],
    ["bytes */0", { span: undefined, total: 0 }],
    ["Bytes 0-1/2", range(0, 1, 2)],
    [" bytes 0-1/2 ", range(0, 1, 2)],
    ["bytes 4294967296-4294967297/4294967298", range(4294967296, 4294967297, 4294967298)],
    [
      "bytes 9007199254740989-9007199254740990/9007199254740991",
      range(
        9007199254740989,
        9007199254740990,
        9007199254740991,
      ),
    ],
  ];
  for (const [header, parsed] of good) {
    it(`reads "${header}"`, () => assertEquals(parseContentRange(header), parsed));
  }

  const bad: readonly (string | null)[] = [
    null,
    "",
    "bytes",
    "bytes */*",
    "bytes 0-1",
    "bytes 0-1/",
    "bytes 0-/2",
    "bytes -1/2",
    "bytes -1-1/2",
    "bytes 0--1/2",
    "bytes 1-0/2",
    "bytes 0-2/2",
    "bytes 2-2/2",
    "bytes 0-0/0",
    "bytes 0-1/-2",
    "bytes 0-1/2.0",
    "bytes 0-1/1e3",
    "bytes 0x0-0x1/0x2",
    "bytes a-b/c",
    "bytes=0-1/2",
    "bytes:0-1/2",
    "0-1/2",
    "items 0-1/2",
    "bytes 0 - 1/2",
    "bytes 0-1/2, bytes 0-1/2",
    "bytes 0-1/2;x",
    "bytes 0-1/9007199254740993",
    "bytes 0-9007199254740993/*",
    "bytes 0-1/99999999999999999999",
    "bytes ０-１/２",
  ];
  for (const header of bad) {
    it(`refuses ${JSON.stringify(header)}`, () => assertEquals(parseContentRange(header), undefined));
  }
});

describe("spanLength", () => {
  it("counts both ends", () => {
    assertEquals(spanLength({ start: 0, end: 131071 }), 131072);
    assertEquals(spanLength({ start: 7, end: 7 }), 1);
  });
});
