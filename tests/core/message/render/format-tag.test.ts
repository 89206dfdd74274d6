import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { formatTag } from "../../../../core/message/render/format-tag.ts";

describe("formatTag", () => {
  it("closes itself without a body", () => assertEquals(formatTag("file", { key: "k" }), '<file key="k"/>'));
  it("leaves out what is undefined", () => {
    assertEquals(formatTag("file", { key: undefined, name: "n" }), '<file name="n"/>');
  });
  it("escapes values", () => assertEquals(formatTag("file", { name: '"/>\n' }), '<file name="\\"/>\\n"/>'));
  it("takes an empty body", () => assertEquals(formatTag("at", {}, ""), "<at></at>"));
  it("takes a body as it is", () => assertEquals(formatTag("a", {}, "\n<b>\n"), "<a>\n<b>\n</a>"));
});
