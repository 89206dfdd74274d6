import { Failure, type FailureDetail, type FailureType } from "../failure.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../json.ts";
import type { Identity } from "./identity.ts";

/** How a code of the service is understood. */
interface Reading {
  readonly type: FailureType;
  readonly subtype: string;
  readonly hint?: string;
  /** Asking again may help. */
  readonly retryable?: true;
}

const NO_ACCESS =
  "no access to this chat, or the file is gone; this is not a missing scope, so do not retry: " +
  "join the chat, or use the other identity with --as";

/** Readings of codes that mean the same on every endpoint (platform sheet 5.1 and 13, CONTRACT 7 and 10). */
const READINGS: Readonly<Record<number, Reading>> = {
  99991661: { type: "authentication", subtype: "token_missing" },
  99991671: {
    type: "authentication",
    subtype: "token_invalid",
    hint: "a user token starts with u-, a bot token with t-",
  },
  99991663: {
    type: "authentication",
    subtype: "token_invalid",
    hint: "the token is wrong or expired, or belongs to the other identity (see --as)",
  },
  99991668: {
    type: "authentication",
    subtype: "token_invalid",
    hint: "get a new user token and set IM_USER_ACCESS_TOKEN",
  },
  99991677: {
    type: "authentication",
    subtype: "token_expired",
    hint: "get a new user token and set IM_USER_ACCESS_TOKEN",
  },
  99991672: { type: "authorization", subtype: "app_scope_not_applied" },
  99991676: { type: "authorization", subtype: "token_scope_insufficient" },
  99991679: { type: "authorization", subtype: "missing_scope" },
  99991673: { type: "authorization", subtype: "app_unavailable", hint: "ask the tenant's administrator" },
  99991662: { type: "authorization", subtype: "app_disabled", hint: "ask the tenant's administrator" },
  99991400: { type: "api", subtype: "rate_limit", retryable: true },
  99991543: { type: "config", subtype: "invalid_client", hint: "check IM_APP_ID and IM_APP_SECRET" },
  20026: { type: "authentication", subtype: "refresh_token_invalid" },
  20037: { type: "authentication", subtype: "refresh_token_expired" },
  20050: { type: "authentication", subtype: "refresh_server_error", retryable: true },
  20064: { type: "authentication", subtype: "refresh_token_revoked" },
  20073: { type: "authentication", subtype: "refresh_token_reused" },
  10003: { type: "config", subtype: "invalid_client", hint: "check IM_APP_ID" },
  10014: { type: "config", subtype: "invalid_client", hint: "check IM_APP_SECRET" },
  21000: { type: "policy", subtype: "challenge_required" },
  21001: { type: "policy", subtype: "access_denied" },
  14005: { type: "authorization", subtype: "permission_denied", hint: NO_ACCESS },
  230002: {
    type: "authorization",
    subtype: "permission_denied",
    hint: "join the chat first, or use the other identity with --as",
  },
  230020: { type: "api", subtype: "rate_limit", retryable: true },
  230049: { type: "api", subtype: "conflict", retryable: true },
  232016: { type: "authorization", subtype: "permission_denied" },
  11232: { type: "api", subtype: "rate_limit", retryable: true },
  230027: { type: "authorization", subtype: "user_unauthorized" },
  230110: { type: "api", subtype: "not_found", hint: "the message was deleted" },
  231205: { type: "api", subtype: "ownership_mismatch" },
  234001: {
    type: "api",
    subtype: "invalid_parameters",
    hint: "check the id and the key; keys that begin with img_ take --type image, all others --type file",
  },
  234002: { type: "authorization", subtype: "permission_denied", hint: NO_ACCESS },
  234003: {
    type: "api",
    subtype: "invalid_parameters",
    hint: "the key does not belong to this message: take both from the content of the same message",
  },
  234004: {
    type: "authorization",
    subtype: "permission_denied",
    hint: "add the app's bot to the chat of the message, or use --as user",
  },
  234009: {
    type: "authorization",
    subtype: "permission_denied",
    hint: "the service does not allow this in external groups",
  },
  234019: { type: "authorization", subtype: "app_unavailable", retryable: true },
  234037: { type: "api", subtype: "quota_exceeded", hint: "the service serves files up to 100 MB" },
  234038: {
    type: "authorization",
    subtype: "permission_denied",
    hint: "the message is confidential or the chat forbids downloads",
  },
  234040: {
    type: "authorization",
    subtype: "permission_denied",
    hint:
      "the message is not visible to this identity: ask the chat's owner whether new members may see the history",
  },
  234041: {
    type: "api",
    subtype: "server_error",
    hint: "the tenant's master key was deleted: ask the tenant's administrator",
  },
  234042: {
    type: "api",
    subtype: "server_error",
    hint: "the tenant's storage failed: ask its administrator",
  },
  234043: {
    type: "api",
    subtype: "feature_not_available",
    hint: "resources of forwarded bundles, of their children and of cards cannot be fetched",
  },
  99992354: { type: "api", subtype: "invalid_parameters" },
};

