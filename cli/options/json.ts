/**
 * Options for doors that hand over JSON instead of words: what they take as JSON Schema, and their values.
 *
 * @module
 */

import { invalidArgument } from "../../core/failure.ts";
import { isJsonObject, type JsonObject, type JsonValue, stringifyJson } from "../../core/json/json.ts";
import { suggest } from "../suggestion.ts";
import { type Option, optionName, optionNames, type OptionSet, type OptionValues } from "./option.ts";
import { type GivenTexts, readOptions } from "./read.ts";

/** What an option takes, as JSON Schema. */
export function optionSchema(option: Option<unknown>): JsonObject {
  const { range, fallback, choices, isList, isSet, isPositional } = option;
  const one: JsonObject = range !== undefined
    ? { type: range.isFraction ? "number" : "integer", minimum: range.min, maximum: range.max }
    : {
      type: option.placeholder === undefined ? "boolean" : "string",
      ...(choices === undefined ? {} : { enum: choices }),
    };
  return {
    ...(isList || isSet || isPositional ? { type: "array", items: one } : one),
    description: option.summary,
    ...(fallback === undefined ? {} : { default: defaultOf(option, String(one["type"]), fallback) }),
  };
}

/**
 * The options of a command as the schema of an object. Its keys are their names without dashes, `message-id`; `flag` is
 * what stands on a command line, which words behind the command do not have.
 */
export function inputSchema(set: OptionSet): JsonObject {
  const entries = Object.entries(set).map(([key, option]) => ({ key, name: inputName(key), option }));
  const required = entries.filter(({ option }) => option.required).map(({ name }) => name);
  return {
    type: "object",
    properties: Object.fromEntries(
      entries.map(({ key, name, option }) => [name, { ...optionSchema(option), ...spelling(key, option) }]),
    ),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
}

function spelling(key: string, option: Option<unknown>): JsonObject {
  if (option.isPositional) return {};
  const { others } = optionNames(key, option);
  return { flag: optionName(key), ...(others.length === 0 ? {} : { aliases: others }) };
}

/**
 * The values of options that are given as JSON.
 *
 * @throws {Failure} `validation`/`invalid_argument`, naming the inputs as they stand in the object.
 */
export function readInput(set: OptionSet, input: JsonObject): OptionValues<OptionSet> {
  return readOptions(set, givenInput(set, input));
}

/**
 * Options that are given as JSON, as the texts that would be typed.
 *
 * @throws {Failure} `validation`/`invalid_argument` for an input that is none, or no text.
 */
export function givenInput(set: OptionSet, input: JsonObject): GivenTexts {
  const keys = new Map(Object.keys(set).map((key) => [inputName(key), key]));
  const given = Object.entries(input).filter(([, value]) => value !== null).map(([name, value]) => {
    const key = keyOf(name, keys);
    return { key, name, texts: textsOf(name, value, set[key]) };
  });
  return {
    texts: Object.fromEntries(given.map(({ key, texts }) => [key, texts])),
    names: {
      ...Object.fromEntries([...keys].map(([name, key]) => [key, name])),
      ...Object.fromEntries(given.map(({ key, name }) => [key, name])),
    },
  };
}

/** The key of an input; `message_id`, as fields of answers are written, is `message-id`, too. */
function keyOf(name: string, keys: ReadonlyMap<string, string>): string {
  const key = keys.get(name) ?? keys.get(name.replaceAll("_", "-"));
  if (key !== undefined) return key;
  const [meant] = suggest(name, [...keys.keys()], 1);
  throw invalidArgument(
    name,
    `unknown input "${name}"`,
    meant === undefined ? `inputs: ${[...keys.keys()].join(", ")}` : `did you mean ${meant}?`,
  );
}

/** `message-id` */
function inputName(key: string): string {
  return optionName(key).slice(2);
}

/** Values as they would be typed: a list is its entries, each given on its own, or all in one text. */
function textsOf(name: string, value: JsonValue, option: Option<unknown> | undefined): readonly string[] {
  if (!Array.isArray(value)) return [textOf(name, value)];
  const texts = value.map((one) => textOf(name, one));
  return option?.isSet && !option.isList ? [texts.join(",")] : texts;
}

function textOf(name: string, value: JsonValue): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value) || value === null) {
    throw invalidArgument(
      name,
      `${name} cannot be ${stringifyJson(value)}`,
      "give a text, a number, true or false",
    );
  }
  return isJsonObject(value) ? stringifyJson(value) : String(value);
}

/** The default as a value of the option's type; a set's as its entries. */
function defaultOf({ isSet }: Option<unknown>, type: string, fallback: string): JsonValue {
  if (isSet) return fallback.split(",");
  if (type === "integer" || type === "number") return Number(fallback);
  return type === "boolean" ? fallback === "true" : fallback;
}
