import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { parseContent } from "../../../../core/message/render/parse-content.ts";

describe("parseContent", () => {
  it("reads an object", () => assertEquals(parseContent('{"a":1}'), { a: 1 }));
  it("keeps all digits of an integer", () => {
    assertEquals(parseContent('{"a":9007199254740993}'), { a: 9007199254740993n });
  });
  for (const content of ["", "{oops", "null", "[]", '"text"', "7", "[".repeat(200_000)]) {
    it(`finds no object in ${content.slice(0, 8)}`, () => assertEquals(parseContent(content), undefined));
  }
});
