/**
 * From values to the request of a method: pure, so that previews and runs cannot differ.
 *
 * @module
 */

import { Failure } from "../failure.ts";
import type { JsonObject, JsonValue } from "../json/json.ts";
import { type ApiRequest, checkPathId, checkPathSegment, type FormBody } from "../platform/request.ts";
import type { Warning } from "../warning.ts";
import type { Method } from "./method.ts";
import { type MethodArguments, normalizeRequest } from "./normalize-request.ts";
import { formatField, formatParameter, parseParameter } from "./parameter.ts";
import { checkValue, fieldPath, throwProblems, type Validation, warnUnknownKey } from "./validate.ts";

/** What a request is made of, besides the method. */
export interface RequestInput extends MethodArguments {
  /** The file of a form, already opened; without content in a preview. */
  readonly file?: FormBody["file"] | undefined;
  /** What to send as idempotency key where the method takes one and none is given. */
  readonly uuid?: string | undefined;
  /** The flag by which a field of `params` or `body` was given, or could be. */
  optionOf(part: "params" | "body", name: string): string | undefined;
  readonly suggest: Validation["suggest"];
}

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
  const findings: Validation = { problems: [], warnings: [], suggest: parts.suggest };
  const spelled = withKey(method, parts.uuid, normalizeRequest(method, parts));
  const pathValues = checkPath(method, spelled.params, parts, findings);
  const params = checkQuery(method, spelled.params, parts, findings);
  const body = checkBody(method, spelled.body, parts, findings);
  throwProblems(findings, `im schema ${method.id}`);
  const hasKey = params["uuid"] !== undefined || body?.["uuid"] !== undefined;
  const isRead = method.http === "GET" || method.risk === "read";
  const request: ApiRequest = {
    method: method.http,
    path: method.path.replace(/\{(\w+)\}/g, ":$1"),
    ...(method.pathParams === undefined ? {} : { pathValues, pathSlashes: "encoded" as const }),
    ...(Object.keys(params).length === 0 ? {} : { params }),
    ...formOrBody(method, body, parts.file),
    repeatable: isRead || hasKey,
    ...(isRead ? {} : { isWrite: true }),
  };
  return { request, warnings: findings.warnings };
}

/** Writes under a key may be repeated without harm (docs/contract.md, 10). */
function withKey(method: Method, uuid: string | undefined, values: MethodArguments): MethodArguments {
  const { params, body } = values;
  if (uuid === undefined) return values;
  if (method.query?.properties["uuid"] !== undefined) return { params: { uuid, ...params }, body };
  if (method.body?.properties["uuid"] === undefined) return values;
  return { params, body: { ...body, ...(body?.["uuid"] === undefined ? { uuid } : {}) } };
}

function formOrBody(method: Method, body: JsonObject | undefined, file: FormBody["file"] | undefined) {
  if (file === undefined) return body === undefined ? {} : { body };
  const names = Object.keys(method.body?.properties ?? {});
  // The order of the catalogue, not of the command line, so that a request looks the same every time.
  const ordered = Object.keys(body ?? {}).sort((a, b) => names.indexOf(a) - names.indexOf(b));
  return { form: { fields: ordered.map((name) => formatField(name, body?.[name] ?? "")), file } };
}

function locate(parts: RequestInput, part: "params" | "body", name: string): string {
  return parts.optionOf(part, name) ?? fieldPath(part === "params" ? "--params" : "--data", name);
}

/** Empty texts and null count as missing; false and 0 do not. */
function isMissing(value: JsonValue | undefined): value is undefined | null | "" {
  return value === undefined || value === null || value === "";
}

function checkPath(method: Method, params: JsonObject, parts: RequestInput, findings: Validation) {
  const values: Record<string, string> = {};
  // The key of what is downloaded becomes a file name.
  const check = method.binary ? checkPathId : checkPathSegment;
  for (const [name, schema] of Object.entries(method.pathParams?.properties ?? {})) {
    const place = locate(parts, "params", name);
    const given = params[name];
    if (isMissing(given)) {
      findings.problems.push({ name: place, reason: missingReason(place, name) });
      continue;
    }
    const value = checkValue(schema, parseParameter(schema, given), place, findings);
    if (typeof value !== "string") continue;
    try {
      values[name] = check(place, value.trim());
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      findings.problems.push({ name: place, reason: error.message });
    }
  }
  return values;
}

function checkQuery(method: Method, params: JsonObject, parts: RequestInput, findings: Validation) {
  const properties = method.query?.properties ?? {};
  const inPath = method.pathParams?.properties ?? {};
  const query: Record<string, string | readonly string[]> = {};
  for (const name of method.query?.required ?? []) {
    const place = locate(parts, "params", name);
    if (isMissing(params[name])) findings.problems.push({ name: place, reason: missingReason(place, name) });
  }
  for (const [name, given] of Object.entries(params)) {
    if (Object.hasOwn(inPath, name) || isMissing(given)) continue;
    const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const place = locate(parts, "params", name);
    if (schema === undefined) {
      warnUnknownKey([...Object.keys(inPath), ...Object.keys(properties)], name, place, findings);
      query[name] = formatParameter(undefined, given);
    } else {
      query[name] = formatParameter(
        schema,
        checkValue(schema, parseParameter(schema, given), place, findings),
      );
    }
  }
  return query;
}

function missingReason(place: string, name: string): string {
  return place.startsWith("--params")
    ? `${place} is missing`
    : `${place} is missing (or --params '{"${name}":…}')`;
}

/** A change of something that is there already, with no field of which any is required. */
function changesNothing({ http, body: schema }: Method, body: JsonObject | undefined): boolean {
  return (http === "PUT" || http === "PATCH") && (schema?.required ?? []).length === 0 &&
    Object.keys(body ?? {}).length === 0;
}

function checkBody(
  method: Method,
  body: JsonObject | undefined,
  parts: RequestInput,
  findings: Validation,
): JsonObject | undefined {
  const { body: schema, file } = method;
  if (schema === undefined) {
    if (body !== undefined && Object.keys(body).length > 0) {
      const place = fieldPath("--data", Object.keys(body)[0] ?? "");
      findings.problems.push({ name: place, reason: `${method.id} takes no body, but has ${place}` });
    }
    return undefined;
  }
  if (changesNothing(method, body)) {
    findings.problems.push({
      name: "--data",
      reason: "there is nothing to change: give a field of the body, as an option or in --data",
    });
  }
  for (const name of schema.required ?? []) {
    const value = body?.[name];
    if (name === file || (value !== undefined && value !== null)) continue;
    const place = locate(parts, "body", name);
    findings.problems.push({
      name: place,
      reason: place.startsWith("--data")
        ? `${place} is missing`
        : `${place} is missing (or --data '{"${name}":…}')`,
    });
  }
  if (body === undefined) return undefined;
  const checked: Record<string, JsonValue> = {};
  for (const [name, value] of Object.entries(body)) {
    const place = locate(parts, "body", name);
    const known = Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
    if (known === undefined) {
      warnUnknownKey(Object.keys(schema.properties), name, place, findings);
      checked[name] = value;
    } else if (name === file) {
      findings.problems.push({ name: place, reason: `${place} is the file: give it with --file` });
    } else if (value !== null || !schema.required?.includes(name)) {
      checked[name] = checkValue(known, value, place, findings);
    }
  }
  return checked;
}
