import { objectRenderer } from "../../../../core/message/render/renderer.ts";
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
