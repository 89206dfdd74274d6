/**
 * Holds a value to its schema before anything is sent.
 *
 * @module
 */

import { isJsonObject, type JsonObject, type JsonValue, parseJson, stringifyJson } from "../json.ts";
import { shortened } from "../shortened.ts";
import type { Findings } from "./findings.ts";
import type { Schema } from "./schema.ts";

/** Longest value that an error repeats, characters. */
const SHOWN_LENGTH = 80;

/**
 * The value as it is sent: synonyms replaced, lists of fields filled in. What is wrong goes into `findings`; a value that
 * is wrong comes back as it was.
 *
 * @param place what to call it in errors
 */
export function checkValue(schema: Schema, value: JsonValue, place: string, findings: Findings): JsonValue {
  switch (schema.type) {
    case "string":
      return typeof value === "string" ? checkText(schema, value, place, findings) : wrong("a string");
    case "integer":
      return isWhole(value) ? checkNumber(schema, value, place, findings) : wrong("a whole number");
    case "boolean":
      return typeof value === "boolean" ? value : wrong("true or false");
    case "array":
      return Array.isArray(value) ? checkList(schema, value, place, findings) : wrong("a list");
    case "object":
      return isJsonObject(value) ? checkObject(schema, value, place, findings) : wrong("an object");
  }
  function wrong(what: string): JsonValue {
    complain(findings, place, `must be ${what}`, value);
    return value;
  }
}

function isWhole(value: JsonValue): value is number | bigint {
  return typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value));
}

function checkText(schema: Schema, given: string, place: string, findings: Findings): string {
  const value = schema.synonyms !== undefined && Object.hasOwn(schema.synonyms, given)
    ? schema.synonyms[given] ?? given
    : given;
  const refuse = (rule: string) => complain(findings, place, rule, value);
  const { minLength = 0, maxLength = Infinity, pattern, known } = schema;
  if (schema.enum !== undefined) checkChoice(schema.enum, value, place, findings);
  const length = [...value].length;
  if (length < minLength) refuse(`must have at least ${minLength} characters`);
  if (length > maxLength) refuse(`must have at most ${maxLength} characters`);
  if (pattern !== undefined && !new RegExp(pattern, "u").test(value)) refuse(`must fit ${pattern}`);
  if (schema.format === "json" && !isJson(value)) refuse("must be a JSON document as text");
  if (known !== undefined && !known.includes(value)) warnUnknown(known, value, place, findings);
  return value;
}

function checkChoice(
  choices: readonly (string | number)[],
  value: string,
  place: string,
  findings: Findings,
) {
  if (choices.includes(value)) return;
  const names = choices.map(String);
  const suggestion = sameInOtherCase(names, value) ?? findings.suggest(value, names);
  complain(findings, place, `must be ${names.join(" or ")}`, value, suggestion);
}

/** The platform adds values; one that is not known yet may be right. */
function warnUnknown(known: readonly string[], value: string, place: string, findings: Findings): void {
  const suggestion = sameInOtherCase(known, value) ?? findings.suggest(value, known);
  const question = suggestion === undefined ? "" : `: did you mean ${suggestion}?`;
  findings.warnings.push({
    key: "unknown_value",
    detail: `${place} has a value that is not known, sent as it is: ${shown(value)}${question}`,
  });
}

function sameInOtherCase(names: readonly string[], value: string): string | undefined {
  return names.find((name) => name.toLowerCase() === value.toLowerCase());
}

function checkNumber(
  schema: Schema,
  value: number | bigint,
  place: string,
  findings: Findings,
): number | bigint {
  const { minimum = -Infinity, maximum = Infinity } = schema;
  if (schema.enum !== undefined && !schema.enum.some((one) => one === value)) {
    complain(findings, place, `must be ${schema.enum.join(" or ")}`, value);
  } else if (value < minimum || value > maximum) {
    complain(findings, place, `must be a whole number ${range(minimum, maximum)}`, value);
  }
  return value;
}

function range(minimum: number, maximum: number): string {
  if (maximum === Infinity) return `of at least ${minimum}`;
  return minimum === -Infinity ? `of at most ${maximum}` : `from ${minimum} to ${maximum}`;
}

function checkList(
  schema: Schema,
  values: readonly JsonValue[],
  place: string,
  findings: Findings,
): JsonValue {
  const { minItems = 0, maxItems = Infinity, items } = schema;
  const count = `it has ${values.length}`;
  const refuse = (rule: string) =>
    findings.problems.push({ name: place, reason: `${place} ${rule}, ${count}` });
  if (values.length < minItems) refuse(`must have at least ${minItems} entries`);
  if (values.length > maxItems) refuse(`must have at most ${maxItems} entries`);
  if (items === undefined) return values;
  return values.map((value, index) => checkValue(items, value, `${place}[${index}]`, findings));
}

function checkObject(schema: Schema, value: JsonObject, place: string, findings: Findings): JsonValue {
  const { properties, required = [] } = schema;
  if (properties === undefined) return value;
  for (const name of required) {
    if (Object.hasOwn(value, name)) continue;
    findings.problems.push({ name: fieldOf(place, name), reason: `${fieldOf(place, name)} is missing` });
  }
  checkNeeded(schema, value, place, findings);
  const checked = Object.fromEntries(
    Object.entries(value).map(([name, one]) => {
      const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
      const inside = fieldOf(place, name);
      if (known !== undefined) return [name, checkValue(known, one, inside, findings)];
      warnUnknownKey(Object.keys(properties), name, inside, findings);
      return [name, one];
    }),
  );
  return withFieldMask(schema, checked);
}

function checkNeeded({ needs_one_of }: Schema, value: JsonObject, place: string, findings: Findings): void {
  if (needs_one_of === undefined || needs_one_of.some((name) => Object.hasOwn(value, name))) return;
  findings.problems.push({
    name: place,
    reason: `${place} changes nothing: give ${needs_one_of.join(" or ")}`,
  });
}

function withFieldMask({ field_mask }: Schema, value: JsonObject): JsonObject {
  if (field_mask === undefined) return value;
  const { field, codes } = field_mask;
  const mask = value[field];
  if (mask !== undefined && !(Array.isArray(mask) && mask.length === 0)) return value;
  const given = Object.entries(codes).filter(([name]) => Object.hasOwn(value, name));
  return { ...value, [field]: given.map(([, code]) => code) };
}

/** What to call a field of an object; flags are set apart by a blank: `--data rules.name`. */
export function fieldOf(place: string, name: string): string {
  return /^--[a-z-]+$/.test(place) ? `${place} ${name}` : `${place}.${name}`;
}

/** Warns of a key that no one knows; it is sent, since the platform may know more than the catalogue. */
export function warnUnknownKey(
  names: readonly string[],
  name: string,
  place: string,
  findings: Findings,
): void {
  const suggestion = findings.suggest(name, names);
  const question = suggestion === undefined ? "" : `: did you mean ${suggestion}?`;
  findings.warnings.push({
    key: "unknown_parameter",
    detail: `${place} is not known, sent as it is${question}`,
  });
}

function complain(
  findings: Findings,
  place: string,
  rule: string,
  value: JsonValue,
  suggestion?: string,
): void {
  findings.problems.push({
    name: place,
    reason: `${place} ${rule}: ${shown(value)}`,
    ...(suggestion === undefined ? {} : { suggestions: [suggestion] }),
  });
}

function shown(value: JsonValue): string {
  return shortened(stringifyJson(value), SHOWN_LENGTH);
}

function isJson(text: string): boolean {
  try {
    parseJson(text);
    return true;
  } catch {
    return false;
  }
}
