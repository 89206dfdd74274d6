import { inputSchema, readInput } from "../../../cli/options/json.ts";
import { listOf, splitList } from "../../../cli/options/list.ts";
import { choice, integer, required, text, toggle, withDefault } from "../../../cli/options/option.ts";
import { detailOf } from "../../core/detail-of.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const SET = {
  chatId: required(text("oc_id", "the chat")),
  order: withDefault(choice(["asc", "desc"], "the order"), "desc"),
  pageSize: withDefault(integer(1, 50, "records of a page"), 20),
  ids: listOf({ placeholder: "id,…", summary: "ids", parse: (value) => splitList(value) }),
  concise: toggle("short"),
};

describe("options as JSON", () => {
  it("have a schema", () => {
    assertEquals(inputSchema(SET), {
      type: "object",
      properties: {
        "chat-id": { type: "string", description: "the chat" },
        order: { type: "string", enum: ["asc", "desc"], description: "the order", default: "desc" },
        "page-size": {
          ...{ type: "integer", minimum: 1, maximum: 50, description: "records of a page", default: 20 },
        },
        ids: { type: "array", items: { type: "string" }, description: "ids" },
        concise: { type: "boolean", description: "short" },
      },
      required: ["chat-id"],
      additionalProperties: false,
    });
  });

  it("give the same values as words", () => {
    const input = { "chat-id": "oc_1", "page-size": 5, ids: ["a", "b,c"], concise: true, order: null };
    assertEquals(readInput(SET, input), {
      chatId: "oc_1",
      order: "desc",
      pageSize: 5,
      ids: ["a", "b", "c"],
      concise: true,
    });
  });

  const wrong: readonly (readonly [
    what: string,
    input: Parameters<typeof readInput>[1],
    message: string,
    param: string,
  ])[] = [
    ["a missing one", {}, "chat-id is missing", "chat-id"],
    ["an unknown one", { "chat-idd": "x" }, 'unknown input "chat-idd"', "chat-idd"],
    [
      "one out of range",
      { "chat-id": "x", "page-size": 99 },
      'page-size must be a whole number from 1 to 50: "99"',
      "page-size",
    ],
    ["null in a list", { "chat-id": "x", ids: [null] }, "ids cannot be null", "ids"],
  ];
  for (const [what, input, message, param] of wrong) {
    it(`are refused by their own names: ${what}`, () => {
      const detail = detailOf(() => readInput(SET, input));
      assertEquals([detail.message, detail.param], [message, param]);
    });
  }
});
