import { isJsonObject, type JsonObject, type JsonValue, stringifyJson } from "../../core/json/json.ts";

/** What a result holds: records to print one a row, or one object that is the record itself. */
export type Rows =
  | { readonly kind: "list"; readonly rows: readonly JsonValue[] }
  | { readonly kind: "record"; readonly record: JsonObject };

/** A column and the text of its cell. */
export type Cell = readonly [column: string, text: string];

/** Keys in a dotted column at most. */
const MAX_LEVELS = 3;

/**
 * A row as cells in order: the keys of nested objects become dotted columns, alphabetical within an
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
    if (path.length < MAX_LEVELS) return flattenObject(value, path);
    return Object.keys(value).length === 0 ? [] : [[path.join("."), cellText(value)]];
  });
}

function cellText(value: JsonValue): string {
  if (value === null) return "";
  return typeof value === "string" ? value : stringifyJson(value);
}

/** Rows under columns; each line has a text for every column. */
export interface Grid {
  readonly columns: readonly string[];
  readonly lines: readonly (readonly string[])[];
}

/**
 * Rows as a grid whose columns are those of all rows, in the order in which they are first seen. Rows without any field
 * are one column of empty objects: no record vanishes.
 */
export function gridOf(rows: readonly JsonValue[]): Grid {
  const cells = rows.map((row) => new Map(distinct(flattenRow(row))));
  const columns = [...new Set(cells.flatMap((line) => [...line.keys()]))];
  if (columns.length === 0 && rows.length > 0) return { columns: ["value"], lines: rows.map(() => ["{}"]) };
  return { columns, lines: cells.map((line) => columns.map((column) => line.get(column) ?? "")) };
}

/** A key with a dot in it may be spelled like the column of a nested field; it then keeps its value as `a.b.`. */
function distinct(cells: readonly Cell[]): readonly Cell[] {
  const seen = new Set<string>();
  return cells.map(([column, text]): Cell => {
    let name = column;
    while (seen.has(name)) name += ".";
    seen.add(name);
    return [name, text];
  });
}
