import { Failure, type FailureDetail, type InputProblem, withDetail } from "../failure.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../json/json.ts";
import type { ErrorCode, RefusedCall } from "./error-code.ts";
import { ERROR_CODES } from "./error-codes.ts";
import { traceIdOf } from "./http.ts";
import type { Identity } from "./identity.ts";
import { CHECK_APP, WEB_PAGE_HINT } from "./refusal-hints.ts";
import { isWebPage, serviceCode } from "./service-code.ts";

/** Facts of an answer that a failure is made of. */
export interface ErrorResponse {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed body where it was JSON. */
  readonly body: JsonValue | undefined;
  /** The start of the body where it was not. */
  readonly text: string;
  readonly identity: Identity | undefined;
}

/**
 * Turns an answer that is no success into a failure: by the service's code where it sent one, else by the
 * HTTP status. The server's delay, trace id, missing scopes and links are kept.
 */
export function serviceFailure(answer: ErrorResponse, now: number): Failure {
  const body = isJsonObject(answer.body) ? answer.body : undefined;
  const code = (body === undefined ? undefined : serviceCode(body)) || undefined;
  const meaning = classify(answer.status, code, nonEmptyString(body?.error));
  const error = isJsonObject(body?.error) ? body.error : {};
  const delay = retryAfterSeconds(answer.headers, now);
  const scopes = missingScopes(error);
  const logId = nonEmptyString(body?.log_id) ?? nonEmptyString(error.log_id) ??
    traceIdOf(answer.headers);
  const policy = meaning.type === "policy" ? policyFields(body, error) : {};
  const hint = meaning.subtype === "rate_limit"
    ? rateLimitHint(answer.headers, delay) ?? meaning.hint
    : policy.hint ?? meaning.hint ?? extendedReason(body) ?? detailHint(error) ??
      (isWebPage(answer.text) ? WEB_PAGE_HINT : undefined);
  const params = fieldProblems(error);
  const troubleshooter = nonEmptyString(error.troubleshooter);
  const detail: FailureDetail = {
    type: meaning.type,
    subtype: meaning.subtype,
    code: code ?? answer.status,
    message: errorMessage(answer, body, code),
    ...(hint === undefined ? {} : { hint }),
    ...(logId === undefined ? {} : { log_id: logId }),
    ...(troubleshooter === undefined ? {} : { troubleshooter }),
    ...(meaning.retryable ? { retryable: true } : {}),
    ...(delay === undefined || !meaning.retryable ? {} : { retry_after_seconds: delay }),
    ...(params.length === 0 ? {} : { params }),
    ...(scopes.length === 0 ? {} : { missing_scopes: scopes }),
    ...(answer.identity === undefined || meaning.type !== "authorization"
      ? {}
      : { identity: answer.identity }),
    ...(policy.challenge_url === undefined ? {} : { challenge_url: policy.challenge_url }),
  };
  return new Failure(detail);
}

/**
 * The failure of a call whose operation gives the code a meaning of its own, or a hint that names the target. Other
 * failures stay.
 */
export function explainRefusal(failure: Failure, call: RefusedCall): Failure {
  const meaning = ERROR_CODES[failure.detail.code ?? 0]?.on?.[call.operation];
  if (meaning === undefined) return failure;
  const { hint, ...detail } = meaning;
  const text = typeof hint === "function" ? hint(call) : hint;
  return withDetail(failure, { ...detail, ...(text === undefined ? {} : { hint: text }) });
}

/** A failure to fetch a file that a message holds; what is no refusal stays. */
export function explainAttachment<E>(error: E, identity: Identity): E | Failure {
  return error instanceof Failure
    ? explainRefusal(error, { operation: "attachment", identity, target: "" })
    : error;
}

/** Error words of the OAuth endpoints that are about the credentials. */
const CLIENT_ERRORS: readonly string[] = ["invalid_client", "unauthorized_client"];

function classify(status: number, code: number | undefined, word: string | undefined): ErrorCode {
  if (word !== undefined && CLIENT_ERRORS.includes(word)) {
    return { type: "config", subtype: "invalid_client", hint: CHECK_APP };
  }
  if (status === 429) return { type: "api", subtype: "rate_limit", retryable: true };
  const known = code === undefined ? undefined : ERROR_CODES[code];
  if (known !== undefined) return status >= 500 ? { ...known, retryable: true } : known;
  if (status === 408) return { type: "network", subtype: "timeout", retryable: true };
  if (status >= 500) {
    return { type: code === undefined ? "network" : "api", subtype: "server_error", retryable: true };
  }
  if (status === 404) return { type: "api", subtype: "not_found" };
  return { type: "api", subtype: "unknown" };
}

