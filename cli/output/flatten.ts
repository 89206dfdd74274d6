import { isJsonObject, type JsonObject, type JsonValue, stringifyJson } from "../../core/json.ts";

/** A column and the text of its cell. */
export type Cell = readonly [column: string, text: string];

/** Keys in a dotted column at most. */
const LEVELS = 3;

/**
 * A row as cells in order (platform sheet 7): the keys of nested objects become dotted columns, alphabetical within an
 * object and at most three keys long; deeper objects and all arrays are JSON text, empty objects vanish, null is an
 * empty cell. A row that is no object is one cell in the column `value`.
 */
export function flattenRow(row: JsonValue): readonly Cell[] {
  return isJsonObject(row) ? flattenObject(row, []) : [["value", cellText(row)]];
}

function flattenObject(object: JsonObject, above: readonly string[]): readonly Cell[] {
  return Object.keys(object).sort().flatMap((key): readonly Cell[] => {
    const value = object[key] ?? null;
    const path = [...above, key];
    if (!isJsonObject(value)) return [[path.join("."), cellText(value)]];
    if (path.length < LEVELS) return flattenObject(value, path);
    return Object.keys(value).length === 0 ? [] : [[path.join("."), cellText(value)]];
  });
}

function cellText(value: JsonValue): string {
  if (value === null) return "";
  return typeof value === "string" ? value : stringifyJson(value);
}
