import { hasInvisible, withoutHidden } from "../../../core/text/invisible.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("hasInvisible", () => {
  const unseen = [
    "\0",
    "\t",
    "\n",
    "\u007f",
    "\u0085",
    "\u00ad",
    "\u061c",
    "\u200b",
    "\u200d",
    "\u2028",
    "\u202e",
    "\u2066",
  ];
  for (const character of [...unseen, "\ufeff", "\u3164", "\u{e0041}"]) {
    it(`finds ${JSON.stringify(character)}`, () => assertEquals(hasInvisible(`a${character}b`), true));
  }
  for (const text of ["", "a b", "图片.png", "été", "👍", "e\u0301", "مرحبا"]) {
    it(`passes ${JSON.stringify(text)}`, () => assertEquals(hasInvisible(text), false));
  }
  it("answers the same each time", () =>
    assertEquals([1, 2, 3].map(() => hasInvisible("\0")), [true, true, true]));
});

describe("withoutHidden", () => {
  const kept = [
    "👨\u200d👩\u200d👧",
    "می\u200cخواهم",
    "क्\u200dष",
    "ശ്രീ\u200c\u0d2e",
    "🏳\ufe0f\u200d🌈",
    "👩🏽\u200d💻",
    "❤\ufe0f\u200d🔥",
  ];
  for (const text of kept) {
    it(`keeps the joiners of ${text}`, () => assertEquals(withoutHidden(text), text));
  }
  const cleaned: readonly (readonly [name: string, text: string, clean: string])[] = [
    ["a joiner between Latin letters", "pay\u200dpal\u200c!", "paypal!"],
    ["a joiner at the end or the beginning", "\u200dم\u200d", "م"],
    ["the second of two joiners", "م\u200c\u200cم", "مم"],
    ["a joiner beside a character that turns the text", "م\u200c\u202eم", "مم"],
    ["a non-joiner between emoji", "👨\u200c👩", "👨👩"],
    ["reading direction in a word", "می\u202eخ\u2066", "میخ"],
    ["zero-width blanks and tags", "a\u200b\ufeff\u{e0041}b", "ab"],
  ];
  for (const [name, text, clean] of cleaned) {
    it(`takes out ${name}`, () => assertEquals(withoutHidden(text), clean));
  }
});
