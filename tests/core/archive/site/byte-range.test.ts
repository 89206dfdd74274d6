import { readRange } from "../../../../core/archive/site/byte-range.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const cases: readonly (readonly [header: string | undefined, size: number, ReturnType<typeof readRange>])[] =
  [
    [undefined, 10, undefined],
    ["bytes=0-4", 10, { first: 0, last: 4 }],
    ["bytes=5-", 10, { first: 5, last: 9 }],
    ["bytes=-3", 10, { first: 7, last: 9 }],
    ["bytes=-30", 10, { first: 0, last: 9 }],
    ["bytes=8-99", 10, { first: 8, last: 9 }],
    ["bytes=9-9", 10, { first: 9, last: 9 }],
    ["bytes=10-", 10, "none"],
    ["bytes=-0", 10, "none"],
    ["bytes=0-", 0, "none"],
    ["bytes=4-3", 10, undefined],
    ["bytes=-", 10, undefined],
    ["bytes=0-1,3-4", 10, undefined],
    ["items=0-1", 10, undefined],
    ["bytes=a-b", 10, undefined],
  ];

describe("readRange()", () => {
  for (const [header, size, expected] of cases) {
    it(`reads ${header} of ${size} bytes`, () => assertEquals(readRange(header, size), expected));
  }
});
