import { Failure, type FailureDetail, type InputProblem, withDetail } from "../failure.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../json/json.ts";
import { type Phrase, phrase, setting } from "../text/phrase.ts";
import type { ErrorCode, RefusedCall } from "./error-code.ts";
import { ERROR_CODES } from "./error-codes.ts";
import { traceIdOf } from "./http.ts";
import type { Identity } from "./identity.ts";
import { CHECK_APP } from "./refusal-hints.ts";

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
  const hint = meaning.subtype === "rate_limit"
    ? rateLimitHint(answer.headers, delay) ?? meaning.hint
    : meaning.hint ?? extendedReason(body) ?? detailHint(error);
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
  };
  return new Failure(detail);
}

/** The service's code, 0 for success; some gateways write it as text. */
export function serviceCode({ code }: JsonObject): number | undefined {
  if (typeof code === "number") return code;
  return typeof code === "string" && /^-?\d{1,15}$/.test(code) ? Number(code) : undefined;
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

function detailHint(error: JsonObject): string | undefined {
  const details = Array.isArray(error.details) ? error.details : [];
  const values = details.map((one) => isJsonObject(one) ? nonEmptyString(one.value) : undefined);
  return nonEmptyString(values.filter((one) => one !== undefined).join("; "));
}

function nonEmptyString(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** What a missing permission is explained with. */
export interface PermissionContext {
  readonly identity: Identity;
  readonly appId: string | undefined;
  /** Base URL of the open platform. */
  readonly host: string;
  /** Scopes of the command, of which the first is the narrowest; used where the service names none. */
  readonly scopes: readonly string[];
  /** All the scopes that the request needs, where they are known better than that. */
  readonly requestScopes?: readonly string[] | undefined;
}

const SCOPE_SUBTYPES: readonly string[] = [
  "missing_scope",
  "app_scope_not_applied",
  "token_scope_insufficient",
];

/**
 * Adds to a refusal for a missing permission what to do about it: the scopes, for an app that
 * lacks them the page where they are applied for, for a person the login that grants them. It takes the place of what
 * the service remarked. Other failures stay.
 */
export function withPermissionHint(failure: Failure, context: PermissionContext): Failure {
  const { detail } = failure;
  if (detail.type !== "authorization") return failure;
  if (detail.subtype === "user_unauthorized") {
    return withDetail(failure, { hint: permissionHint(context.identity) });
  }
  if (!SCOPE_SUBTYPES.includes(detail.subtype)) return failure;
  const scopes = detail.missing_scopes ?? context.requestScopes ?? context.scopes.slice(0, 1);
  const more: Partial<FailureDetail> = {
    ...(scopes.length === 0 ? {} : { missing_scopes: scopes }),
    hint: scopeHint(detail.subtype, scopes.join(" "), context),
    ...(detail.subtype === "app_scope_not_applied" && context.appId !== undefined
      ? { console_url: consoleUrl(context.host, context.appId, scopes) }
      : {}),
  };
  return withDetail(failure, more);
}

/** The code says no more than that the rights are missing, or that external chats forbid it. */
function permissionHint(identity: Identity): Phrase {
  const last = "external chats or the tenant's policy may forbid it";
  return identity === "bot"
    ? `check the app's permissions, availability and access to the chat in the developer console; ${last}`
    : phrase`set ${setting("userToken")} to a new token; if that does not help, ${last}`;
}

function scopeHint(subtype: string, scopes: string, { identity }: PermissionContext): Phrase {
  const named = scopes === "" ? "the scopes it needs" : `the scope ${scopes}`;
  if (subtype === "app_scope_not_applied") {
    return `apply for ${named} in the developer console, then publish the app`;
  }
  if (identity === "bot") return `grant the bot ${named} in the developer console`;
  return phrase`let the user grant the app ${named}, then set ${setting("userToken")} to a new token`;
}

/** The page of the developer console where an app applies for scopes. */
function consoleUrl(open: string, appId: string, scopes: readonly string[]): string {
  const query = new URLSearchParams({
    clientID: appId,
    ...(scopes.length ? { scopes: scopes.join(",") } : {}),
  });
  return `${open}/page/scope-apply?${query}`;
}
