import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { displayWidth } from "../../core/display-width.ts";

describe("displayWidth", () => {
  const cases: readonly (readonly [name: string, text: string, width: number])[] = [
    ["nothing", "", 0],
    ["letters", "abc", 3],
    ["Chinese", "季度报告", 8],
    ["Chinese punctuation", "，。「」", 8],
    ["fullwidth letters", "ＡＢ", 4],
    ["halfwidth kana", "ｶﾅ", 2],
    ["Korean, composed and in parts", "한글\u1112\u1161\u11ab", 6],
    ["an emoji", "🎉", 2],
    ["an emoji with its skin", "👍🏽", 2],
    ["a family joined to one", "👨‍👩‍👧‍👦", 2],
    ["a flag", "🇩🇪", 2],
    ["a key cap", "1️⃣", 2],
    ["a heart as a sign and as an emoji", "❤❤️", 3],
    ["a letter with a combining accent", "e\u0301", 1],
    ["characters that are not seen", "\u200b\ufeff\u0007", 0],
    ["mixed", "a世🎉b", 6],
    ["the signs that tables use", "…─⏎⇥", 4],
    ["half of a character", "\ud800", 1],
  ];
  for (const [name, text, width] of cases) it(name, () => assertEquals(displayWidth(text), width));
});
