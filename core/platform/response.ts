import { MAX_READ_BYTES, readUtf8 } from "../async/read-bytes.ts";
import { Failure, withDetail } from "../failure.ts";
import { arrayAt } from "../json/access.ts";
import {
  isJsonObject,
  isTooDeep,
  type JsonObject,
  type JsonValue,
  MAX_JSON_DEPTH,
  tryParseJson,
} from "../json/json.ts";
import { formatBytes } from "../text/size.ts";
import { traceIdOf } from "./http.ts";
import type { Identity } from "./identity.ts";
import { isWebPage, serviceCode } from "./service-code.ts";
import { transportFailure } from "./transport-failure.ts";
import { LimitedBytesTransformStream, toText } from "@std/streams";

/** Most of a refused answer that is read, bytes. */
const ERROR_BODY_LIMIT = 65_536;

/** The identity of the call, and when the answer arrived (epoch milliseconds, for delays given as dates). */
export interface ResponseContext {
  readonly identity: Identity | undefined;
  readonly now: number;
}

/** Reads a refusal (HTTP 400 and above). Its body is drained, so the connection can be used again. */
export async function failureFromResponse(response: Response, context: ResponseContext): Promise<Failure> {
  const limit = new LimitedBytesTransformStream(ERROR_BODY_LIMIT);
  // A body that breaks off still leaves the status to go by.
  const text = response.body === null ? "" : await toText(response.body.pipeThrough(limit)).catch(() => "");
  return await failureFromText(response, text, context);
}

/** The same for a body that was read already. What the codes mean is loaded for refusals only. */
export async function failureFromText(
  response: Response,
  text: string,
  context: ResponseContext,
): Promise<Failure> {
  const { serviceFailure } = await import("./service-failure.ts");
  return serviceFailure(
    {
      status: response.status,
      headers: response.headers,
      body: tryParseJson(text),
      text,
      identity: context.identity,
    },
    context.now,
  );
}

/**
 * Reads the answer of a JSON call.
 *
 * @throws {Failure} for a code other than 0, an HTTP status of 400 and above, and a body that is not a JSON object or has
 * no code: a page of a proxy, or of another service, must not pass for success.
 */
export async function readJsonResponse(
  response: Response,
  url: string,
  context: ResponseContext,
): Promise<JsonObject> {
  const body = await readObjectResponse(response, url, context);
  if (serviceCode(body) === undefined) throw invalidResponse(response, 'with JSON that has no "code"');
  return body;
}

/** The same without asking for a code: endpoints after the standard of OAuth have none in their success. */
export async function readObjectResponse(
  response: Response,
  url: string,
  context: ResponseContext,
): Promise<JsonObject> {
  if (response.status >= 400) throw await failureFromResponse(response, context);
  const text = await readText(response).catch((error) => {
    throw transportFailure(error, url);
  });
  const body = tryParseJson(text);
  if (isTooDeep(body)) {
    throw invalidResponse(response, `with JSON that is nested more than ${MAX_JSON_DEPTH} deep`);
  }
  if (!isJsonObject(body)) {
    if (!isWebPage(text)) throw invalidResponse(response, "with something that is not a JSON object");
    const { WEB_PAGE_HINT } = await import("./refusal-hints.ts");
    throw withDetail(invalidResponse(response, "with a web page"), { hint: WEB_PAGE_HINT });
  }
  if (isErrorBody(body)) throw await failureFromText(response, text, context);
  return body;
}

/**
 * The whole body as text. However small it is on the wire, decoded it may fill the memory.
 *
 * @throws {Failure} `internal`/`invalid_response` for more than 64 MiB.
 */
async function readText(response: Response): Promise<string> {
  if (response.body === null) return "";
  const text = await readUtf8(response.body, MAX_READ_BYTES);
  if (text === undefined) {
    throw invalidResponse(
      response,
      `with more than ${formatBytes(MAX_READ_BYTES)}, of which the rest was not read`,
    );
  }
  return text;
}

/** Whether a JSON body is the service's way of saying no. */
export function isErrorBody(body: JsonValue | undefined): boolean {
  return isJsonObject(body) && (serviceCode(body) ?? 0) !== 0;
}

function invalidResponse(response: Response, what: string): Failure {
  const id = traceIdOf(response.headers);
  return new Failure({
    type: "internal",
    subtype: "invalid_response",
    message: `the service answered HTTP ${response.status} ${what}`,
    ...(id === undefined ? {} : { log_id: id }),
  });
}

/**
 * The `data` of an answer, `{}` where it has none.
 *
 * @param lists fields that are lists, where they are there at all
 * @throws {Failure} `internal`/`invalid_response` where the data is no object, or one of the lists no list: taken for
 * empty it would look like "nothing there" (docs/contract.md, 8).
 */
export function responseData(body: JsonObject, lists: readonly string[] = []): JsonObject {
  const data = body["data"] ?? {};
  if (!isJsonObject(data)) throw unexpectedShape("data", data, "an object");
  for (const key of lists) {
    const list = data[key] ?? [];
    if (!Array.isArray(list)) throw unexpectedShape(`data.${key}`, list, "a list");
  }
  return data;
}

/**
 * The same where the lists hold records.
 *
 * @throws {Failure} also where an entry of a list is no object: it would be lost silently.
 */
export function responseRecords(body: JsonObject, lists: readonly string[]): JsonObject {
  const data = responseData(body, lists);
  for (const key of lists) {
    const list = arrayAt(data, key);
    const odd = list.findIndex((one) => !isJsonObject(one));
    if (odd >= 0) throw unexpectedShape(`data.${key}[${odd}]`, list[odd] ?? null, "an object");
  }
  return data;
}

/** The failure of an answer whose field is of another kind than the platform promises. */
export function unexpectedShape(field: string, value: JsonValue, wanted: string): Failure {
  const kind = value === null ? "null" : Array.isArray(value) ? "a list" : `of type ${typeof value}`;
  return new Failure({
    type: "internal",
    subtype: "invalid_response",
    message: `the service's answer has an unexpected shape: ${field} is ${kind}, not ${wanted}`,
  });
}
