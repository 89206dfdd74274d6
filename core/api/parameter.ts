import { type JsonValue, stringifyJson } from "../json/json.ts";
import type { Schema } from "./method.ts";

/**
 * What JSON or a command line gave for a parameter of path or query, in the type of its schema where it can be read as
 * that: `"20"` and `20` are the same there, a text with commas is a list. Integers keep all digits.
 */
export function parseParameter(schema: Schema, value: JsonValue): JsonValue {
  if (schema.type === "array") {
    const entries = typeof value === "string" ? splitList(value) : Array.isArray(value) ? value : [value];
    const { items } = schema;
    return items === undefined ? entries : entries.map((one) => parseParameter(items, one));
  }
  if (schema.type === "string") {
    return typeof value === "number" || typeof value === "bigint" ? formatScalar(value) : value;
  }
  if (typeof value !== "string") return value;
  const text = value.trim();
  if (schema.type === "integer" && /^[+-]?\d{1,400}$/.test(text)) return toSafeNumber(BigInt(text));
  if (schema.type === "boolean" && /^(true|false)$/i.test(text)) return text.toLowerCase() === "true";
  return value;
}

/** A parameter as it goes into the query: one text, or several for a key that is repeated. */
export function formatParameter(schema: Schema | undefined, value: JsonValue): string | readonly string[] {
  if (!Array.isArray(value)) return formatScalar(value);
  const texts = value.map(formatScalar);
  const separator = schema?.["x-separator"];
  return separator === undefined ? texts : texts.join(separator);
}

function splitList(text: string): string[] {
  return text.split(",").map((entry) => entry.trim()).filter((entry) => entry !== "");
}

function toSafeNumber(value: bigint): number | bigint {
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}

/** Never in exponent form: the service reads digits. */
function formatScalar(value: JsonValue): string {
  if (typeof value === "string") return value;
  return typeof value === "number" && Number.isInteger(value)
    ? BigInt(value).toString()
    : stringifyJson(value);
}

/** A field of a form: texts as they are, everything else as JSON, numbers with all their digits. */
export function formatField(name: string, value: JsonValue): readonly [name: string, value: string] {
  return [name, typeof value === "string" ? value : stringifyJson(value)];
}
