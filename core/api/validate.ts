/**
 * Holds the values of a call to the schemas of its method before anything is sent. The rules are JSON Schema's and a
 * library's; what stands here names the place and says what is wrong in the words of a person.
 *
 * @module
 */

import { isJsonObject, type JsonValue, stringifyJson, tryParseJson } from "../json/json.ts";
import { alternatives, counted } from "../text/count.ts";
import { type Phrase, phrase } from "../text/phrase.ts";
import { truncate } from "../text/truncate.ts";
import type { Warning } from "../warning.ts";
import type { Schema } from "./method.ts";
import { type OutputUnit, type Schema as LibrarySchema, Validator } from "@cfworker/json-schema";

/** Where a value stands in its document: names of fields and numbers of entries. */
export type ValuePath = readonly (string | number)[];

/** A value that breaks its schema. */
export interface Violation {
  readonly path: ValuePath;
  /** What it must be or have; it goes behind the place: `must be a string: 5`. */
  readonly rule: string;
  /** The choice that may have been meant. */
  readonly suggestion?: string | undefined;
}

/** Finds the name that a mistyped one may have meant. */
export type Suggest = (word: string, names: readonly string[]) => string | undefined;

/** Longest value that an error repeats, characters. */
const MAX_QUOTED_LENGTH = 80;

/** Everything in a value that breaks its schema, in the order of the schema. Unknown fields are none of it. */
export function findViolations(schema: Schema, value: JsonValue, suggest: Suggest): readonly Violation[] {
  // Copied because the library notes addresses in the schemas that it reads.
  const copy = structuredClone(schema) as LibrarySchema;
  const { errors } = new Validator(copy, "2020-12", false).validate(withNumbers(value));
  const broken = new Map(
    errors.filter(isCause).map((error) => [`${error.keyword} ${error.instanceLocation}`, error]),
  );
  const violations = [...broken.values()]
    // What has the wrong type breaks most other rules, too.
    .filter(({ keyword, instanceLocation }) => keyword === "type" || !broken.has(`type ${instanceLocation}`))
    .flatMap((error) => describeBroken(findBroken(schema, value, error), suggest));
  return [...violations, ...findBrokenDocuments(schema, value)];
}

/** Integers that only a bigint can hold, as the library reads numbers: close enough to be held to bounds. */
function withNumbers(value: JsonValue): unknown {
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(withNumbers);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withNumbers(one)]));
}

/** Objects and lists are reported again for each thing wrong inside, and a choice of schemas for each of them. */
function isCause({ keyword, keywordLocation }: OutputUnit): boolean {
  return keyword !== "properties" && keyword !== "items" && !keywordLocation.includes("/anyOf/");
}

/** A value, the schema in which it breaks a rule, and the keyword of the rule. */
interface Broken extends SchemaValue {
  readonly keyword: string;
}

function findBroken(root: Schema, document: JsonValue, { keyword, instanceLocation }: OutputUnit): Broken {
  let [schema, value] = [root, document];
  const path: (string | number)[] = [];
  for (const step of instanceLocation.split("/").slice(1)) {
    const name = decodeURI(step).replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(value)) {
      path.push(Number(name));
      [schema, value] = [schema.items ?? schema, value[Number(name)] ?? null];
    } else if (isJsonObject(value)) {
      path.push(name);
      [schema, value] = [schema.properties?.[name] ?? schema, value[name] ?? null];
    }
  }
  return { keyword, path, schema, value };
}

const TYPE_NAMES: Readonly<Record<Schema["type"], string>> = {
  string: "a string",
  integer: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
};

