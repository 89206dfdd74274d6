import { hasInvisible } from "../../../core/text/invisible.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("hasUnseen", () => {
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
