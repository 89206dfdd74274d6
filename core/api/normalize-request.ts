/**
 * Spellings of requests that circulate in examples and would be refused as they are.
 *
 * @module
 */

import { postLocales } from "../compose/post.ts";
import { isJsonObject, type JsonObject, type JsonValue, stringifyJson, tryParseJson } from "../json/json.ts";
import type { Method, ObjectSchema, Schema } from "./method.ts";
import { parseParameter } from "./parameter.ts";

/** Parameters of path and query, and the body. */
export interface MethodArguments {
  readonly params: JsonObject;
  readonly body: JsonObject | undefined;
}

/**
 * Brings them to the form that the service reads: parameters in the body move out of it (`receive_id_type`), content
 * that is an object instead of text becomes text, `{"post":{…}}` loses its wrapper, an edit without `msg_type` gets the
 * one that its content shows. Parameters get the type of their schema, and empty ones count as not given; other
 * spellings of a value are replaced, and lists of changed fields are filled in.
 */
export function normalizeRequest(method: Method, values: MethodArguments): MethodArguments {
  const { params, body } = values.body === undefined
    ? { params: values.params, body: undefined }
    : moveParameters(method, values.params, values.body);
  return {
    params: normalizeParams(requestSchema(method), params),
    body: body === undefined ? undefined : normalizeBody(method, body),
  };
}

/** The parameters of path and query as one object. */
export function requestSchema({ pathParams, query }: Method): ObjectSchema {
  return {
    type: "object",
    properties: { ...pathParams?.properties, ...query?.properties },
    required: [...pathParams?.required ?? [], ...query?.required ?? []],
  };
}

function normalizeParams({ properties }: ObjectSchema, params: JsonObject): JsonObject {
  const given = Object.entries(params).filter(([, value]) => value !== null && value !== "");
  return Object.fromEntries(given.map(([name, value]) => {
    const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
    return [name, schema === undefined ? value : normalizeValue(schema, parseParameter(schema, value))];
  }));
}

function normalizeBody(method: Method, body: JsonObject): JsonObject {
  const { body: schema } = method;
  if (schema === undefined) return body;
  const normal = schema.properties["content"]?.contentMediaType === undefined
    ? body
    : normalizeContent(method, body);
  return normalizeObject(schema, normal);
}

/** Values of the wrong type stay as they are: the check of the request reports them. */
function normalizeValue(schema: Schema, value: JsonValue): JsonValue {
  const { items, "x-synonyms": synonyms = {} } = schema;
  if (typeof value === "string") {
    return Object.hasOwn(synonyms, value) ? synonyms[value] ?? value : value;
  }
  if (Array.isArray(value)) {
    return items === undefined ? value : value.map((one) => normalizeValue(items, one));
  }
  return isJsonObject(value) ? normalizeObject(schema, value) : value;
}

function normalizeObject({ properties = {}, "x-field-mask": mask }: Schema, value: JsonObject): JsonObject {
  const normal = Object.fromEntries(
    Object.entries(value).map(([name, one]) => {
      const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
      return [name, schema === undefined ? one : normalizeValue(schema, one)];
    }),
  );
  const listed = mask === undefined ? undefined : value[mask.field];
  if (mask === undefined || !(listed === undefined || (Array.isArray(listed) && listed.length === 0))) {
    return normal;
  }
  const changed = Object.entries(mask.codes).filter(([name]) => Object.hasOwn(value, name));
  return { ...normal, [mask.field]: changed.map(([, code]) => code) };
}

function moveParameters(method: Method, params: JsonObject, body: JsonObject) {
  const known = method.body?.properties ?? {};
  const elsewhere = { ...method.pathParams?.properties, ...method.query?.properties };
  const moves = (name: string) => !Object.hasOwn(known, name) && Object.hasOwn(elsewhere, name);
  const entries = Object.entries(body);
  return {
    params: { ...Object.fromEntries(entries.filter(([name]) => moves(name))), ...params },
    body: Object.fromEntries(entries.filter(([name]) => !moves(name))),
  };
}

function normalizeContent(method: Method, body: JsonObject): JsonObject {
  const { content, msg_type: given, ...rest } = body;
  if (content === undefined) return body;
  const document = typeof content === "string" ? tryParseJson(content) : content;
  if (document === undefined || (typeof content !== "string" && !isJsonObject(content))) return body;
  const takesType = Object.hasOwn(method.body?.properties ?? {}, "msg_type");
  const type = given ?? (takesType && method.http === "PUT" ? contentMessageType(document) : undefined);
  const unwrapped = type === "post" ? unwrapPost(document) : document;
  const isChanged = typeof content !== "string" || unwrapped !== document;
  return {
    ...rest,
    ...(type === undefined ? {} : { msg_type: type }),
    content: isChanged ? stringifyJson(unwrapped) : content,
  };
}

function contentMessageType(document: JsonValue): string | undefined {
  if (!isJsonObject(document)) return undefined;
  if (typeof document["text"] === "string") return "text";
  return isJsonObject(document["post"]) || postLocales(document).length > 0 ? "post" : undefined;
}

function unwrapPost(document: JsonValue): JsonValue {
  if (!isJsonObject(document)) return document;
  const { post, ...others } = document;
  return isJsonObject(post) && Object.keys(others).length === 0 ? post : document;
}
