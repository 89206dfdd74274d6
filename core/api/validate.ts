/**
 * Holds a value to its schema before anything is sent.
 *
 * @module
 */

import { Failure, type InputProblem, invalidArgument } from "../failure.ts";
import { isJsonObject, type JsonObject, type JsonValue, parseJson, stringifyJson } from "../json/json.ts";
import { joinPhrases } from "../text/phrase.ts";
import { truncate } from "../text/truncate.ts";
import type { Warning } from "../warning.ts";
import type { Schema } from "./method.ts";

/** Longest value that an error repeats, characters. */
const MAX_QUOTED_LENGTH = 80;

/**
 * The value as it is sent: synonyms replaced, lists of fields filled in. What is wrong goes into `findings`; a value that
 * is wrong comes back as it was.
 *
 * @param place what to call it in errors
 */
export function checkValue(schema: Schema, value: JsonValue, place: string, findings: Validation): JsonValue {
  switch (schema.type) {
    case "string":
      return typeof value === "string" ? checkText(schema, value, place, findings) : wrong("a string");
    case "integer":
      return isInteger(value) ? checkNumber(schema, value, place, findings) : wrong("a whole number");
    case "boolean":
      return typeof value === "boolean" ? value : wrong("true or false");
    case "array":
      return Array.isArray(value) ? checkList(schema, value, place, findings) : wrong("a list");
    case "object":
      return isJsonObject(value) ? checkObject(schema, value, place, findings) : wrong("an object");
  }
  function wrong(what: string): JsonValue {
    addProblem(findings, place, `must be ${what}`, value);
    return value;
  }
}

function isInteger(value: JsonValue): value is number | bigint {
  return typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value));
}

function checkText(schema: Schema, given: string, place: string, findings: Validation): string {
  const value = schema.synonyms !== undefined && Object.hasOwn(schema.synonyms, given)
    ? schema.synonyms[given] ?? given
    : given;
  const refuse = (rule: string) => addProblem(findings, place, rule, value);
  const { minLength = 0, maxLength = Infinity, pattern, known } = schema;
  if (schema.enum !== undefined) checkEnum(schema.enum, value, place, findings);
  const length = [...value].length;
  if (length < minLength) refuse(`must have at least ${minLength} characters`);
  if (length > maxLength) refuse(`must have at most ${maxLength} characters`);
  if (pattern !== undefined && !new RegExp(pattern, "u").test(value)) refuse(`must fit ${pattern}`);
  if (schema.format === "json" && !isJson(value)) refuse("must be a JSON document as text");
  if (known !== undefined && !known.includes(value)) warnUnknownValue(known, value, place, findings);
  return value;
}

function checkEnum(
  choices: readonly (string | number)[],
  value: string,
  place: string,
  findings: Validation,
) {
  if (choices.includes(value)) return;
  const names = choices.map(String);
  const suggestion = findIgnoringCase(names, value) ?? findings.suggest(value, names);
  addProblem(findings, place, `must be ${names.join(" or ")}`, value, suggestion);
}

/** The platform adds values; one that is not known yet may be right. */
function warnUnknownValue(
  known: readonly string[],
  value: string,
  place: string,
  findings: Validation,
): void {
  const suggestion = findIgnoringCase(known, value) ?? findings.suggest(value, known);
  const question = suggestion === undefined ? "" : `: did you mean ${suggestion}?`;
  findings.warnings.push({
    key: "unknown_value",
    detail: `${place} has an unknown value, sent as it is: ${quoteValue(value)}${question}`,
  });
}

function findIgnoringCase(names: readonly string[], value: string): string | undefined {
  return names.find((name) => name.toLowerCase() === value.toLowerCase());
}

function checkNumber(
  schema: Schema,
  value: number | bigint,
  place: string,
  findings: Validation,
): number | bigint {
  const { minimum = -Infinity, maximum = Infinity } = schema;
  if (schema.enum !== undefined && !schema.enum.some((one) => one === value)) {
    addProblem(findings, place, `must be ${schema.enum.join(" or ")}`, value);
  } else if (value < minimum || value > maximum) {
    addProblem(findings, place, `must be a whole number ${range(minimum, maximum)}`, value);
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
  findings: Validation,
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

function checkObject(schema: Schema, value: JsonObject, place: string, findings: Validation): JsonValue {
  const { properties, required = [] } = schema;
  if (properties === undefined) return value;
  for (const name of required) {
    if (Object.hasOwn(value, name)) continue;
    findings.problems.push({ name: fieldPath(place, name), reason: `${fieldPath(place, name)} is missing` });
  }
  checkNeedsOneOf(schema, value, place, findings);
  const checked = Object.fromEntries(
    Object.entries(value).map(([name, one]) => {
      const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
      const inside = fieldPath(place, name);
      if (known !== undefined) return [name, checkValue(known, one, inside, findings)];
      warnUnknownKey(Object.keys(properties), name, inside, findings);
      return [name, one];
    }),
  );
  return withFieldMask(schema, checked);
}

function checkNeedsOneOf(
  { needs_one_of }: Schema,
  value: JsonObject,
  place: string,
  findings: Validation,
): void {
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
export function fieldPath(place: string, name: string): string {
  return /^--[a-z-]+$/.test(place) ? `${place} ${name}` : `${place}.${name}`;
}

/** Warns of a key that no one knows; it is sent, since the platform may know more than the catalogue. */
export function warnUnknownKey(
  names: readonly string[],
  name: string,
  place: string,
  findings: Validation,
): void {
  const suggestion = findings.suggest(name, names);
  const question = suggestion === undefined ? "" : `: did you mean ${suggestion}?`;
  findings.warnings.push({
    key: "unknown_parameter",
    detail: `${place} is unknown, sent as it is${question}`,
  });
}

function addProblem(
  findings: Validation,
  place: string,
  rule: string,
  value: JsonValue,
  suggestion?: string,
): void {
  findings.problems.push({
    name: place,
    reason: `${place} ${rule}: ${quoteValue(value)}`,
    ...(suggestion === undefined ? {} : { suggestions: [suggestion] }),
  });
}

function quoteValue(value: JsonValue): string {
  return truncate(stringifyJson(value), MAX_QUOTED_LENGTH);
}

function isJson(text: string): boolean {
  try {
    parseJson(text);
    return true;
  } catch {
    return false;
  }
}

/** What checks found so far; wrong input is told in one failure. */
export interface Validation {
  readonly problems: InputProblem[];
  readonly warnings: Warning[];
  /** The name that a mistyped one may have meant. */
  readonly suggest: (word: string, names: readonly string[]) => string | undefined;
}

/**
 * Tells all problems at once, each under the flag that it came by; its place is in the reason.
 *
 * @param help where to read more, a command to type
 * @throws {Failure} exit 2 if there are any.
 */
export function throwProblems({ problems }: Validation, help: string): void {
  const [first, ...others] = problems.map((one) => ({ ...one, name: optionOf(one.name ?? "") }));
  if (first === undefined) return;
  const suggestion = first.suggestions?.[0];
  const hint = suggestion === undefined ? `see ${help}` : `did you mean ${suggestion}? see ${help}`;
  const failure = invalidArgument(first.name, joinPhrases(problems.map(({ reason }) => reason), "; "), hint);
  if (others.length === 0) throw failure;
  throw new Failure({ ...failure.detail, params: [first, ...others] });
}

/** `--data` of `--data rules[0].name`, `--types` of `--types[0]`. */
function optionOf(place: string): string {
  return /^--[a-z-]+/.exec(place)?.[0] ?? place;
}
