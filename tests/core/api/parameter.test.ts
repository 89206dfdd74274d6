import type { Schema } from "../../../core/api/method.ts";
import { formatParameter, parseParameter } from "../../../core/api/parameter.ts";
import { type JsonValue, parseJson } from "../../../core/json/json.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const list: Schema = { type: "array", items: { type: "string" } };

describe("a parameter goes into the query as", () => {
  const cases: readonly (readonly [name: string, schema: Schema, value: JsonValue, text: unknown])[] = [
    ["text", { type: "string" }, "a b", "a b"],
    ["digits, from a text", { type: "integer" }, "20", "20"],
    ["digits, from a number", { type: "integer" }, 20, "20"],
    ["all digits, from a text", { type: "integer" }, "90071992547409931234", "90071992547409931234"],
    [
      "all digits of a negative number",
      { type: "integer" },
      "-90071992547409931234",
      "-90071992547409931234",
    ],
    ["all digits, from JSON", { type: "integer" }, parseJson("9007199254740993"), "9007199254740993"],
    ["digits where the type is text", { type: "string" }, 1600000000, "1600000000"],
    ["digits instead of an exponent", { type: "string" }, 1e21, "1000000000000000000000"],
    ["true or false", { type: "boolean" }, "FALSE", "false"],
    ["true, however it is written", { type: "boolean" }, " TRUE ", "true"],
    ["a text that only begins with true", { type: "boolean" }, "trueish", "trueish"],
    ["several texts for a list", list, ["a", "b"], ["a", "b"]],
    ["several texts for a text with commas", list, "a, b,", ["a", "b"]],
    ["one text for a list that is joined", { ...list, "x-separator": "," }, ["a", "b"], "a,b"],
    [
      "a list of integers with all digits",
      { type: "array", items: { type: "integer" } },
      "1,9007199254740993",
      [
        "1",
        "9007199254740993",
      ],
    ],
  ];
  for (const [name, schema, value, text] of cases) {
    it(name, () => assertEquals(formatParameter(schema, parseParameter(schema, value)), text as string));
  }

  it("JSON where nobody knows its type", () => {
    assertEquals(formatParameter(undefined, { a: [1n] }), '{"a":[1]}');
  });
});