/** Facts of an answer that a failure is made of. */
export interface RefusedAnswer {
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
 * HTTP status. The server's delay, trace id, missing scopes and links are kept (platform sheet 5.2).
 */
export function serviceFailure(answer: RefusedAnswer, now: number): Failure {
  const body = isJsonObject(answer.body) ? answer.body : undefined;
  const code = typeof body?.code === "number" && body.code !== 0 ? body.code : undefined;
  const reading = readAnswer(answer.status, code, text(body?.error));
  const error = isJsonObject(body?.error) ? body.error : {};
  const delay = retryAfterSeconds(answer.headers, now);
  const scopes = missingScopes(error);
  const logId = text(body?.log_id) ?? text(error.log_id) ?? answer.headers.get("x-tt-logid") ?? undefined;
  const hint = reading.hint ?? detailHint(error);
  const troubleshooter = text(error.troubleshooter);
  const detail: FailureDetail = {
    type: reading.type,
    subtype: reading.subtype,
    code: code ?? answer.status,
    message: message(answer, body, code),
    ...(hint === undefined ? {} : { hint }),
    ...(logId === undefined ? {} : { log_id: logId }),
    ...(troubleshooter === undefined ? {} : { troubleshooter }),
    ...(reading.retryable ? { retryable: true } : {}),
    ...(delay === undefined || !reading.retryable ? {} : { retry_after_seconds: delay }),
    ...(scopes.length === 0 ? {} : { missing_scopes: scopes }),
    ...(answer.identity === undefined || reading.type !== "authorization"
      ? {}
      : { identity: answer.identity }),
  };
  return new Failure(detail);
}

/** Words of the OAuth endpoints that speak about the credentials. */
const CLIENT_ERRORS: readonly string[] = ["invalid_client", "unauthorized_client"];

function readAnswer(status: number, code: number | undefined, word: string | undefined): Reading {
  if (word !== undefined && CLIENT_ERRORS.includes(word)) {
    return { type: "config", subtype: "invalid_client", hint: "check IM_APP_ID and IM_APP_SECRET" };
  }
  if (status === 429) return { type: "api", subtype: "rate_limit", retryable: true };
  const known = code === undefined ? undefined : READINGS[code];
  if (known !== undefined) return status >= 500 ? { ...known, retryable: true } : known;
  if (status === 408) return { type: "network", subtype: "timeout", retryable: true };
  if (status >= 500) {
    return { type: code === undefined ? "network" : "api", subtype: "server_error", retryable: true };
  }
  if (status === 404) return { type: "api", subtype: "not_found" };
  return { type: "api", subtype: "unknown" };
}

function message(answer: RefusedAnswer, body: JsonObject | undefined, code: number | undefined): string {
  const said = text(body?.msg) ?? text(body?.error_description);
  if (code !== undefined) return `the service refused with code ${code}: ${said ?? "without a reason"}`;
  if (said !== undefined) return `the service answered HTTP ${answer.status}: ${said}`;
  const start = answer.text.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").trim().slice(0, 200);
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

function missingScopes(error: JsonObject): readonly string[] {
  const violations = Array.isArray(error.permission_violations) ? error.permission_violations : [];
  const subjects = violations.map((one) => isJsonObject(one) ? text(one.subject) : undefined);
  return [...new Set(subjects.filter((one) => one !== undefined))];
}

function detailHint(error: JsonObject): string | undefined {
  const details = Array.isArray(error.details) ? error.details : [];
  const values = details.map((one) => isJsonObject(one) ? text(one.value) : undefined);
  return text(values.filter((one) => one !== undefined).join("; "));
}

function text(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
