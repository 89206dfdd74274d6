import { truncate, truncateColumns } from "../../../core/text/truncate.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("truncate", () => {
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
    it(name, () => assertEquals(truncate(text, count), cut));
  }
});

describe("truncateColumns", () => {
  const cases: readonly (readonly [name: string, text: string, columns: number, cut: string])[] = [
    ["what fits stays", "abcd", 4, "abcd"],
    ["what is wider is cut", "abcde", 4, "abcd…"],
    ["wide characters count two", "世界地图", 4, "世界…"],
    ["a wide character is not halved", "a世界", 4, "a世…"],
    ["an emoji keeps its skin", "👍🏽👍🏽", 2, "👍🏽…"],
    ["an accent at the end stays with its letter", "abe\u0301f", 3, "abe\u0301…"],
    ["nothing stays nothing", "", 4, ""],
  ];
  for (const [name, text, columns, cut] of cases) {
    it(name, () => assertEquals(truncateColumns(text, columns), cut));
  }
});
