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
