import { splitElement } from "../../../core/compose/split-element.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("splitElement", () => {
  const texts: readonly (readonly [tag: string, text: string])[] = [
    ["text", "a b"],
    ["code_block", "a\nb"],
    ["md", "a b"],
    ["md", "- a\n  b\n"],
    ["md", "| a |\n| - |\n| b |\n"],
  ];
  for (const [tag, text] of texts) {
    it(`gives up where nothing fits: ${tag} ${JSON.stringify(text)}`, () =>
      assertEquals(splitElement({ tag, text }, () => false), undefined));
  }
});

describe("splitElement: lines of text", () => {
  it("adds nothing to a long line that only has the signs of an item in it", () => {
    const text = `${"word - 1. word ".repeat(20)}\nnext\n`;
    const pieces = splitElement({ tag: "md", text }, (one) => String(one["text"]).length <= 100) ?? [];
    assertEquals(pieces.map((piece) => String(piece["text"])).join(""), text);
  });
});
