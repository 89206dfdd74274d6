import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { cutColumns } from "../../../cli/output/cut-columns.ts";

describe("cutColumns", () => {
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
    it(name, () => assertEquals(cutColumns(text, columns), cut));
  }
});
