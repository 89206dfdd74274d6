/**
 * Login by device code (RFC 8628): the person opens an address and agrees, the program asks until it has the token.
 *
 * @module
 */

import type { JsonObject, JsonValue } from "../json/json.ts";
import { isLoopback } from "../platform/hosts.ts";
import { toBase64 } from "../text/bytes.ts";
import type { Warning } from "../warning.ts";
import {
  type AccountAnswer,
  type AccountCall,
  answerBody,
  type AppCredentials,
  ask,
  formRequest,
  isRefusal,
  refusal,
  unreadable,
} from "./account-call.ts";
import { asLoginFailure, pollUntilDecided } from "./device-poll.ts";
import { readLifetime, readScopes, readToken } from "./token-answer.ts";

/** A login that waits for the person. */
export interface DeviceCode {
  /** Secret: whoever has it and the app secret gets the login. */
  readonly deviceCode: string;
  /** What the person may have to type; empty where the service gave none. */
  readonly userCode: string;
  /** The address to open; it carries the user code where the service offers that. */
  readonly verificationUrl: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  /** Seconds between two polls. */
  readonly interval: number;
}

/** What the service grants at the end of a login; times are epoch milliseconds. */
export interface LoginGrant {
  readonly accessToken: string;
  readonly refreshToken?: string;
  readonly expiresAt: number;
  /** The end of the access token where there is no refresh token. */
  readonly refreshExpiresAt: number;
  readonly scopes: readonly string[];
}

/** How to wait for the person. */
export interface WaitOptions {
  /** Asks at once rather than after one interval: the person has just agreed. */
  readonly isResumed: boolean;
  /** Gets answers that were survived (`login_poll_failed`), and a grant without a refresh token (`no_refresh_token`). */
  onWarning?(warning: Warning): void;
}

/** Without this scope the service gives no refresh token. */
export const OFFLINE_ACCESS = "offline_access";

/** What holds where the service says nothing, seconds. */
const CODE_LIFETIME = 240;
const INTERVAL = 5;
const ACCESS_LIFETIME = 7200;
const REFRESH_LIFETIME = 604_800;
/** No code is believed to last longer, seconds. */
const LONGEST_CODE_LIFETIME = 3600;

/**
 * Asks for a device code. `offline_access` is added to the scopes once.
 *
 * @throws {Failure} `config`/`invalid_client` for a wrong app, `authentication` where the service refuses otherwise.
 */
export async function requestDeviceCode(
  call: AccountCall,
  app: AppCredentials,
  scopes: readonly string[],
): Promise<DeviceCode> {
  call.secrets.add(app.appSecret);
  const basic = toBase64(new TextEncoder().encode(`${app.appId}:${app.appSecret}`));
  call.secrets.add(basic);
  const form = formRequest(`${call.hosts.accounts}/oauth/v1/device_authorization`, {
    client_id: app.appId,
    scope: [...new Set([...scopes, OFFLINE_ACCESS])].join(" "),
  });
  const answer = await ask(call, { ...form, headers: { ...form.headers, authorization: `Basic ${basic}` } });
  if (isRefusal(answer)) throw asLoginFailure(refusal(call, answer));
  return readDeviceCode(call, answer);
}

/**
 * The code in an answer.
 *
 * @param page makes the address to open, where the answer has none that carries the user code
 * @throws {Failure} `internal`/`invalid_response` where it has no usable code or address.
 */
export function readDeviceCode(
  call: AccountCall,
  answer: AccountAnswer,
  page?: (userCode: string) => string,
): DeviceCode {
  const body = answerBody(call, answer);
  const deviceCode = readToken(body.device_code);
  const userCode = typeof body.user_code === "string" && /^[\w-]{1,64}$/.test(body.user_code)
    ? body.user_code
    : "";
  const address = body.verification_uri_complete ?? page?.(userCode) ?? body.verification_uri;
  const verificationUrl = readAddress(call, address);
  if (deviceCode === undefined) throw unreadable(call, answer, "without a usable device code");
  if (verificationUrl === undefined) throw unreadable(call, answer, "without an address to open");
  call.secrets.add(deviceCode);
  const lifetime = readLifetime(body.expires_in ?? body.expire_in) ?? CODE_LIFETIME;
  return {
    deviceCode,
    userCode,
    verificationUrl,
    expiresAt: call.world.clock.now() + Math.min(lifetime, LONGEST_CODE_LIFETIME) * 1000,
    interval: Math.min(readLifetime(body.interval) ?? INTERVAL, 60),
  };
}

/** An address that is safe to show and to open: encrypted, unless the service itself is on this machine. */
function readAddress({ hosts }: AccountCall, value: JsonValue | undefined): string | undefined {
  if (typeof value !== "string" || !URL.canParse(value)) return undefined;
  const url = new URL(value);
  const isLocal = url.protocol === "http:" && isLoopback(url.hostname) &&
    isLoopback(new URL(hosts.accounts).hostname);
  return (url.protocol === "https:" || isLocal) && url.username === "" ? url.href : undefined;
}

/**
 * Asks for the token until the person has agreed or refused, or the code expires. The service may slow it down; answers
 * that make no sense are survived. Ends at once when the run is interrupted.
 *
 * @throws {Failure} `authentication` with the subtype `access_denied`, `expired_token` or `unknown`; `config` where the app
 * is refused.
 */
export async function waitForLogin(
  call: AccountCall,
  app: AppCredentials,
  code: Pick<DeviceCode, "deviceCode" | "expiresAt" | "interval">,
  options: WaitOptions,
): Promise<LoginGrant> {
  call.secrets.add(app.appSecret);
  call.secrets.add(code.deviceCode);
  const request = formRequest(`${call.hosts.open}/open-apis/authen/v2/oauth/token`, {
    grant_type: "urn:ietf:params:oauth:grant-type:device_code",
    device_code: code.deviceCode,
    client_id: app.appId,
    client_secret: app.appSecret,
  });
  const grant = await pollUntilDecided(call, {
    request: () => request,
    interval: code.interval,
    expiresAt: code.expiresAt,
    isImmediate: options.isResumed,
    read(body) {
      const value = readGrant(call, body);
      return value === undefined ? undefined : { kind: "done", value };
    },
    ...(options.onWarning === undefined ? {} : { onWarning: options.onWarning }),
  });
  if (grant.refreshToken === undefined) {
    const detail = "the service gave no refresh token: the login ends with its access token";
    options.onWarning?.({ key: "no_refresh_token", detail });
  }
  return grant;
}

function readGrant({ world, secrets }: AccountCall, body: JsonObject): LoginGrant | undefined {
  const accessToken = readToken(body.access_token);
  if (accessToken === undefined) return undefined;
  const refreshToken = readToken(body.refresh_token);
  secrets.add(accessToken);
  secrets.add(refreshToken ?? "");
  const now = world.clock.now();
  const expiresAt = now + (readLifetime(body.expires_in) ?? ACCESS_LIFETIME) * 1000;
  const refreshLifetime = readLifetime(body.refresh_token_expires_in) ?? REFRESH_LIFETIME;
  return {
    accessToken,
    ...(refreshToken === undefined ? {} : { refreshToken }),
    expiresAt,
    refreshExpiresAt: refreshToken === undefined ? expiresAt : now + refreshLifetime * 1000,
    scopes: readScopes(body.scope),
  };
}
