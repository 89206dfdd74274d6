/**
 * Shapes of answers, written down once beside what answers, as JSON Schema 2020-12. A record that has a type is held to
 * it by the compiler: a field that is missing here, or too much, does not compile.
 *
 * @module
 */

import type { JsonObject, JsonValue } from "./json.ts";

/** The shape of a value, as JSON Schema. */
export type Shape = JsonObject;

/** The fields of a record; a name that ends in `?` is that of a field that may be absent. */
export type Fields = Readonly<Record<string, Shape>>;

/** The fields that a record of type `T` has. */
export type FieldsOf<T> = {
  readonly [K in keyof T & string as undefined extends T[K] ? `${K}?` : K]-?: Shape;
};

/** A text. */
export function text(description?: string): Shape {
  return { type: "string", ...described(description) };
}

/** One of some words. */
export function word(words: readonly string[], description?: string): Shape {
  return { type: "string", enum: words, ...described(description) };
}

/** A whole number. */
export function integer(description?: string): Shape {
  return { type: "integer", ...described(description) };
}

/** A number that the service may send as text, too. */
export function digits(description?: string): Shape {
  return { type: ["string", "integer"], ...described(description) };
}

/** True or false. */
export function truth(description?: string): Shape {
  return { type: "boolean", ...described(description) };
}

/** Always `true`: a mark that is absent where it does not apply. */
export function mark(description?: string): Shape {
  return { const: true, ...described(description) };
}

/** A list of values of one shape. */
export function list(items: Shape, description?: string): Shape {
  return { type: "array", items, ...described(description) };
}

/** A value of this shape, or null. */
export function nullable(shape: Shape): Shape {
  const { type = [], enum: words } = shape;
  const types = [...Array.isArray(type) ? type : [type], "null"];
  return { ...shape, type: types, ...(Array.isArray(words) ? { enum: [...words, null] } : {}) };
}

/** An object with these fields. */
export function record(fields: Fields, description?: string): Shape {
  const names = Object.keys(fields);
  const needed = names.filter((name) => !name.endsWith("?"));
  return {
    type: "object",
    ...described(description),
    properties: Object.fromEntries(names.map((name) => [name.replace(/\?$/, ""), fields[name] ?? {}])),
    ...(needed.length === 0 ? {} : { required: needed }),
  };
}

/** The same, held to the fields of a type. */
export function recordOf<T>(fields: FieldsOf<T>, description?: string): Shape {
  return record(fields as Fields, description);
}

/** An object that the service or the system fills in; its fields are not known. */
export function anything(description?: string): Shape {
  return { type: "object", ...described(description) };
}

/** A record with further fields; those that it has already get the new shape. */
export function extend(shape: Shape, fields: Fields): Shape {
  const more = record(fields);
  const required = [...new Set([...listOf(shape["required"]), ...listOf(more["required"])])];
  return {
    ...shape,
    properties: { ...objectOf(shape["properties"]), ...objectOf(more["properties"]) },
    ...(required.length === 0 ? {} : { required }),
  };
}

function described(description: string | undefined): JsonObject {
  return description === undefined ? {} : { description };
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

function objectOf(value: JsonValue | undefined): JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value as JsonObject : {};
}
