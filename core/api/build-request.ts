/**
 * From values to the request of a method: pure, so that previews and runs cannot differ.
 *
 * @module
 */

import { type InputProblem, invalidInput, withDetail } from "../failure.ts";
import type { JsonObject, JsonValue } from "../json/json.ts";
import {
  type ApiRequest,
  checkPathId,
  checkPathSegment,
  type FormBody,
  hasIdempotencyKey,
} from "../platform/request.ts";
import { action, input, joinPhrases, type Phrase, phrase } from "../text/phrase.ts";
import type { Warning } from "../warning.ts";
import type { Method, ObjectSchema } from "./method.ts";
import { type MethodArguments, normalizeRequest, requestSchema } from "./normalize-request.ts";
import { formatField, formatParameter } from "./parameter.ts";
import { findUnknown, findViolations, type Suggest, type ValuePath, type Violation } from "./validate.ts";

/** What a request is made of, besides the method. */
export interface RequestInput extends MethodArguments {
  /** The file of a form, already opened; without content in a preview. */
  readonly file?: FormBody["file"] | undefined;
  /** What to send as idempotency key where the method takes one and none is given. */
  readonly uuid?: string | undefined;
  /** The input of its own that a field has; the others come in the inputs `params` and `data`. */
  inputOf(part: RequestPart, field: string): string | undefined;
  readonly suggest: Suggest;
}

/** The two JSON documents of a call: the parameters of path and query, and the body. */
export type RequestPart = "params" | "body";

/** A request that passed all checks. */
export interface BuiltRequest {
  readonly request: ApiRequest;
  readonly warnings: readonly Warning[];
}

/**
 * Checks values against the method and makes its request.
 *
 * @throws {Failure} exit 2; with several problems, `params` lists them.
 */
export function buildRequest(method: Method, parts: RequestInput): BuiltRequest {
  const { params, body } = withKey(method, parts.uuid, normalizeRequest(method, parts));
  throwProblems(method, [...checkParams(method, params, parts), ...checkBody(method, body, parts)]);
  const { pathValues, query } = splitParams(method, params);
  const hasKey = hasIdempotencyKey({ params: query, body });
  const isRead = method.http === "GET" || method.risk === "read";
  const request: ApiRequest = {
    method: method.http,
    path: method.path.replace(/\{(\w+)\}/g, ":$1"),
    ...(method.pathParams === undefined ? {} : { pathValues, pathSlashes: "encoded" as const }),
    ...(Object.keys(query).length === 0 ? {} : { params: query }),
    ...formOrBody(method, body, parts.file),
    repeatable: isRead || hasKey,
    ...(isRead ? {} : { isWrite: true }),
  };
  return { request, warnings: findWarnings(method, params, body, parts) };
}

/** Writes under a key may be repeated without harm (docs/contract.md, 10). */
function withKey(method: Method, uuid: string | undefined, values: MethodArguments): MethodArguments {
  const { params, body } = values;
  if (uuid === undefined) return values;
  if (method.query?.properties["uuid"] !== undefined) return { params: { uuid, ...params }, body };
  if (method.body?.properties["uuid"] === undefined) return values;
  return { params, body: { ...body, ...(body?.["uuid"] === undefined ? { uuid } : {}) } };
}

function splitParams({ query: schema, pathParams }: Method, params: JsonObject) {
  const pathValues: Record<string, string> = {};
  const query: Record<string, string | readonly string[]> = {};
  for (const [name, value] of Object.entries(params)) {
    if (Object.hasOwn(pathParams?.properties ?? {}, name)) pathValues[name] = String(value).trim();
    else {
      const known = Object.hasOwn(schema?.properties ?? {}, name) ? schema?.properties[name] : undefined;
      query[name] = formatParameter(known, value);
    }
  }
  return { pathValues, query };
}

function formOrBody(method: Method, body: JsonObject | undefined, file: FormBody["file"] | undefined) {
  if (file === undefined) return body === undefined ? {} : { body };
  const names = Object.keys(method.body?.properties ?? {});
  // The order of the catalogue, not of the command line, so that a request looks the same every time.
  const ordered = Object.keys(body ?? {}).sort((a, b) => names.indexOf(a) - names.indexOf(b));
  return { form: { fields: ordered.map((name) => formatField(name, body?.[name] ?? "")), file } };
}

function checkParams(method: Method, params: JsonObject, parts: RequestInput): readonly InputProblem[] {
  return [
    ...findProblems("params", requestSchema(method), params, parts),
    ...Object.keys(method.pathParams?.properties ?? {}).flatMap((name) =>
      checkPathValue(method, name, params[name], parts)
    ),
  ];
}

