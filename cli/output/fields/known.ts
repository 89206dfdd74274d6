import { isJsonObject, type JsonObject, type JsonValue } from "../../../core/json/json.ts";
import type { Command } from "../../command.ts";

/** The fields that the records of a command may have, whether or not they are in an answer. */
export interface KnownFields {
  /** Dotted, the most useful first. */
  readonly names: readonly string[];
  has(path: string): boolean;
  /** The fields that stand where the last word of a path does, as whole paths. */
  besides(path: string): readonly string[];
}

/**
 * The fields of a command's records by its columns and by the shape of its answer: those of the records in its lists, and
 * where it has no rows, those of the data itself. `undefined` where only an answer can tell.
 */
export async function knownFields({ columns, answer }: Command): Promise<KnownFields | undefined> {
  const data = await answer?.() ?? {};
  const properties = propertiesOf(data);
  const records = Object.values(properties).map(itemsOf).filter((one) => one !== undefined);
  const shapes = [...records, ...(columns === undefined ? [data] : [])].filter((shape) =>
    Object.keys(propertiesOf(shape)).length > 0
  );
  if (columns === undefined && shapes.length === 0) return undefined;
  const names = [...new Set([...columns ?? [], ...shapes.flatMap((shape) => namesIn(shape, []))])];
  return {
    names,
    has: (path) =>
      names.some((name) => name === path || name.startsWith(`${path}.`)) ||
      shapes.some((shape) => leadsInto(shape, shape, path.split("."))) ||
      (shapes.length === 0 && names.some((name) => path.startsWith(`${name}.`))),
    besides(path) {
      const above = path.split(".").slice(0, -1);
      const keys = shapes.flatMap((shape) => keysUnder(shape, shape, above));
      return [...new Set(keys)].map((key) => [...above, key].join("."));
    },
  };
}

/** Whether a command answers with nothing at all: it prints something else, or serves. */
export async function hasNoFields({ answer }: Command): Promise<boolean> {
  const properties = (await answer?.())?.["properties"];
  return isJsonObject(properties) && Object.keys(properties).length === 0;
}

function propertiesOf(shape: JsonValue | undefined): JsonObject {
  const properties = isJsonObject(shape) ? shape["properties"] : undefined;
  return isJsonObject(properties) ? properties : {};
}

/** The shape of the records in a list. */
function itemsOf(shape: JsonValue): JsonObject | undefined {
  const items = isJsonObject(shape) ? shape["items"] : undefined;
  return isJsonObject(items) ? items : undefined;
}

/** Whether there may be something under a path; a shape without fields is open, and a reference is to the record. */
function leadsInto(shape: JsonValue | undefined, record: JsonObject, path: readonly string[]): boolean {
  const [key, ...rest] = path;
  if (key === undefined) return true;
  if (!isJsonObject(shape)) return false;
  if (shape["$ref"] !== undefined) return leadsInto(record, record, path);
  const items = itemsOf(shape);
  if (items !== undefined) return leadsInto(items, record, path);
  const properties = propertiesOf(shape);
  if (Object.keys(properties).length === 0) return isOpen(shape);
  return Object.hasOwn(properties, key) && leadsInto(properties[key], record, rest);
}

/** The fields of what is under a path. */
function keysUnder(
  shape: JsonValue | undefined,
  record: JsonObject,
  path: readonly string[],
): readonly string[] {
  if (!isJsonObject(shape)) return [];
  if (shape["$ref"] !== undefined) return keysUnder(record, record, path);
  const items = itemsOf(shape);
  if (items !== undefined) return keysUnder(items, record, path);
  const [key, ...rest] = path;
  const properties = propertiesOf(shape);
  if (key === undefined) return Object.keys(properties);
  return Object.hasOwn(properties, key) ? keysUnder(properties[key], record, rest) : [];
}

function isOpen({ type, const: value, enum: words }: JsonObject): boolean {
  if (value !== undefined || words !== undefined) return false;
  const types = Array.isArray(type) ? type : [type];
  return type === undefined || types.includes("object") || types.includes("array");
}

/** Levels of the names that are listed. */
const MAX_LEVELS = 2;

function namesIn(shape: JsonObject, above: readonly string[]): readonly string[] {
  const { properties } = { properties: propertiesOf(itemsOf(shape) ?? shape) };
  return Object.entries(properties).flatMap(([key, inner]) => {
    const path = [...above, key];
    const deeper = path.length < MAX_LEVELS && isJsonObject(inner) ? namesIn(inner, path) : [];
    return deeper.length > 0 ? deeper : [path.join(".")];
  });
}
