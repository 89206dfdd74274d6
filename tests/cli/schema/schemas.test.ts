import { loadCommands } from "../../../cli/commands/mod.ts";
import { parseLine } from "../../../cli/line.ts";
import { describeMethodTool, describeTool, type ToolDescription } from "../../../cli/schema/tool.ts";
import { METHODS } from "../../../core/api/catalogue/mod.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../core/json/json.ts";
import { type Schema, Validator } from "@cfworker/json-schema";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { split } from "shlex";

const COMMANDS = await loadCommands();
const TOOLS: readonly ToolDescription[] = [
  ...await Promise.all(COMMANDS.map(describeTool)),
  ...METHODS.map(describeMethodTool),
];

const TYPES = ["null", "boolean", "object", "array", "number", "integer", "string"];
/** Remarks of our own, which the standard lets everybody add. */
const REMARKS = ["flag", "aliases", "carrier", "filled_in"];

/** What each keyword must hold (JSON Schema 2020-12); those with schemas in them are walked into. */
const KEYWORDS: Readonly<Record<string, (value: JsonValue, schema: JsonObject) => boolean>> = {
  type: (value) => [value].flat().every((one) => TYPES.includes(String(one))),
  description: isText,
  enum: (value) => Array.isArray(value) && value.length > 0 && new Set(value).size === value.length,
  const: () => true,
  default: (value, schema) => isValid(schema, value),
  examples: (value, schema) => Array.isArray(value) && value.every((one) => isValid(schema, one)),
  minimum: isNumber,
  maximum: isNumber,
  minLength: isNumber,
  maxLength: isNumber,
  minItems: isNumber,
  maxItems: isNumber,
  minProperties: isNumber,
  pattern: (value) => isText(value) && new RegExp(String(value), "u") instanceof RegExp,
  format: (value) => value === "binary",
  contentMediaType: isText,
  required: (value) => Array.isArray(value) && value.every(isText) && new Set(value).size === value.length,
  additionalProperties: (value) => value === false,
  properties: isJsonObject,
  items: isJsonObject,
  anyOf: Array.isArray,
  not: isJsonObject,
  if: isJsonObject,
  then: isJsonObject,
  $ref: isText,
};

function isText(value: JsonValue): boolean {
  return typeof value === "string";
}

function isNumber(value: JsonValue): boolean {
  return typeof value === "number";
}

function isValid(schema: JsonObject, value: JsonValue): boolean {
  return new Validator(structuredClone(schema) as Schema, "2020-12").validate(value).valid;
}

/** Places in a schema that break the standard, or refer to nothing. */
function faults(schema: JsonValue, root: JsonObject, place = ""): readonly string[] {
  if (!isJsonObject(schema)) return [`${place}: no schema`];
  return Object.entries(schema).flatMap(([keyword, value]): readonly string[] => {
    const at = `${place}/${keyword}`;
    const check = KEYWORDS[keyword];
    if (check === undefined) return REMARKS.includes(keyword) || keyword.startsWith("x-") ? [] : [at];
    if (!check(value, schema)) return [at];
    if (keyword === "$ref") return resolve(root, String(value)) === undefined ? [at] : [];
    if (keyword === "properties") {
      return Object.entries(value as JsonObject).flatMap(([name, one]) => faults(one, root, `${at}/${name}`));
    }
    if (keyword === "anyOf") return (value as JsonValue[]).flatMap((one) => faults(one, root, at));
    return ["items", "not", "if", "then"].includes(keyword) ? faults(value, root, at) : [];
  });
}

function resolve(root: JsonObject, pointer: string): JsonValue | undefined {
  const steps = pointer.replace(/^#\//, "").split("/");
  return steps.reduce<JsonValue | undefined>(
    (value, step) => value !== undefined && isJsonObject(value) ? value[step] : undefined,
    root,
  );
}

/** Names that are required and not described, in a schema and all in it. */
function undescribed(schema: JsonValue): readonly string[] {
  if (!isJsonObject(schema)) return [];
  const { properties = {}, items, required = [] } = schema;
  const own = isJsonObject(properties) ? properties : {};
  const names = Array.isArray(required) && "type" in schema ? required.map(String) : [];
  return [
    ...names.filter((name) => !(name in own)),
    ...Object.values(own).flatMap(undescribed),
    ...items === undefined ? [] : undescribed(items),
  ];
}

describe("tool objects", () => {
  for (const tool of TOOLS) {
    it(`${tool.name}: both schemas are JSON Schema 2020-12`, () => {
      for (const schema of [tool.inputSchema, tool.outputSchema]) {
        assertEquals(faults(schema, schema), []);
        assertEquals(undescribed(schema), []);
        assertEquals(schema["type"], "object");
      }
    });

    it(`${tool.name}: its examples are command lines of that command`, async () => {
      assert(tool._meta.examples.length > 0);
      for (const { command } of tool._meta.examples) {
        const words = split(command);
        const end = words.includes("|") ? words.indexOf("|") : words.length;
        const { command: named, problem, unknownCommand } = await parseLine(words.slice(1, end));
        assertEquals([unknownCommand?.message, problem?.message], [undefined, undefined], command);
        assertEquals(`im ${named?.name}`, tool.name);
      }
    });
  }

  it("have names that are all different", () =>
    assertEquals(new Set(TOOLS.map(({ name }) => name)).size, TOOLS.length));

  it("say of each command what it answers with", () =>
    assertEquals(COMMANDS.filter(({ answer }) => answer === undefined).map(({ name }) => name), []));

  it("have the input yes where a call needs a confirmation", () => {
    const wrong = TOOLS.filter(({ _meta, inputSchema }) => {
      const { properties } = inputSchema;
      return _meta.danger && !(isJsonObject(properties) && "yes" in properties);
    });
    assertEquals(wrong.map(({ name }) => name), []);
  });

  it("say how a confirmation is asked for, where there is one", () => {
    const wrong = TOOLS.filter(({ _meta }) => _meta.danger && _meta.danger_grade === undefined);
    assertEquals(wrong.map(({ name }) => name), []);
    const severe = TOOLS.filter(({ _meta }) => ["severe", "depends"].includes(_meta.danger_grade ?? ""));
    assertEquals(severe.map(({ name }) => name).sort(), [
      "im api",
      "im archive forget",
      "im chat.members delete",
      "im chats delete",
    ]);
  });
});
