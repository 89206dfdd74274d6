import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { chatSearchBody } from "../../../core/chat/search-body.ts";

const NOTHING = {
  ...{ query: "", memberIds: [], searchTypes: [], chatModes: [], isManager: false },
  ...{ disableSearchByUser: false, sort: undefined },
};

describe("chatSearchBody", () => {
  const queries: readonly (readonly [given: string, sent: string])[] = [
    ["a-b", '"a-b"'],
    ['"a-b"', '"a-b"'],
    ['a "b" c', 'a "b" c'],
    ['"ab"', '"ab"'],
    ['a-"b"', '"a-\\"b\\""'],
    ["a-\\b", '"a-\\\\b"'],
    ['"a-\\"b"', '"a-\\"b"'],
    ['"a-b" "c"', '"\\"a-b\\" \\"c\\""'],
    ["-", '"-"'],
  ];
  for (const [given, sent] of queries) {
    it(`sends ${given} as ${sent}`, () => {
      assertEquals(chatSearchBody({ ...NOTHING, query: given }), { query: sent });
    });
  }

  it("nothing is asked for: nothing is sent", () => {
    assertEquals(chatSearchBody({ ...NOTHING, query: " " }), {});
  });
});