function describeBroken({ keyword, path, schema, value }: Broken, suggest: Suggest): Violation[] {
  const { minLength, maxLength, minItems, maxItems, required = [], anyOf = [] } = schema;
  const wrong = (rule: string, suggestion?: string) => [
    { path, rule: `${rule}: ${quoteValue(value)}`, suggestion },
  ];
  const count = Array.isArray(value) ? value.length : 0;
  switch (keyword) {
    case "type":
      return wrong(`must be ${TYPE_NAMES[schema.type]}`);
    case "enum": {
      const names = (schema.enum ?? []).map(String);
      const meant = typeof value === "string" ? suggestValue(value, names, suggest) : undefined;
      return wrong(`must be ${alternatives(names)}`, meant);
    }
    case "minimum":
    case "maximum":
      return wrong(`must be a whole number ${describeRange(schema)}`);
    case "minLength":
      return wrong(`must have at least ${counted(minLength ?? 0, "character")}`);
    case "maxLength":
      return wrong(`must have at most ${counted(maxLength ?? 0, "character")}`);
    case "pattern":
      return wrong(`must fit ${schema.pattern}`);
    case "minItems":
      return [{ path, rule: `must have at least ${counted(minItems ?? 0, "item")}, it has ${count}` }];
    case "maxItems":
      return [{ path, rule: `must have at most ${counted(maxItems ?? 0, "item")}, it has ${count}` }];
    case "required": {
      const missing = required.filter((name) => isJsonObject(value) && !Object.hasOwn(value, name));
      return missing.map((name) => ({ path: [...path, name], rule: "is missing" }));
    }
    case "anyOf":
      return [{ path, rule: `changes nothing: give ${alternatives(anyOf.flatMap((one) => one.required))}` }];
    case "minProperties":
      return [{ path, rule: "changes nothing: give at least one field" }];
    default:
      return wrong(`breaks the rule "${keyword}"`);
  }
}

function describeRange({ minimum, maximum }: Schema): string {
  if (maximum === undefined) return `of at least ${minimum}`;
  return minimum === undefined ? `of at most ${maximum}` : `from ${minimum} to ${maximum}`;
}

/** Validators leave the content of text alone, as the standard says; a service that gets no JSON there refuses it. */
function findBrokenDocuments(schema: Schema, value: JsonValue): Violation[] {
  return listValues(schema, value)
    .filter((one) => one.schema.contentMediaType === "application/json")
    .filter(({ value }) => typeof value === "string" && tryParseJson(value) === undefined)
    .map(({ path, value }) => ({ path, rule: `must be a JSON document as text: ${quoteValue(value)}` }));
}

/** What is unusual about a value, but sent as it is: the service may know more than the catalogue. */
export function findUnknown(
  schema: Schema,
  value: JsonValue,
  suggest: Suggest,
  placeOf: (path: ValuePath) => Phrase,
): readonly Warning[] {
  return listValues(schema, value).flatMap(({ schema, value, path }): Warning[] => {
    const known = schema["x-known-values"];
    if (typeof value === "string" && known !== undefined && !known.includes(value)) {
      const question = askMeant(suggestValue(value, known, suggest));
      const detail = phrase`${placeOf(path)} has an unknown value, sent as it is: ${
        quoteValue(value)
      }${question}`;
      return [{ key: "unknown_value", detail }];
    }
    const { properties } = schema;
    if (properties === undefined || !isJsonObject(value)) return [];
    const names = Object.keys(properties);
    return Object.keys(value).filter((name) => !names.includes(name)).map((name) => ({
      key: "unknown_parameter",
      detail: phrase`${placeOf([...path, name])} is unknown, sent as it is${askMeant(suggest(name, names))}`,
    }));
  });
}

/** A value with the schema that it is held to. */
interface SchemaValue {
  readonly schema: Schema;
  readonly value: JsonValue;
  readonly path: ValuePath;
}

/** The value and all values in it that have a schema. */
function listValues(schema: Schema, value: JsonValue, path: ValuePath = []): SchemaValue[] {
  const { items, properties = {} } = schema;
  const inside = Array.isArray(value) && items !== undefined
    ? value.flatMap((one, index) => listValues(items, one, [...path, index]))
    : isJsonObject(value)
    ? Object.entries(properties).flatMap(([name, one]) =>
      Object.hasOwn(value, name) ? listValues(one, value[name] ?? null, [...path, name]) : []
    )
    : [];
  return [{ schema, value, path }, ...inside];
}

function suggestValue(value: string, names: readonly string[], suggest: Suggest): string | undefined {
  return names.find((name) => name.toLowerCase() === value.toLowerCase()) ?? suggest(value, names);
}

function askMeant(name: string | undefined): string {
  return name === undefined ? "" : `: did you mean ${name}?`;
}

function quoteValue(value: JsonValue): string {
  return truncate(stringifyJson(value), MAX_QUOTED_LENGTH);
}
