import { objectRenderer, parseContent } from "../../../../core/message/render/renderer.ts";
import { renderingOf } from "./rendering-of.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("objectRenderer", () => {
  const render = objectRenderer("rich text", (content, { type }) => `${type}: ${String(content["a"])}`);
  const cases: readonly (readonly [content: string, text: string])[] = [
    ['{"a":"b"}', "post: b"],
    ["[]", "[Invalid rich text JSON]"],
    ["null", "[Invalid rich text JSON]"],
    ['{"a":', "[Invalid rich text JSON]"],
  ];
  for (const [content, text] of cases) {
    it(`makes ${text} of ${content}`, () => assertEquals(render(renderingOf("post", content)), text));
  }
});

describe("parseContent", () => {
  it("reads an object", () => assertEquals(parseContent('{"a":1}'), { a: 1 }));
  it("keeps all digits of an integer", () => {
    assertEquals(parseContent('{"a":9007199254740993}'), { a: 9007199254740993n });
  });
  for (const content of ["", "{oops", "null", "[]", '"text"', "7", "[".repeat(200_000)]) {
    it(`finds no object in ${content.slice(0, 8)}`, () => assertEquals(parseContent(content), undefined));
  }
});
