/**
 * Calls that deal with apps, logins and tokens rather than with messages.
 *
 * @module
 */

import { joinSignals } from "../async/joined-signal.ts";
import { withDeadline } from "../async/deadline.ts";
import { readBytes } from "../async/read-bytes.ts";
import { type RetryRules, startRetries } from "../async/retry.ts";
import { Failure, withTexts } from "../failure.ts";
import { isJsonObject, isTooDeep, type JsonObject, tryParseJson } from "../json/json.ts";
import type { Hosts } from "../platform/hosts.ts";
import { exchange, type HttpRequest, traceIdOf } from "../platform/http.ts";
import type { Identity } from "../platform/identity.ts";
import { WEB_PAGE_HINT } from "../platform/refusal-hints.ts";
import { isWebPage, serviceCode } from "../platform/service-code.ts";
import { serviceFailure } from "../platform/service-failure.ts";
import { transportFailure } from "../platform/transport-failure.ts";
import type { Secrets } from "../text/redact.ts";
import type { World } from "../world.ts";

/** What every such call is made with. */
export interface AccountCall {
  readonly world: World;
  readonly hosts: Hosts;
  readonly userAgent: string;
  /** Longest time of one call, milliseconds. */
  readonly timeout: number;
  readonly retryRules: RetryRules;
  /** Learns every secret that passes, so that no error repeats one. */
  readonly secrets: Secrets;
  /** Redacted request log (`--verbose`). */
  readonly trace?: ((line: string) => void) | undefined;
}

/** An app and its secret. */
export interface AppCredentials {
  readonly appId: string;
  readonly appSecret: string;
}

/** An answer of any status, read to its end. */
export interface AccountAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body where it is a JSON object. */
  readonly body: JsonObject | undefined;
}

/** Most of an answer that is read, bytes: those of these endpoints are small. */
const MAX_ANSWER_BYTES = 1_048_576;

/** What the fields of a form, as these endpoints take them, are sent as. */
export function formRequest(url: string, fields: Readonly<Record<string, string>>): HttpRequest {
  return {
    url,
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(fields).toString(),
  };
}

/** The same with a JSON body. */
export function jsonRequest(url: string, fields: Readonly<Record<string, string>>): HttpRequest {
  return {
    url,
    method: "POST",
    headers: { "content-type": "application/json; charset=utf-8" },
    body: JSON.stringify(fields),
  };
}

/** How to send one of these requests. */
export interface AskOptions {
  /** Default: that of the call. */
  readonly timeout?: number;
  /** Ends the call; default: an interrupt of the run. */
  readonly signal?: AbortSignal;
  /** What it carries is spent by it, so it must not arrive twice. */
  readonly isOnce?: true;
}

/**
 * Sends a request once and reads the answer, whatever its status.
 *
 * @throws {Failure} `network` where no complete answer came.
 */
export async function ask(
  call: AccountCall,
  request: HttpRequest,
  options: AskOptions = {},
): Promise<AccountAnswer> {
  const { world, userAgent, trace } = call;
  const { timeout = call.timeout, signal = world.interrupt } = options;
  const abort = new AbortController();
  const limits = { responseTimeout: timeout, signal: joinSignals(abort, signal), trace };
  const sent = { ...request, headers: { "user-agent": userAgent, ...request.headers } };
  const fetch = options.isOnce ? world.fetchOnce : world.fetch;
  try {
    return await withDeadline(world.clock, timeout, abort, async () => {
      const response = await exchange(world, fetch, sent, limits);
      return await readAnswer(response, request.url);
    });
  } catch (error) {
    throw error instanceof Failure ? withTexts(error, call.secrets.redact) : error;
  }
}

/**
 * A read: sent again after failures that may pass.
 *
 * @throws {Failure} what the service refused, `network`, or `internal`/`invalid_response`.
 */
export async function askForBody(
  call: AccountCall,
  request: HttpRequest,
  identity?: Identity,
): Promise<JsonObject> {
  const { world, retryRules } = call;
  const retries = startRetries(world, retryRules, world.interrupt);
  while (true) {
    try {
      return answerBody(call, await ask(call, request), identity);
    } catch (error) {
      await retries.next(error);
    }
  }
}

async function readAnswer(response: Response, url: string): Promise<AccountAnswer> {
  const { status, headers, body: stream } = response;
  const bytes = stream === null
    ? new Uint8Array()
    : await readBytes(stream, MAX_ANSWER_BYTES).catch((error) => {
      throw transportFailure(error, url);
    });
  const text = bytes === undefined ? "" : new TextDecoder().decode(bytes);
  const body = tryParseJson(text);
  return { status, headers, text, body: isJsonObject(body) && !isTooDeep(body) ? body : undefined };
}

/** Whether an answer is the service's way of saying no, in either of its two styles. */
export function isRefusal({ status, body }: AccountAnswer): boolean {
  return status >= 400 || (body !== undefined && (errorWord(body) !== undefined || hasErrorCode(body)));
}

function hasErrorCode(body: JsonObject): boolean {
  return (serviceCode(body) ?? 0) !== 0;
}

/** The error word of OAuth, such as `invalid_client`; `undefined` where there is none. */
export function errorWord({ error }: JsonObject): string | undefined {
  return typeof error === "string" && error !== "" ? error : undefined;
}

/** The failure of a refusal, without any secret that the service repeats. */
export function refusal(call: AccountCall, answer: AccountAnswer, identity?: Identity): Failure {
  const failure = serviceFailure({ ...answer, identity }, call.world.clock.now());
  return withTexts(failure, call.secrets.redact);
}

/** The failure of an answer that makes no sense; asking again may help. */
export function unreadable(
  call: AccountCall,
  { status, headers, text }: AccountAnswer,
  what: string,
): Failure {
  const id = traceIdOf(headers);
  return withTexts(
    new Failure({
      type: "internal",
      subtype: "invalid_response",
      message: `the service answered HTTP ${status} ${what}`,
      ...(isWebPage(text) ? { hint: WEB_PAGE_HINT } : {}),
      ...(id === undefined ? {} : { log_id: id }),
      retryable: true,
    }),
    call.secrets.redact,
  );
}

/**
 * The JSON object of a success.
 *
 * @throws {Failure} what the service refused, or `internal`/`invalid_response`.
 */
export function answerBody(call: AccountCall, answer: AccountAnswer, identity?: Identity): JsonObject {
  if (isRefusal(answer)) throw refusal(call, answer, identity);
  if (answer.body === undefined) {
    throw unreadable(call, answer, "with something that is not a JSON object");
  }
  return answer.body;
}
