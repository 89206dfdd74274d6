import {
  escapeAttribute,
  escapeEntities,
  escapeLinkText,
  formatBlock,
  formatLabel,
  formatTag,
} from "../../../../core/message/render/markup.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("escapeAttribute", () => {
  const cases: readonly (readonly [text: string, escaped: string])[] = [
    ["plan.pdf", "plan.pdf"],
    ['a "b"', 'a \\"b\\"'],
    ["C:\\x", "C:\\\\x"],
    ["a\nb\rc\td", "a\\nb\\rc\\td"],
    ['\\"', '\\\\\\"'],
    ["R&D <x>", "R&D <x>"],
  ];
  for (const [text, escaped] of cases) {
    it(`makes ${escaped}`, () => assertEquals(escapeAttribute(text), escaped));
  }
});

describe("escapeBody", () => {
  it("escapes what begins a tag or an entity, and nothing else", () => {
    assertEquals(escapeEntities(`R&D </vote> "x" &amp;\n`), `R&amp;D &lt;/vote&gt; "x" &amp;amp;\n`);
  });
});

describe("escapeLinkText", () => {
  it("escapes every bracket", () => assertEquals(escapeLinkText("a[1] [x](y)"), "a\\[1\\] \\[x\\](y)"));
});

describe("formatBlock", () => {
  it("puts each line between the tags", () => {
    assertEquals(formatBlock("todo", { task_id: "t1" }, ["a", "b"]), '<todo task_id="t1">\na\nb\n</todo>');
  });
  it("has its name as the body when there is no line", () => {
    assertEquals(formatBlock("vote", {}, []), "<vote>\nvote\n</vote>");
  });
});

describe("formatLabel", () => {
  it("shows the value", () => assertEquals(formatLabel("Image", "img_7"), "[Image: img_7]"));
  it("stands alone without a value", () => assertEquals(formatLabel("Image", undefined), "[Image]"));
});

describe("formatTag", () => {
  it("closes itself without a body", () => assertEquals(formatTag("file", { key: "k" }), '<file key="k"/>'));
  it("leaves out what is undefined", () => {
    assertEquals(formatTag("file", { key: undefined, name: "n" }), '<file name="n"/>');
  });
  it("escapes values", () => assertEquals(formatTag("file", { name: '"/>\n' }), '<file name="\\"/>\\n"/>'));
  it("takes an empty body", () => assertEquals(formatTag("at", {}, ""), "<at></at>"));
  it("takes a body as it is", () => assertEquals(formatTag("a", {}, "\n<b>\n"), "<a>\n<b>\n</a>"));
});
