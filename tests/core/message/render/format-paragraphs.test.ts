import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { formatParagraphs } from "../../../../core/message/render/format-paragraphs.ts";

describe("formatParagraphs", () => {
  it("joins the elements of each paragraph and passes over what is none", () => {
    const text = (text: string) => ({ tag: "text", text });
    const paragraphs = [[text("a"), 7, text("b"), null], "x", text("y"), [], [text("c")]];
    assertEquals(formatParagraphs(paragraphs, { mentions: [], escape: (text) => text }), ["ab", "", "c"]);
  });
});
