import { displayWidth, graphemes } from "../../../core/text/width.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

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

describe("graphemes", () => {
  const cases: readonly (readonly [name: string, text: string, parts: readonly string[]])[] = [
    ["letters", "ab", ["a", "b"]],
    ["Chinese", "世a界", ["世", "a", "界"]],
    ["an emoji with its skin is one", "a👍🏽b", ["a", "👍🏽", "b"]],
    ["a flag is one", "🇩🇪🇫🇷", ["🇩🇪", "🇫🇷"]],
    ["a letter with its accent is one", "e\u0301f", ["e\u0301", "f"]],
    ["nothing", "", []],
  ];
  for (const [name, text, parts] of cases) it(name, () => assertEquals([...graphemes(text)], parts));
});