function checkPathValue(
  method: Method,
  name: string,
  value: JsonValue | undefined,
  parts: RequestInput,
): readonly InputProblem[] {
  if (typeof value !== "string") return [];
  // The key of what is downloaded becomes a file name.
  const check = method.binary ? checkPathId : checkPathSegment;
  const { key, place } = locate("params", [name], parts);
  try {
    check(key, value.trim());
    return [];
  } catch {
    return [{
      input: key,
      reason: phrase`${place} is not a valid id: ${JSON.stringify(value)}`,
    }];
  }
}

function checkBody(
  method: Method,
  body: JsonObject | undefined,
  parts: RequestInput,
): readonly InputProblem[] {
  const { body: schema, file } = method;
  const names = Object.keys(body ?? {});
  if (schema === undefined) {
    const [name] = names;
    if (name === undefined) return [];
    const { key, place } = locate("body", [name], parts);
    return [{ input: key, reason: phrase`${method.id} takes no body, but has ${place}` }];
  }
  if (file === undefined) return findProblems("body", schema, body ?? {}, parts);
  const { key, place } = locate("body", [file], parts);
  return [
    ...findProblems("body", withoutField(schema, file), body ?? {}, parts),
    ...(names.includes(file)
      ? [{ input: key, reason: phrase`${place} is the file: give it with ${input("file")}` }]
      : []),
  ];
}

function withoutField(schema: ObjectSchema, field: string): ObjectSchema {
  const { [field]: _, ...properties } = schema.properties;
  return { ...schema, properties, required: (schema.required ?? []).filter((name) => name !== field) };
}

function findProblems(
  part: RequestPart,
  schema: ObjectSchema,
  value: JsonObject,
  parts: RequestInput,
): readonly InputProblem[] {
  return findViolations(schema, value, parts.suggest).map((violation) => toProblem(part, violation, parts));
}

function toProblem(
  part: RequestPart,
  { path, rule, suggestion }: Violation,
  parts: RequestInput,
): InputProblem {
  const { key, place } = locate(part, path, parts);
  const [name] = path;
  const document = DOCUMENTS[part];
  const other = rule === "is missing" && path.length === 1 && key !== document
    ? phrase` (or ${input(document, `{"${name}":…}`)})`
    : "";
  return {
    input: key,
    reason: phrase`${place} ${rule}${other}`,
    ...(suggestion === undefined ? {} : { suggestions: [suggestion] }),
  };
}

/** The inputs that take a whole part as JSON. */
const DOCUMENTS: Readonly<Record<RequestPart, string>> = { params: "params", body: "data" };

/** The input that a value came by, or could, and its place: `--data rules[0].name`, `--types[0]`. */
function locate(part: RequestPart, path: ValuePath, parts: RequestInput): { key: string; place: Phrase } {
  const [name] = path;
  const own = typeof name === "string" ? parts.inputOf(part, name) : undefined;
  const key = own ?? DOCUMENTS[part];
  const inside = own === undefined ? path : path.slice(1);
  const text = inside.map((step) => typeof step === "number" ? `[${step}]` : `.${step}`).join("");
  return { key, place: phrase`${input(key)}${text.startsWith(".") ? ` ${text.slice(1)}` : text}` };
}

function findWarnings(
  method: Method,
  params: JsonObject,
  body: JsonObject | undefined,
  parts: RequestInput,
): readonly Warning[] {
  const unknown = (part: RequestPart, schema: ObjectSchema, value: JsonObject) =>
    findUnknown(schema, value, parts.suggest, (path) => locate(part, path, parts).place);
  return [
    ...unknown("params", requestSchema(method), params),
    ...(method.body === undefined || body === undefined ? [] : unknown("body", method.body, body)),
  ];
}

/**
 * Reports all problems at once, each under the input that it came by; its place is in the reason.
 *
 * @throws {Failure} exit 2 if there are any.
 */
function throwProblems({ id }: Method, problems: readonly InputProblem[]): void {
  const [first, ...others] = problems;
  if (first === undefined) return;
  const [meant] = first.suggestions ?? [];
  const help = phrase`see ${action(id, { help: true })}, or ${action("schema", { path: id })} for all fields`;
  const failure = invalidInput(
    first.input ?? "",
    joinPhrases(problems.map(({ reason }) => reason), "; "),
    meant === undefined ? help : phrase`did you mean ${meant}? ${help}`,
  );
  throw others.length === 0 ? failure : withDetail(failure, { params: problems });
}
