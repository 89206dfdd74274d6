import { truncate } from "../../../core/text/truncate.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("shortened", () => {
  const cases: readonly (readonly [text: string, most: number, cut: string])[] = [
    ["", 3, ""],
    ["abc", 3, "abc"],
    ["abcd", 3, "abc…"],
    ["🎉🎉🎉", 3, "🎉🎉🎉"],
    ["ab🎉d", 3, "ab🎉…"],
  ];
  for (const [text, most, cut] of cases) {
    it(`makes "${cut}" of "${text}"`, () => assertEquals(truncate(text, most), cut));
  }
});
