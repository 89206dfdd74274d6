import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { cutCharacters } from "../../../cli/output/cut-characters.ts";

describe("cutCharacters", () => {
  const cases: readonly (readonly [name: string, text: string, count: number, cut: string])[] = [
    ["what fits stays", "abcd", 4, "abcd"],
    ["what is longer is cut", "abcde", 4, "abcd…"],
    ["Chinese counts one each", "季度报告请查收", 4, "季度报告…"],
    ["emoji count as code points, not as units", "🎉🎉🎉", 3, "🎉🎉🎉"],
    ["the emoji that does not fit goes as a whole", "ab👍🏽c", 3, "ab…"],
    ["an accent is not taken from its letter", "abe\u0301", 3, "ab…"],
    ["a single character that is too long is cut", `e${"\u0301".repeat(9)}`, 3, "e\u0301\u0301…"],
    ["a single emoji that is too long is cut between code points", "👨‍👩‍👧‍👦", 3, "👨‍👩…"],
    ["nothing stays nothing", "", 4, ""],
  ];
  for (const [name, text, count, cut] of cases) {
    it(name, () => assertEquals(cutCharacters(text, count), cut));
  }
});
