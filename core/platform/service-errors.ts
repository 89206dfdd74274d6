import { Failure, type FailureDetail, type ParamProblem } from "../failure.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../json.ts";
import { type Reading, READINGS } from "./error-readings.ts";
import type { Identity } from "./identity.ts";

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
  const code = (body === undefined ? undefined : codeOf(body)) || undefined;
  const reading = readAnswer(answer.status, code, text(body?.error));
  const error = isJsonObject(body?.error) ? body.error : {};
  const delay = retryAfterSeconds(answer.headers, now);
  const scopes = missingScopes(error);
  const logId = text(body?.log_id) ?? text(error.log_id) ?? answer.headers.get("x-tt-logid") ?? undefined;
  const hint = reading.subtype === "rate_limit"
    ? limitHint(answer.headers, delay) ?? reading.hint
    : reading.hint ?? extension(body) ?? detailHint(error);
  const params = fieldProblems(error);
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
    ...(params.length === 0 ? {} : { params }),
    ...(scopes.length === 0 ? {} : { missing_scopes: scopes }),
    ...(answer.identity === undefined || reading.type !== "authorization"
      ? {}
      : { identity: answer.identity }),
  };
  return new Failure(detail);
}

/** The service's code, 0 for success; some gateways write it as text. */
export function codeOf({ code }: JsonObject): number | undefined {
  if (typeof code === "number") return code;
  return typeof code === "string" && /^-?\d{1,15}$/.test(code) ? Number(code) : undefined;
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

/** When to ask again, and how much is allowed, where the service tells (platform sheet 4.4). */
function limitHint(headers: Headers, delay: number | undefined): string | undefined {
  const limit = /^\d{1,9}$/.exec(headers.get("x-ogw-ratelimit-limit")?.trim() ?? "")?.[0];
  const allowed = limit === undefined ? [] : [`the service allows ${limit} calls per window`];
  return text([...allowed, ...delay === undefined ? [] : [`ask again in ${delay} s`]].join(": "));
}

function missingScopes(error: JsonObject): readonly string[] {
  const violations = Array.isArray(error.permission_violations) ? error.permission_violations : [];
  const subjects = violations.map((one) => isJsonObject(one) ? text(one.subject) : undefined);
  return [...new Set(subjects.filter((one) => one !== undefined))];
}

/** What exactly is wrong stands behind `ext=` in the message of some codes. */
function extension(body: JsonObject | undefined): string | undefined {
  return text(/\bext=(.*)$/s.exec(text(body?.msg) ?? "")?.[1]?.trim());
}

/** The fields that the service refused (platform sheet 5.2; their form is unverified). */
function fieldProblems(error: JsonObject): readonly ParamProblem[] {
  const violations = Array.isArray(error.field_violations) ? error.field_violations : [];
  return violations.filter(isJsonObject).map((one) => ({
    name: text(one.field) ?? "",
    reason: text(one.description) ?? "refused",
  }));
}

function detailHint(error: JsonObject): string | undefined {
  const details = Array.isArray(error.details) ? error.details : [];
  const values = details.map((one) => isJsonObject(one) ? text(one.value) : undefined);
  return text(values.filter((one) => one !== undefined).join("; "));
}

function text(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
