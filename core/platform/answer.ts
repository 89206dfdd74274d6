import { LimitedBytesTransformStream, toText } from "@std/streams";
import { Failure } from "../failure.ts";
import { isJsonObject, type JsonObject, type JsonValue, parseJson } from "../json.ts";
import type { Identity } from "./identity.ts";
import { codeOf, serviceFailure } from "./service-errors.ts";
import { transportFailure } from "./transport-failure.ts";

/** Most of a refused answer that is read, bytes. */
const ERROR_BODY_LIMIT = 65_536;

/** Who asked, and when the answer came (epoch milliseconds, for delays given as dates). */
export interface AnswerContext {
  readonly identity: Identity | undefined;
  readonly now: number;
}

/** Reads a refused answer (HTTP 400 and above) and says why. Its body is drained, so the connection lives on. */
export async function refusal(response: Response, context: AnswerContext): Promise<Failure> {
  const limit = new LimitedBytesTransformStream(ERROR_BODY_LIMIT);
  // A body that breaks off still leaves the status to go by.
  const text = response.body === null ? "" : await toText(response.body.pipeThrough(limit)).catch(() => "");
  return refusalFrom(response, text, context);
}

/** The same for a body that was read already. */
export function refusalFrom(response: Response, text: string, context: AnswerContext): Failure {
  return serviceFailure(
    {
      status: response.status,
      headers: response.headers,
      body: tryJson(text),
      text,
      identity: context.identity,
    },
    context.now,
  );
}

/**
 * Reads the answer of a JSON call.
 *
 * @throws {Failure} for a code other than 0, an HTTP status of 400 and above, and a body that is no JSON object or has
 * no code: a page of a proxy, or of another service, must not pass for success.
 */
export async function readJsonAnswer(
  response: Response,
  url: string,
  context: AnswerContext,
): Promise<JsonObject> {
  const body = await readObjectAnswer(response, url, context);
  if (codeOf(body) === undefined) throw invalidResponse(response, 'with JSON that has no "code"');
  return body;
}

/** The same without asking for a code: endpoints after the standard of OAuth have none in their success. */
export async function readObjectAnswer(
  response: Response,
  url: string,
  context: AnswerContext,
): Promise<JsonObject> {
  if (response.status >= 400) throw await refusal(response, context);
  const text = await response.text().catch((error) => {
    throw transportFailure(error, url);
  });
  const body = tryJson(text);
  if (!isJsonObject(body)) throw invalidResponse(response, "with something that is no JSON object");
  if (isRefusal(body)) throw refusalFrom(response, text, context);
  return body;
}

/** Whether a JSON body is the service's way of saying no. */
export function isRefusal(body: JsonValue | undefined): boolean {
  return isJsonObject(body) && (codeOf(body) ?? 0) !== 0;
}

function invalidResponse(response: Response, what: string): Failure {
  return new Failure({
    type: "internal",
    subtype: "invalid_response",
    message: `the service answered HTTP ${response.status} ${what}`,
    ...traceId(response),
  });
}

function traceId(response: Response): { log_id?: string } {
  const id = response.headers.get("x-tt-logid");
  return id === null ? {} : { log_id: id };
}

/** The parsed text, or `undefined` where it is no JSON. */
export function tryJson(text: string): JsonValue | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
