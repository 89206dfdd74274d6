import { spelled } from "../../../cli/spelling.ts";
import type { Schema } from "../../../core/api/method.ts";
import { findUnknown, findViolations, type Suggest, type ValuePath } from "../../../core/api/validate.ts";
import type { JsonValue } from "../../../core/json/json.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const suggest: Suggest = (word, names) => names.find((name) => name[0] === word[0]);

/** What is wrong, behind its place: `tags[1] must be …`. */
function check(schema: Schema, value: JsonValue): string[] {
  return findViolations(schema, value, suggest).map(({ path, rule }) => `${placeOf(path)} ${rule}`.trim());
}

function warn(schema: Schema, value: JsonValue) {
  return findUnknown(schema, value, suggest, placeOf).map(({ key, detail }) => [key, spelled(detail)]);
}

function placeOf(path: ValuePath): string {
  return path.map((step) => typeof step === "number" ? `[${step}]` : `.${step}`).join("");
}

const word: Schema = { type: "string" };
const person: Schema = {
  type: "object",
  properties: { name: word, tags: { type: "array", items: { type: "integer" } } },
  required: ["name"],
};

const change: Schema = {
  type: "object",
  properties: { a: word, b: word },
  anyOf: [{ required: ["a"] }, { required: ["b"] }],
};

describe("a valid value", () => {
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
    ["JSON as text", { type: "string", contentMediaType: "application/json" }, '{"a":1}'],
    ["a text of the most characters, counted as people count", { type: "string", maxLength: 2 }, "😀😀"],
    ["a text that fits its pattern", { type: "string", pattern: "^om_" }, "om_1"],
  ];
  for (const [name, schema, value] of cases) {
    it(name, () => {
      assertEquals([check(schema, value), warn(schema, value)], [[], []]);
    });
  }
});

describe("what breaks the schema", () => {
  const cases: readonly (readonly [name: string, schema: Schema, value: JsonValue, said: string])[] = [
    ["a number for a text", word, 5, "must be a string: 5"],
    ["null", word, null, "must be a string: null"],
    ["another choice", { type: "string", enum: ["a", "b"] }, "c", 'must be a or b: "c"'],
    ["a text for a number", { type: "integer" }, "5", 'must be a whole number: "5"'],
    ["a fraction", { type: "integer" }, 1.5, "must be a whole number: 1.5"],
    [
      "a number out of bounds",
      { type: "integer", minimum: 1, maximum: 3 },
      4,
      "must be a whole number from 1 to 3: 4",
    ],
    [
      "a large integer out of bounds, with all its digits",
      { type: "integer", maximum: 3 },
      9007199254740993n,
      "must be a whole number of at most 3: 9007199254740993",
    ],
    ["a number that is no choice", { type: "integer", enum: [1, 2] }, 3, "must be 1 or 2: 3"],
    ["a text for a switch", { type: "boolean" }, "true", 'must be true or false: "true"'],
    ["a text for a list", { type: "array", items: word }, "a", 'must be a list: "a"'],
    ["a list for an object", person, [], "must be an object: []"],
    ["an empty list", { type: "array", minItems: 1 }, [], "must have at least 1 item, it has 0"],
    ["a long list", { type: "array", maxItems: 1 }, [1, 2], "must have at most 1 item, it has 2"],
    ["a wrong entry", { type: "array", items: word }, ["a", 2], "[1] must be a string: 2"],
    ["a missing field", person, {}, ".name is missing"],
    [
      "a wrong field deep inside",
      person,
      { name: "x", tags: [1, "2"] },
      '.tags[1] must be a whole number: "2"',
    ],
    [
      "a long text",
      { type: "string", maxLength: 2 },
      "abc",
      'must have at most 2 characters: "abc"',
    ],
    ["a short text", { type: "string", minLength: 2 }, "a", 'must have at least 2 characters: "a"'],
    [
      "an object without any of the fields of which it needs one",
      change,
      { c: 1 },
      "changes nothing: give a or b",
    ],
    [
      "an object without any field",
      { ...person, minProperties: 1, required: [] },
      {},
      "changes nothing: give at least one field",
    ],
    ["another pattern", { type: "string", pattern: "^om_" }, "oc_1", 'must fit ^om_: "oc_1"'],
    [
      "what is no JSON",
      { type: "string", contentMediaType: "application/json" },
      "{",
      'must be a JSON document as text: "{"',
    ],
  ];
  for (const [name, schema, value, said] of cases) {
    it(name, () => assertEquals(check(schema, value), [said]));
  }
});

describe("findViolations", () => {
  it("reports everything, each thing once", () => {
    assertEquals(check({ ...person, required: ["name", "id", "key"] }, { name: 1, tags: [1, "2", 1.5] }), [
      ".id is missing",
      ".key is missing",
      ".name must be a string: 1",
      '.tags[1] must be a whole number: "2"',
      ".tags[2] must be a whole number: 1.5",
    ]);
  });

  it("calls a value of the wrong type that and nothing else", () => {
    assertEquals(check({ type: "string", enum: ["a"], minLength: 3 }, 5), ["must be a string: 5"]);
  });

  it("suggests the choice that was meant", () => {
    const [violation] = findViolations({ type: "string", enum: ["ByTimeAsc"] }, "bytimeasc", suggest);
    assertEquals(violation?.suggestion, "ByTimeAsc");
  });

  it("finds fields whose names look like a path", () => {
    const schema: Schema = { type: "object", properties: { "a/b/c~d~e ü": word } };
    assertEquals(check(schema, { "a/b/c~d~e ü": 1 }), [".a/b/c~d~e ü must be a string: 1"]);
  });

  it("takes integers of any length for whole numbers", () => {
    assertEquals(check({ type: "integer" }, 10n ** 400n), []);
    assertEquals(check({ type: "integer", maximum: 3, minimum: 1 }, -(10n ** 20n)), [
      "must be a whole number from 1 to 3: -100000000000000000000",
    ]);
  });

  it("shows the beginning of a long value only", () => {
    assertEquals((check({ type: "integer" }, "x".repeat(500))[0] ?? "").length < 150, true);
  });

  it("leaves the schema as it is", () => {
    const schema = Object.freeze(
      { type: "object", properties: Object.freeze({ a: Object.freeze(word) }) } as const,
    );
    assertEquals(check(schema, { a: 1 }), [".a must be a string: 1"]);
  });
});

describe("findUnknown", () => {
  it("names an unknown field, and the field that was meant", () => {
    assertEquals(warn(person, { name: "x", nam: 1 }), [
      ["unknown_parameter", ".nam is unknown, sent as it is: did you mean name?"],
    ]);
  });

  it("finds unknown fields deep inside", () => {
    assertEquals(warn({ type: "array", items: person }, [{ name: "x" }, { name: "x", zip: 1 }]), [
      ["unknown_parameter", "[1].zip is unknown, sent as it is"],
    ]);
  });

  it("does not take names of the language for fields", () => {
    assertEquals(warn({ type: "object", properties: {} }, { constructor: 1, toString: 2 }).length, 2);
  });

  it("names a value that is not known yet", () => {
    assertEquals(warn({ type: "string", "x-known-values": ["SMILE"] }, "smile"), [
      ["unknown_value", ' has an unknown value, sent as it is: "smile": did you mean SMILE?'],
    ]);
  });
});
