/**
 * The login of a person: an access token, the refresh token that replaces it, and how long both last.
 *
 * @module
 */

import * as v from "valibot";
import { Failure } from "../failure.ts";
import { tryParseJson } from "../json/json.ts";
import { isToken } from "../platform/tokens.ts";
import { action, phrase } from "../text/phrase.ts";
import type { SecretName, SecretStore } from "./secret-store.ts";

/** All times are epoch milliseconds. */
export interface UserToken {
  readonly openId: string;
  readonly appId: string;
  readonly accessToken: string;
  /** Absent where the service gave none (no `offline_access`), or called it used up, expired or revoked. */
  readonly refreshToken?: string;
  readonly expiresAt: number;
  readonly refreshExpiresAt: number;
  /** Granted scopes. */
  readonly scopes: readonly string[];
  readonly grantedAt: number;
  /** Why the last refresh failed; the login is kept. */
  readonly doubt?: string;
  /** The code with which the service ended the refresh token. */
  readonly endCode?: number;
  /** When a refresh was begun of which no answer was saved. */
  readonly refreshBegunAt?: number;
}

/** Whether it can be used as it is, after a refresh, or not any more. */
export type TokenStatus = "valid" | "needs_refresh" | "expired" | "missing";

/** A token counts as stale this long before it expires, milliseconds. */
export const EXPIRY_MARGIN = 300_000;

/** What the clock says about a login. One that cannot be refreshed is valid to its last moment. */
export function tokenStatus(token: UserToken | undefined, now: number): TokenStatus {
  if (token === undefined) return "missing";
  const margin = token.refreshToken === undefined ? 0 : EXPIRY_MARGIN;
  if (now < token.expiresAt - margin) return "valid";
  return token.refreshToken !== undefined && now < token.refreshExpiresAt ? "needs_refresh" : "expired";
}

const tokenText = v.pipe(v.string(), v.check(isToken));
const time = v.pipe(v.number(), v.finite());
const schema = v.object({
  openId: v.pipe(v.string(), v.nonEmpty()),
  appId: v.string(),
  accessToken: tokenText,
  refreshToken: v.exactOptional(tokenText),
  expiresAt: time,
  refreshExpiresAt: time,
  scopes: v.array(v.string()),
  grantedAt: time,
  doubt: v.exactOptional(v.string()),
  endCode: v.exactOptional(v.number()),
  refreshBegunAt: v.exactOptional(time),
});

/** Where the login of a person in an app is kept. */
export function userTokenName(host: string, appId: string, openId: string): SecretName {
  return { kind: "user-token", host, appId, openId };
}

/**
 * Reads a stored login.
 *
 * @throws {Failure} `internal`/`storage` where the store cannot be read, or holds something else.
 */
export async function readUserToken(store: SecretStore, name: SecretName): Promise<UserToken | undefined> {
  const text = await store.read(name);
  if (text === undefined) return undefined;
  const token = tryParseJson(text);
  if (v.is(schema, token) && token.appId === name.appId && token.openId === name.openId) return token;
  throw new Failure({
    type: "internal",
    subtype: "storage",
    message: `the stored login of ${name.openId} cannot be read`,
    hint: phrase`log in again: ${action("auth/login")}`,
  });
}

/** Stores a login. @throws {Failure} `internal`/`storage` */
export async function writeUserToken(store: SecretStore, name: SecretName, token: UserToken): Promise<void> {
  await store.write(name, JSON.stringify(token));
}