function errorMessage(answer: ErrorResponse, body: JsonObject | undefined, code: number | undefined): string {
  const reason = nonEmptyString(body?.msg) ?? nonEmptyString(body?.error_description);
  if (code !== undefined) return `the service refused with code ${code}: ${reason ?? "without a reason"}`;
  if (reason !== undefined) return `the service answered HTTP ${answer.status}: ${reason}`;
  // Of a tag only what has no other "<" in it, so that a page of nothing but "<" is read once.
  const start = answer.text.replace(/<[^<>]*>/g, " ").replace(/\s+/g, " ").trim().slice(0, 200);
  return `the service answered HTTP ${answer.status}${start === "" ? "" : `: ${start}`}`;
}

/** The forms of a date in a header (RFC 9110, 5.6.7); the engine would read a date into almost anything. */
const HTTP_DATE_REGEXP =
  /^(?:[A-Z][a-z]{2,8}, \d{2}[ -][A-Z][a-z]{2}[ -]\d{2,4} [\d:]{8} GMT|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d [\d:]{8} \d{4})$/;

/** The server's delay in whole seconds: `x-ogw-ratelimit-reset`, then `Retry-After` (seconds or date). */
export function retryAfterSeconds(headers: Headers, now: number): number | undefined {
  for (const name of ["x-ogw-ratelimit-reset", "retry-after"]) {
    const value = headers.get(name)?.trim();
    if (value === undefined || value === "") continue;
    if (/^\d+$/.test(value)) {
      const seconds = Number(value);
      // A reset of zero says nothing; a later header may.
      if (seconds > 0 || name === "retry-after") return seconds;
      continue;
    }
    const date = HTTP_DATE_REGEXP.test(value) ? Date.parse(value) : NaN;
    if (!Number.isNaN(date)) return Math.max(0, Math.ceil((date - now) / 1000));
  }
  return undefined;
}

/** When to ask again, and how much is allowed, where the service says so. */
function rateLimitHint(headers: Headers, delay: number | undefined): string | undefined {
  const limit = /^\d{1,9}$/.exec(headers.get("x-ogw-ratelimit-limit")?.trim() ?? "")?.[0];
  const allowed = limit === undefined ? [] : [`the service allows ${limit} calls per window`];
  return nonEmptyString([...allowed, ...delay === undefined ? [] : [`try again in ${delay} s`]].join(": "));
}

function missingScopes(error: JsonObject): readonly string[] {
  const violations = Array.isArray(error.permission_violations) ? error.permission_violations : [];
  const subjects = violations.map((one) => isJsonObject(one) ? nonEmptyString(one.subject) : undefined);
  return [...new Set(subjects.filter((one) => one !== undefined))];
}

/** What exactly is wrong stands behind `ext=` in the message of some codes. */
function extendedReason(body: JsonObject | undefined): string | undefined {
  return nonEmptyString(/\bext=(.*)$/s.exec(nonEmptyString(body?.msg) ?? "")?.[1]?.trim());
}

/** The fields that the service refused (their form is unverified). */
function fieldProblems(error: JsonObject): readonly InputProblem[] {
  const violations = Array.isArray(error.field_violations) ? error.field_violations : [];
  return violations.filter(isJsonObject).map((one) => ({
    name: nonEmptyString(one.field) ?? "",
    reason: nonEmptyString(one.description) ?? "refused",
  }));
}

/** Where to prove oneself to a security policy, and what it says about that. Only an encrypted address is one to open. */
function policyFields(
  body: JsonObject | undefined,
  error: JsonObject,
): { readonly challenge_url?: string; readonly hint?: string } {
  const places = [body?.data, error.data].filter(isJsonObject);
  const found = (name: string) => places.map((place) => nonEmptyString(place[name])).find(Boolean);
  const url = found("challenge_url");
  const hint = found("hint") ?? found("cli_hint");
  const isSafe = url !== undefined && URL.canParse(url) && new URL(url).protocol === "https:";
  return { ...(isSafe ? { challenge_url: new URL(url).href } : {}), ...(hint === undefined ? {} : { hint }) };
}

function detailHint(error: JsonObject): string | undefined {
  const details = Array.isArray(error.details) ? error.details : [];
  const values = details.map((one) => isJsonObject(one) ? nonEmptyString(one.value) : undefined);
  return nonEmptyString(values.filter((one) => one !== undefined).join("; "));
}

function nonEmptyString(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
