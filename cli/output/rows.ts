import { isJsonObject, type JsonObject, type JsonValue } from "../../core/json.ts";

/** What a result holds: records to print one a row, or one object that is the record itself. */
export type Rows =
  | { readonly kind: "list"; readonly rows: readonly JsonValue[] }
  | { readonly kind: "record"; readonly record: JsonObject };

/** Names under which records are looked for, in this order. */
const LIST_KEYS: readonly string[] = [
  "messages",
  "message_ids",
  "items",
  "files",
  "events",
  "rooms",
  "records",
  "nodes",
  "members",
  "departments",
  "calendar_list",
  "acl_list",
  "freebusy_list",
  "users",
];

/**
 * Finds the records in the `data` of a result: an array under one of the known names, else the alphabetically first
 * array, else the object is one record (platform sheet 7; `messages` and `message_ids` come first, reading sheet 1.7).
 * An array is its own list, another value a list of one, no data a list of none.
 */
export function rowsOf(data: JsonValue | undefined): Rows {
  if (data === undefined || data === null) return { kind: "list", rows: [] };
  if (Array.isArray(data)) return { kind: "list", rows: data };
  if (!isJsonObject(data)) return { kind: "list", rows: [data] };
  const key = rowsKeyOf(data);
  const rows = key === undefined ? undefined : data[key];
  return Array.isArray(rows) ? { kind: "list", rows } : { kind: "record", record: data };
}

/** The key of the array that holds the records of an object, by the same rule. */
export function rowsKeyOf(data: JsonObject): string | undefined {
  return [...LIST_KEYS, ...Object.keys(data).sort()]
    .find((key) => Object.hasOwn(data, key) && Array.isArray(data[key]));
}
