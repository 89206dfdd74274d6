import { spelled } from "../../../cli/spelling.ts";
import type { Schema } from "../../../core/api/method.ts";
import { checkValue, type Validation } from "../../../core/api/validate.ts";
import type { JsonObject, JsonValue } from "../../../core/json/json.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

function check(schema: Schema, value: JsonValue) {
  const findings: Validation = {
    problems: [],
    warnings: [],
    suggest: (word, names) => names.find((name) => name[0] === word[0]),
  };
  const sent = checkValue(schema, value, "--data f", findings);
  return { sent, said: findings.problems.map(({ reason }) => reason), findings };
}

const word: Schema = { type: "string" };
const person: Schema = {
  type: "object",
  properties: { name: word, tags: { type: "array", items: { type: "integer" } } },
  required: ["name"],
};

describe("checkValue takes", () => {
  const cases: readonly (readonly [name: string, schema: Schema, value: JsonValue])[] = [
    ["a text", word, "x"],
    ["the empty text", word, ""],
    ["one of the choices", { type: "string", enum: ["a", "b"] }, "b"],
    ["a number within its bounds", { type: "integer", minimum: 1, maximum: 3 }, 3],
    ["an integer that no number holds", { type: "integer" }, 9007199254740993n],
    ["a number that is a choice", { type: "integer", enum: [0, 1] }, 0],
    ["false", { type: "boolean" }, false],
    ["a list within its length", { type: "array", minItems: 1, maxItems: 2, items: word }, ["a", "b"]],
    ["an object with what it must have", person, { name: "x" }],
    ["an object of any shape", { type: "object" }, { a: 1 }],
    ["JSON as text", { type: "string", format: "json" }, '{"a":1}'],
    ["a text of the most characters, counted as people count", { type: "string", maxLength: 2 }, "😀😀"],
    ["a text that fits its pattern", { type: "string", pattern: "^om_" }, "om_1"],
  ];
  for (const [name, schema, value] of cases) {
    it(name, () => {
      const { sent, said, findings } = check(schema, value);
      assertEquals([sent, said, findings.warnings], [value, [], []]);
    });
  }
});

describe("checkValue refuses", () => {
  const cases: readonly (readonly [name: string, schema: Schema, value: JsonValue, said: string])[] = [
    ["a number for a text", word, 5, "--data f must be a string: 5"],
    ["null", word, null, "--data f must be a string: null"],
    ["another choice", { type: "string", enum: ["a", "b"] }, "c", '--data f must be a or b: "c"'],
    ["a text for a number", { type: "integer" }, "5", '--data f must be a whole number: "5"'],
    ["a fraction", { type: "integer" }, 1.5, "--data f must be a whole number: 1.5"],
    [
      "a number out of bounds",
      { type: "integer", minimum: 1, maximum: 3 },
      4,
      "--data f must be a whole number from 1 to 3: 4",
    ],
    [
      "a large integer out of bounds, with all its digits",
      { type: "integer", maximum: 3 },
      9007199254740993n,
      "--data f must be a whole number of at most 3: 9007199254740993",
    ],
    ["a number that is no choice", { type: "integer", enum: [1, 2] }, 3, "--data f must be 1 or 2: 3"],
    ["a text for a switch", { type: "boolean" }, "true", '--data f must be true or false: "true"'],
    ["a text for a list", { type: "array", items: word }, "a", '--data f must be a list: "a"'],
    ["a list for an object", person, [], "--data f must be an object: []"],
    ["an empty list", { type: "array", minItems: 1 }, [], "--data f must have at least 1 entries, it has 0"],
    ["a long list", { type: "array", maxItems: 1 }, [1, 2], "--data f must have at most 1 entries, it has 2"],
    ["a wrong entry", { type: "array", items: word }, ["a", 2], "--data f[1] must be a string: 2"],
    ["a missing field", person, {}, "--data f.name is missing"],
    [
      "a wrong field deep inside",
      person,
      { name: "x", tags: [1, "2"] },
      '--data f.tags[1] must be a whole number: "2"',
    ],
    [
      "a long text",
      { type: "string", maxLength: 2 },
      "abc",
      '--data f must have at most 2 characters: "abc"',
    ],
    ["a short text", { type: "string", minLength: 2 }, "a", '--data f must have at least 2 characters: "a"'],
    ["another pattern", { type: "string", pattern: "^om_" }, "oc_1", '--data f must fit ^om_: "oc_1"'],
    [
      "what is not JSON",
      { type: "string", format: "json" },
      "{",
      '--data f must be a JSON document as text: "{"',
    ],
  ];
  for (const [name, schema, value, said] of cases) {
    it(name, () => assertEquals(check(schema, value).said, [said]));
  }
});

describe("checkValue", () => {
  it("suggests the choice that was meant", () => {
    const { findings } = check({ type: "string", enum: ["ByTimeAsc"] }, "bytimeasc");
    assertEquals(findings.problems[0]?.suggestions, ["ByTimeAsc"]);
  });

  it("sends an unknown field and warns, with the field that was meant", () => {
    const { sent, findings } = check(person, { name: "x", nam: 1 });
    assertEquals(sent, { name: "x", nam: 1 });
    assertEquals(findings.warnings, [
      { key: "unknown_parameter", detail: "--data f.nam is unknown, sent as it is: did you mean name?" },
    ]);
  });

  it("does not take names of the language for fields", () => {
    const { sent, findings } = check({ type: "object", properties: {} }, { constructor: 1, toString: 2 });
    assertEquals(sent, { constructor: 1, toString: 2 });
    assertEquals(findings.warnings.length, 2);
  });

  it("sends a value that is not known yet and warns", () => {
    const { sent, said, findings } = check({ type: "string", known: ["SMILE"] }, "smile");
    assertEquals([sent, said], ["smile", []]);
    assertEquals(findings.warnings[0]?.key, "unknown_value");
    assertEquals(spelled(findings.warnings[0]?.detail ?? "").endsWith("did you mean SMILE?"), true);
  });

  it("replaces other spellings of a value", () => {
    assertEquals(
      check({ type: "string", enum: ["chat"], synonyms: { chat_id: "chat" } }, "chat_id").sent,
      "chat",
    );
  });

  const change: Schema = {
    type: "object",
    properties: { a: word, b: word, mask: { type: "array", items: { type: "integer", enum: [1, 2] } } },
    needs_one_of: ["a", "b"],
    field_mask: { field: "mask", codes: { a: 1, b: 2 } },
  };
  const masks: readonly (readonly [name: string, value: JsonObject, mask: JsonValue])[] = [
    ["of one field", { b: "x" }, [2]],
    ["of all, in its own order", { b: "x", a: "y" }, [1, 2]],
    ["in place of an empty one", { a: "x", mask: [] }, [1]],
    ["but not in place of one that is given", { a: "x", b: "x", mask: [2] }, [2]],
  ];
  for (const [name, value, mask] of masks) {
    it(`fills in the list of the fields that are given ${name}`, () => {
      const { sent, said } = check(change, value);
      assertEquals([sent, said], [{ ...value, mask }, []]);
    });
  }

  it("refuses an object without any of the fields of which it needs one", () => {
    for (const value of [{}, { mask: [1] }, { c: 1 }]) {
      assertEquals(check(change, value).said, ["--data f changes nothing: give a or b"]);
    }
  });

  it("shows the beginning of a long value only", () => {
    assertEquals((check({ type: "integer" }, "x".repeat(500)).said[0] ?? "").length < 150, true);
  });
});
