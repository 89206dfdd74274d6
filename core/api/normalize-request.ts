/**
 * Spellings of requests that circulate in examples and would be refused as they are.
 *
 * @module
 */

import { postLocales } from "../compose/post.ts";
import { isJsonObject, type JsonObject, type JsonValue, parseJson, stringifyJson } from "../json/json.ts";
import type { Method } from "./method.ts";

/** Parameters of path and query, and the body. */
export interface MethodArguments {
  readonly params: JsonObject;
  readonly body: JsonObject | undefined;
}

/**
 * Brings them to the form that the service reads: parameters in the body move out of it (`receive_id_type`), content
 * that is an object instead of text becomes text, `{"post":{…}}` loses its wrapper, an edit without `msg_type` gets the
 * one that its content tells.
 */
export function normalizeRequest(method: Method, values: MethodArguments): MethodArguments {
  if (values.body === undefined) return values;
  const { params, body } = moveParameters(method, values.params, values.body);
  if (method.body?.properties["content"]?.format !== "json") return { params, body };
  return { params, body: normalizeContent(method, body) };
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
  const document = typeof content === "string" ? tryParse(content) : content;
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

function tryParse(text: string): JsonValue | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
