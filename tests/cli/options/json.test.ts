import { inputSchema, readInput } from "../../../cli/options/json.ts";
import { choiceList } from "../../../cli/options/choice.ts";
import { listOf, splitList } from "../../../cli/options/list.ts";
import {
  choice,
  integer,
  optional,
  required,
  seconds,
  text,
  toggle,
  withDefault,
} from "../../../cli/options/option.ts";
import { detailOf } from "../../core/detail-of.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const SET = {
  chatId: required(text("oc_id", "the chat")),
  order: withDefault(choice(["asc", "desc"], "the order"), "desc"),
  kinds: withDefault(choiceList(["a", "b"], "kinds"), ["a"]),
  wait: optional(seconds(0, 9, "a time")),
  pageSize: withDefault(integer(1, 50, "records of a page"), 20),
  ids: listOf({ placeholder: "id,…", summary: "ids", parse: (value) => splitList(value) }),
  concise: toggle("short"),
};

describe("options as JSON", () => {
  it("have a schema", () => {
    assertEquals(inputSchema(SET), {
      type: "object",
      properties: {
        "chat-id": { type: "string", description: "the chat", flag: "--chat-id" },
        order: {
          ...{ type: "string", enum: ["asc", "desc"], description: "the order", default: "desc" },
          flag: "--order",
        },
        kinds: {
          ...{ type: "array", items: { type: "string", enum: ["a", "b"] }, description: "kinds" },
          ...{ default: ["a"], flag: "--kinds" },
        },
        wait: { type: "number", minimum: 0, maximum: 9, description: "a time", flag: "--wait" },
        "page-size": {
          ...{ type: "integer", minimum: 1, maximum: 50, description: "records of a page", default: 20 },
          flag: "--page-size",
        },
        ids: { type: "array", items: { type: "string" }, description: "ids", flag: "--ids" },
        concise: { type: "boolean", description: "short", flag: "--concise" },
      },
      required: ["chat-id"],
      additionalProperties: false,
    });
  });

  it("give the same values as words", () => {
    const input = {
      ...{ "chat-id": "oc_1", "page-size": 5, ids: ["a", "b,c"], concise: true, order: null },
      ...{ kinds: ["a", "b"], wait: 1.5 },
    };
    assertEquals(readInput(SET, input), {
      chatId: "oc_1",
      order: "desc",
      kinds: ["a", "b"],
      wait: 1.5,
      pageSize: 5,
      ids: ["a", "b", "c"],
      concise: true,
    });
  });

  it("may be written as fields of answers are", () => {
    assertEquals(readInput(SET, { chat_id: "oc_1", page_size: 5 })["pageSize"], 5);
    assertEquals(detailOf(() => readInput(SET, { chat_id: "oc_1", page_size: 99 })).param, "page_size");
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
