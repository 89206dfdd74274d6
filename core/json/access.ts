/**
 * Reading JSON of others: a value of another type than the expected one counts as absent.
 *
 * @module
 */

import { isJsonObject, type JsonObject, type JsonValue } from "./json.ts";

/** The string under a key. */
export function stringAt(object: JsonObject | undefined, key: string): string | undefined {
  const value = object?.[key];
  return typeof value === "string" ? value : undefined;
}

/** The string under a key, unless it is empty or blank. */
export function nonEmptyStringAt(object: JsonObject | undefined, key: string): string | undefined {
  return nonBlank(stringAt(object, key));
}

/** The text, unless there is none, or only blanks. */
export function nonBlank(text: string | null | undefined): string | undefined {
  return text?.trim() ? text : undefined;
}

/** The object under a key. */
export function objectAt(object: JsonObject | undefined, key: string): JsonObject | undefined {
  const value = object?.[key];
  return isJsonObject(value) ? value : undefined;
}

/** The array under a key; an empty one where there is none. */
export function arrayAt(object: JsonObject | undefined, key: string): readonly JsonValue[] {
  const value = object?.[key];
  return Array.isArray(value) ? value : [];
}

/** The objects of the array under a key; other entries are left out. */
export function objectsAt(object: JsonObject | undefined, key: string): readonly JsonObject[] {
  return arrayAt(object, key).filter(isJsonObject);
}
