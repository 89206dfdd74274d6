/**
 * The access tokens of a stored login.
 *
 * @module
 */

import { Failure } from "../failure.ts";
import { action, type ActionRef, phrase } from "../text/phrase.ts";
import type { AppCredentials } from "./account-call.ts";
import { refreshLogin, type RefreshParts } from "./refresh.ts";
import type { SecretName } from "./secret-store.ts";
import type { TokenSourceParts } from "./token-source.ts";
import { readUserToken, tokenStatus, type UserToken, userTokenName } from "./user-token.ts";

/** The tokens of a login in a run. */
export interface LoginTokens {
  /** @throws {Failure} `authentication` where the login has ended. */
  token(): Promise<string>;
  /** The access token of a refresh, in place of one that the service refused. */
  replace(refused: string): Promise<string>;
  /** What the person has granted; `undefined` where the service never said. */
  scopes(): Promise<readonly string[] | undefined>;
}

/** Makes them. @param appOf the app's id and secret, or a failure that says what is missing */
export function createLoginTokens(
  parts: TokenSourceParts,
  appOf: () => Promise<AppCredentials>,
): LoginTokens {
  const { call, appId = "", openId = "", profile } = parts;
  const { clock } = call.world;
  const name: SecretName = userTokenName(call.hosts.open, appId, openId);
  const logIn = action("auth/login", profile === undefined ? undefined : { profile });
  let current: UserToken | undefined;
  let hasFailed = false;
  let refresh: Promise<UserToken> | undefined;

  async function stored(): Promise<UserToken> {
    current ??= await readUserToken(await parts.store(), name);
    if (current === undefined) throw notStored(openId, logIn);
    call.secrets.add(current.accessToken);
    call.secrets.add(current.refreshToken ?? "");
    return current;
  }

  /** Calls at the same time share one refresh. */
  async function refreshed(isStale: (token: UserToken) => boolean): Promise<UserToken> {
    const refreshParts: RefreshParts = { call, store: await parts.store(), name, app: appOf, logIn };
    refresh ??= refreshLogin(refreshParts, isStale).finally(() => refresh = undefined);
    current = await refresh;
    hasFailed = false;
    call.secrets.add(current.accessToken);
    return current;
  }

  return {
    async token() {
      const token = await stored();
      const isUsedOn = hasFailed && clock.now() < token.expiresAt;
      if (isUsedOn || tokenStatus(token, clock.now()) === "valid") return token.accessToken;
      try {
        return (await refreshed((one) => tokenStatus(one, clock.now()) !== "valid")).accessToken;
      } catch (error) {
        // While the old token lasts, a failed refresh costs nothing.
        const isPassable = error instanceof Failure && error.detail.type !== "interrupted";
        if (!isPassable || clock.now() >= token.expiresAt) throw error;
        hasFailed = true;
        parts.onWarning?.({ key: "login_refresh_failed", detail: error.detail.message });
        return token.accessToken;
      }
    },
    async replace(refused) {
      const token = await stored();
      if (token.accessToken !== refused) return token.accessToken;
      return (await refreshed((one) => one.accessToken === refused)).accessToken;
    },
    async scopes() {
      const { scopes } = await stored();
      return scopes.length === 0 ? undefined : scopes;
    },
  };
}

function notStored(openId: string, logIn: ActionRef): Failure {
  return new Failure({
    type: "authentication",
    subtype: "token_missing",
    message: `the login of ${openId} is not stored here`,
    hint: phrase`log in again: ${logIn}`,
    identity: "user",
    user_open_id: openId,
  });
}
