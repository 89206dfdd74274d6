/**
 * Reading JSON of others by a schema.
 *
 * @module
 */

import * as v from "valibot";
import { isJsonObject, type JsonObject, type JsonValue } from "./json.ts";

/** The schema of an object of others. All of its fields are optional: anything may be missing. */
export type WireSchema<T> = v.GenericSchema<T>;

/** A field that holds text. The service writes an absent text as `null` or as nothing. */
export const text = v.exactOptional(v.nullable(v.string()));
/** A field that is true or false. */
export const toggle = v.exactOptional(v.nullable(v.boolean()));
/** A field with a whole number, which the service writes as a number or as text; big ones are bigints. */
export const digits = v.exactOptional(v.nullable(v.union([v.string(), v.number(), v.bigint()])));

/** An object with these fields, and others. */
export function record<const E extends v.ObjectEntries>(entries: E): v.ObjectSchema<E, undefined> {
  // Valibot takes a list for an object; the types cannot say that the first step only keeps lists out.
  return v.pipe(v.custom<never>((value) => !Array.isArray(value)), v.object(entries) as never) as never;
}

/** A field that holds text, or in its place something else. */
export function textOr<const S extends v.GenericSchema>(schema: S) {
  return v.exactOptional(v.nullable(v.union([v.string(), schema])));
}

/** A field that holds an object. */
export function object<const E extends v.ObjectEntries>(entries: E) {
  return v.exactOptional(v.nullable(record(entries)));
}

/** A field that holds a list of objects. */
export function list<const E extends v.ObjectEntries>(entries: E) {
  return v.exactOptional(v.nullable(v.array(record(entries))));
}

/**
 * The object as the schema describes it: the same one, unknown fields included, and where parts are of another type, a
 * copy without those parts, entries of lists included.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import * as v from "valibot";
 * import { readAs, text } from "./schema.ts";
 *
 * assertEquals(readAs(v.object({ id: text, name: text }), { id: "1", name: 2 }), { id: "1" });
 * ```
 */
export function readAs<T>(schema: WireSchema<T>, value: JsonObject): T {
  let current = value;
  // Each round takes at least one part out; what was behind it may show itself in the next one.
  while (!v.is(schema, current)) {
    const { issues = [] } = v.safeParse(schema, current);
    const paths = issues.map(({ path = [] }) => path.map(({ key }) => key));
    current = without(current, paths.filter(({ length }) => length > 0));
  }
  return current;
}

type Path = readonly unknown[];

/** A copy of a value without what the paths lead to. */
function without<V extends JsonValue>(value: V, paths: readonly Path[]): V {
  const inner = Map.groupBy(paths, ([key]) => key);
  const kept = <K>([key, part]: readonly [K, JsonValue]): readonly (readonly [K, JsonValue])[] => {
    const rests = (inner.get(key) ?? []).map((path) => path.slice(1));
    if (rests.some(({ length }) => length === 0)) return [];
    return [[key, rests.length === 0 ? part : without(part, rests)]];
  };
  if (Array.isArray(value)) {
    return value.map((part, at) => [at, part] as const).flatMap(kept).map(([, part]) => part) as never;
  }
  return isJsonObject(value) ? Object.fromEntries(Object.entries(value).flatMap(kept)) as never : value;
}
