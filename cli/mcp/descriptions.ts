/**
 * What `api_schema` shows: tools and methods in the names that a client calls them by.
 *
 * @module
 */

import type { Method } from "../../core/api/method.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../core/json/json.ts";
import type { Command } from "../command.ts";
import { parseLine } from "../line.ts";
import { methodCalls } from "../raw/examples.ts";
import { describeMethodTool, describeTool, type ToolDescription } from "../schema/tool.ts";
import { split } from "shlex";
import { callSchema } from "./arguments.ts";
import { SAVING, UNUSED } from "./short-schema.ts";
import { argumentName, definitionText } from "./spelling.ts";
import { toolName } from "./tool.ts";

/** Keys of a schema that are about a command line. */
const LINE_KEYS: readonly string[] = ["flag", "carrier"];

/** A tool with all that it takes, and with calls of it. */
export async function describeCommand(command: Command, allowWrite: boolean): Promise<JsonObject> {
  const { inputSchema, outputSchema, _meta, description } = await describeTool(command);
  const leftOut = [...UNUSED, ...(allowWrite ? [] : SAVING)];
  const properties = Object.entries(propertiesOf(inputSchema))
    .map(([name, schema]) => [argumentName(name), schema] as const)
    .filter(([name]) => !leftOut.includes(name));
  const required = Array.isArray(inputSchema["required"]) ? inputSchema["required"] : [];
  const input: JsonObject = {
    ...inputSchema,
    properties: { ...Object.fromEntries(properties), ...callSchema(command) },
    ...(required.length === 0 ? {} : { required: required.map((name) => argumentName(String(name))) }),
  };
  const examples = await Promise.all(command.examples.map((one) => callOf(one.line, command, leftOut)));
  return document({ name: toolName(command.name), description, input, outputSchema, _meta }, {
    examples: command.examples.flatMap(({ comment }, at) => {
      const args = examples[at];
      return args === undefined ? [] : [{ description: comment, arguments: args }];
    }),
  });
}

/** A method as `api_call` takes it. */
export function describeMethod(method: Method): JsonObject {
  const { inputSchema, outputSchema, _meta, description } = describeMethodTool(method);
  return document({ name: method.id, description, input: inputSchema, outputSchema, _meta }, {
    examples: methodCalls(method).map(({ comment, params = {}, body = {} }) => ({
      description: comment,
      arguments: {
        method: method.id,
        ...(Object.keys(params).length === 0 ? {} : { params }),
        ...(Object.keys(body).length === 0 ? {} : { data: body }),
        ...(method.risk === "high-risk-write" ? { yes: true } : {}),
      },
    })),
  });
}

function document(
  { name, description, input, outputSchema, _meta }:
    & Pick<ToolDescription, "name" | "description" | "outputSchema" | "_meta">
    & { readonly input: JsonObject },
  { examples }: { readonly examples: readonly JsonObject[] },
): JsonObject {
  const { affordance, ...meta } = _meta;
  const { tips = [], related = [] } = affordance ?? {};
  const others = related.map((one) => toolName(one.replace(/^im /, "")));
  const notes = {
    ...(tips.length === 0 ? {} : { tips: tips.map(definitionText) }),
    ...(others.length === 0 ? {} : { related: others }),
  };
  return {
    name,
    description,
    inputSchema: inClientWords(input),
    outputSchema: inClientWords(outputSchema),
    _meta: {
      ...meta as unknown as JsonObject,
      examples,
      ...(Object.keys(notes).length === 0 ? {} : { affordance: notes }),
    },
  };
}

/** The arguments of a call that does what a line does; `undefined` where a tool cannot. */
async function callOf(
  line: string,
  command: Command,
  leftOut: readonly string[],
): Promise<JsonObject | undefined> {
  const { options } = await parseLine(split(line));
  const given = Object.entries(options).map(([key, texts]) => [key, argumentName(key), texts] as const);
  const known = [...Object.keys(callSchema(command)), ...Object.keys(command.options).map(argumentName)];
  if (given.some(([, name]) => leftOut.includes(name) || !known.includes(name))) return undefined;
  const schemas = propertiesOf((await describeTool(command)).inputSchema);
  const typeOf = (name: string) =>
    (schemas[name.replaceAll("_", "-")] ?? callSchema(command)[name])?.["type"];
  return Object.fromEntries(given.map(([, name, texts]) => [name, valueOf(texts, typeOf(name))]));
}

function valueOf(texts: readonly string[], type: JsonValue | undefined): JsonValue {
  const [text = ""] = texts;
  if (type === "array") return texts.flatMap((one) => one.split(","));
  if (type === "boolean") return text === "true";
  return type === "integer" || type === "number" ? Number(text) : text;
}

/** Without what only a command line has; texts speak of arguments and tools. */
function inClientWords(value: JsonValue): JsonValue {
  if (typeof value === "string") return definitionText(value);
  if (Array.isArray(value)) return value.map(inClientWords);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, one]) => !(LINE_KEYS.includes(key) && typeof one === "string"))
      .map(([key, one]) => [key, key === "aliases" ? aliases(one) : inClientWords(one)]),
  );
}

function aliases(names: JsonValue): JsonValue {
  return Array.isArray(names) ? names.map((name) => argumentName(String(name))) : names;
}

function propertiesOf({ properties }: JsonObject): Readonly<Record<string, JsonObject>> {
  return isJsonObject(properties) ? properties as Readonly<Record<string, JsonObject>> : {};
}
