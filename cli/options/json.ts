/**
 * Options for doors that hand over JSON instead of words: what they take as JSON Schema, and their values.
 *
 * @module
 */

import { invalidArgument } from "../../core/failure.ts";
import { isJsonObject, type JsonObject, type JsonValue, stringifyJson } from "../../core/json/json.ts";
import { suggest } from "../suggestion.ts";
import { type Option, optionName, type OptionSet, type OptionValues } from "./option.ts";
import { readOptions } from "./read.ts";

/** What an option takes, as JSON Schema. */
export function optionSchema(option: Option<unknown>): JsonObject {
  const { range, fallback, choices, isList, isPositional } = option;
  const one: JsonObject = range !== undefined
    ? { type: "integer", minimum: range.min, maximum: range.max }
    : {
      type: option.placeholder === undefined ? "boolean" : "string",
      ...(choices === undefined ? {} : { enum: choices }),
    };
  return {
    ...(isList || isPositional ? { type: "array", items: one } : one),
    description: option.summary,
    ...(fallback === undefined ? {} : { default: typedDefault(String(one["type"]), fallback) }),
  };
}

/** The options of a command as the schema of an object; its keys are names without dashes: `message-id`. */
export function inputSchema(set: OptionSet): JsonObject {
  const entries = Object.entries(set).map(([key, option]) => ({ name: inputName(key), option }));
  const required = entries.filter(({ option }) => option.required).map(({ name }) => name);
  return {
    type: "object",
    properties: Object.fromEntries(entries.map(({ name, option }) => [name, optionSchema(option)])),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
}

/**
 * The values of options that are given as JSON.
 *
 * @throws {Failure} `validation`/`invalid_argument`, naming the inputs as they stand in the object.
 */
export function readInput(set: OptionSet, input: JsonObject): OptionValues<OptionSet> {
  const keys = new Map(Object.keys(set).map((key) => [inputName(key), key]));
  for (const name of Object.keys(input)) {
    if (keys.has(name)) continue;
    const [meant] = suggest(name, [...keys.keys()], 1);
    throw invalidArgument(
      name,
      `unknown input "${name}"`,
      meant === undefined ? undefined : `did you mean ${meant}?`,
    );
  }
  const given = Object.entries(input).filter(([, value]) => value !== null);
  return readOptions(set, {
    texts: Object.fromEntries(given.map(([name, value]) => [keys.get(name) ?? name, textsOf(name, value)])),
    names: Object.fromEntries([...keys].map(([name, key]) => [key, name])),
  });
}

/** `message-id` */
function inputName(key: string): string {
  return optionName(key).slice(2);
}

/** Values as they would be typed: a list is its entries, each given on its own. */
function textsOf(name: string, value: JsonValue): readonly string[] {
  return Array.isArray(value) ? value.map((one) => textOf(name, one)) : [textOf(name, value)];
}

function textOf(name: string, value: JsonValue): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value) || value === null) {
    throw invalidArgument(name, `${name} cannot be ${stringifyJson(value)}`);
  }
  return isJsonObject(value) ? stringifyJson(value) : String(value);
}

/** The default as a value of the option's type. */
function typedDefault(type: string, fallback: string): string | number | boolean {
  if (type === "integer") return Number(fallback);
  return type === "boolean" ? fallback === "true" : fallback;
}
