/**
 * JSON whose integers keep all their digits: ids and times of the service may exceed what a number can hold.
 *
 * @module
 */

/** A JSON value; integers beyond 2^53 - 1 are bigints. */
export type JsonValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** A JSON object. */
export type JsonObject = { readonly [key: string]: JsonValue };

const INTEGER_REGEXP = /^-?\d+$/;
/** Where a text may hold an integer that a number cannot; digits inside of strings match, too. */
const LONG_INTEGER_REGEXP = /\d{16}/;

// The reviver's third argument and `rawJSON` are in the engine (V8 11.4 and later) but not yet in the types.
type ReviveWithSource = (this: unknown, key: string, value: unknown, context: { source?: string }) => unknown;
const engine = JSON as unknown as {
  parse(text: string, reviver: ReviveWithSource): JsonValue;
  rawJSON(text: string): unknown;
};

/**
 * Parses JSON text.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseJson, stringifyJson } from "./json.ts";
 *
 * assertEquals(stringifyJson(parseJson('{"id":9007199254740993}')), '{"id":9007199254740993}');
 * ```
 *
 * @throws {SyntaxError} if the text is not JSON.
 */
export function parseJson(text: string): JsonValue {
  // Shorter integers fit a number, and without a reviver parsing is much faster.
  if (!LONG_INTEGER_REGEXP.test(text)) return JSON.parse(text);
  return engine.parse(
    text,
    (_key, value, { source }) =>
      typeof value === "number" && !Number.isSafeInteger(value) && source !== undefined &&
        INTEGER_REGEXP.test(source)
        ? BigInt(source)
        : value,
  );
}

/** The parsed text, or `undefined` where it is not JSON. */
export function tryParseJson(text: string): JsonValue | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** Writes JSON text; `indent` is the number of spaces (0: one line). */
export function stringifyJson(value: unknown, indent = 0): string {
  try {
    return JSON.stringify(value, null, indent);
  } catch (error) {
    // A bigint is in it; without one, the slow replacer is not needed.
    if (!(error instanceof TypeError)) throw error;
  }
  return JSON.stringify(
    value,
    (_key, part) => typeof part === "bigint" ? engine.rawJSON(part.toString()) : part,
    indent,
  );
}

/** Whether the value is a JSON object (not null, not an array). */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Deepest nesting that is taken from others: what handles values calls itself, and the stack has an end. */
export const MAX_JSON_DEPTH = 500;

/** Whether lists and objects are nested deeper than that in the value. */
export function isTooDeep(value: JsonValue | undefined, depth = MAX_JSON_DEPTH): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (depth < 0) return true;
  // Every answer comes by here: a loop costs a third of what callbacks do.
  for (const one of Object.values(value)) {
    if (typeof one === "object" && isTooDeep(one, depth - 1)) return true;
  }
  return false;
}
