/**
 * What methods of the API take and answer with, from the catalogue.
 *
 * @module
 */

import type { Method, ObjectSchema, Schema } from "../../core/api/method.ts";
import { RESULT } from "../../core/download/result-shape.ts";
import type { JsonObject } from "../../core/json/json.ts";
import { record, type Shape, truth } from "../../core/json/shape.ts";
import { optionName } from "../options/option.ts";
import { type ParameterOption, parameterOptions } from "../raw/parameters.ts";

/** The inputs `params`, `data`, `file` and `yes`, of which a method has those that it takes. */
export function methodInput(method: Method): JsonObject {
  const options = parameterOptions(method);
  const params = mergeObjects(method.pathParams, method.query);
  const body = method.file === undefined ? method.body : withoutFile(method.body, method.file);
  const inputs = {
    ...part("params", params, method, options),
    ...part("data", body, method, options),
    ...(method.file === undefined ? {} : { file: fileInput(method, method.file) }),
    ...(method.risk === "high-risk-write"
      ? { yes: { ...truth("confirms the call, which is refused without it"), flag: "--yes" } }
      : {}),
  };
  const needed = Object.entries(inputs)
    .filter(([, schema]) => "required" in schema)
    .map(([name]) => name);
  return {
    type: "object",
    properties: inputs,
    ...(needed.length === 0 ? {} : { required: needed }),
    additionalProperties: false,
  };
}

/** The `data` of its answer; bytes are saved, which the answer reports. */
export function methodAnswer(method: Method): Shape {
  if (method.binary) return RESULT;
  if (method.response === undefined) return record({});
  return plain(method.response);
}

function part(
  name: "params" | "data",
  schema: ObjectSchema | undefined,
  method: Method,
  options: readonly ParameterOption[],
): Record<string, JsonObject> {
  if (schema === undefined || Object.keys(schema.properties).length === 0) return {};
  const own = options.filter((one) => one.part === (name === "data" ? "body" : "params"));
  const names = Object.keys(schema.properties).sort();
  const { required: all = [], ...others } = schema;
  const required = all.filter((field) => method.filledIn?.[field] === undefined);
  return {
    [name]: {
      ...plain(others),
      carrier: `--${name}`,
      properties: Object.fromEntries(names.map((field) => {
        const option = own.find((one) => one.name === field);
        return [field, fieldSchema(schema.properties[field], method, flagOf(field, option, method), field)];
      })),
      ...(required.length === 0 ? {} : { required }),
    },
  };
}

function fieldSchema(
  schema: Schema | undefined,
  { filledIn }: Method,
  flag: string | undefined,
  name: string,
): JsonObject {
  const source = filledIn?.[name];
  return {
    ...plain(schema ?? {}),
    ...(source === undefined ? {} : { filled_in: `taken from ${source} when left out` }),
    ...(flag === undefined ? {} : { flag }),
  };
}

/** The option that a field has of its own. */
function flagOf(name: string, option: ParameterOption | undefined, { lists }: Method): string | undefined {
  if (option !== undefined) return optionName(option.key);
  const isPage = lists !== undefined && /^page_(size|token)$/.test(name);
  return isPage ? `--${name.replace("_", "-")}` : undefined;
}

function fileInput({ body }: Method, name: string): JsonObject {
  return {
    type: "object",
    carrier: "--file",
    properties: { [name]: { ...plain(body?.properties[name] ?? { type: "string" }), format: "binary" } },
    required: [name],
  };
}

function withoutFile(schema: ObjectSchema | undefined, file: string): ObjectSchema | undefined {
  if (schema === undefined) return undefined;
  const { [file]: _, ...properties } = schema.properties;
  return { ...schema, properties, required: (schema.required ?? []).filter((name) => name !== file) };
}

function mergeObjects(...parts: readonly (ObjectSchema | undefined)[]): ObjectSchema | undefined {
  const given = parts.filter((one) => one !== undefined);
  if (given.length === 0) return undefined;
  const required = given.flatMap((one) => one.required ?? []);
  return {
    type: "object",
    properties: Object.assign({}, ...given.map(({ properties }) => properties)),
    ...(required.length === 0 ? {} : { required }),
  };
}

/** Typed records are JSON. */
function plain(value: object): JsonObject {
  return value as JsonObject;
}
