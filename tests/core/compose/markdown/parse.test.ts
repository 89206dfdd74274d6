import { decodeText, type MarkdownNode, parseMarkdown } from "../../../../core/compose/markdown/parse.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** The names from the document down, along the last children. */
function path(node: MarkdownNode): readonly string[] {
  const last = node.children.at(-1);
  return last === undefined ? [node.name] : [node.name, ...path(last)];
}

describe("parseMarkdown", () => {
  const levels: readonly (readonly [quotes: number, names: readonly string[]])[] = [
    [100, ["Blockquote", "Paragraph"]],
    [101, ["Blockquote", "TooDeep"]],
  ];
  for (const [quotes, names] of levels) {
    it(`reads ${quotes} quotes in one another to ${names.at(-1)}`, async () => {
      const found = path(await parseMarkdown(`${">".repeat(quotes)} end`));
      assertEquals([found[0], ...found.slice(100, 102)], ["Document", ...names]);
    });
  }

  for (const [length, paragraphs] of [[10_000, 1], [10_001, 2]] as const) {
    it(`takes ${length} signs that begin like a definition for ${paragraphs === 1 ? "one" : "no"} paragraph with the next line`, async () => {
      const { children } = await parseMarkdown(`[${"a".repeat(length - 1)}\nb`);
      assertEquals(children.map(({ name }) => name), Array.from({ length: paragraphs }, () => "Paragraph"));
    });
  }
});

describe("decodeText", () => {
  const cases: readonly (readonly [raw: string, text: string])[] = [
    ["a\\*b\\~c", "a*b~c"],
    ["a\\b", "a\\b"],
    ["&amp;&lt;&gt;&quot;&apos;", "&<>\"'"],
    ["a&nbsp;b", "a\u00a0b"],
    ["&copy; &AMP;", "&copy; &AMP;"],
    ["&#65;&#x41;&#X6a;", "AAj"],
    ["&#128077;&#x10ffff;", "👍\u{10ffff}"],
    ["&#0;&#xd800;&#xdfff;&#x110000;", "\ufffd\ufffd\ufffd\ufffd"],
    ["&#xd7ff;&#xe000;", "\ud7ff\ue000"],
    ["\\&amp;", "&amp;"],
    ["&#;", "&#;"],
  ];
  for (const [raw, text] of cases) {
    it(`of ${JSON.stringify(raw)} is ${JSON.stringify(text)}`, () => assertEquals(decodeText(raw), text));
  }
});
