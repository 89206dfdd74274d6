/**
 * The access tokens of a stored login.
 *
 * @module
 */

import { Failure, isInterrupted } from "../failure.ts";
import { action, type ActionRef, phrase } from "../text/phrase.ts";
import type { AppCredentials } from "./account-call.ts";
import { isUnidentified } from "./login.ts";
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
  const { call, appId = "", openId = "" } = parts;
  const login: Login = { name: userTokenName(call.hosts.open, appId, openId), hasFailed: false };
  let identified: Promise<void> | undefined;
  return {
    async token() {
      const token = await usableToken(parts, login, appOf);
      await (identified ??= identify(parts, login));
      return token;
    },
    async replace(refused) {
      const token = await stored(parts, login);
      if (token.accessToken !== refused) return token.accessToken;
      return (await refreshed(parts, login, appOf, (one) => one.accessToken === refused)).accessToken;
    },
    async scopes() {
      const { scopes } = await stored(parts, login);
      return scopes.length === 0 ? undefined : scopes;
    },
  };
}

/** What a run knows of the login; it changes while the run goes on. */
interface Login {
  name: SecretName;
  current?: UserToken;
  hasFailed: boolean;
  refresh?: Promise<UserToken> | undefined;
}

function logInAgain({ profile }: TokenSourceParts): ActionRef {
  return action("auth/login", profile === undefined ? undefined : { profile });
}

async function stored(parts: TokenSourceParts, login: Login): Promise<UserToken> {
  const { secrets } = parts.call;
  const current = login.current ?? await readUserToken(await parts.store(), login.name);
  if (current === undefined) throw notStored(login.name.openId ?? "", logInAgain(parts));
  login.current = current;
  secrets.add(current.accessToken);
  secrets.add(current.refreshToken ?? "");
  return current;
}

/** Calls at the same time share one refresh. */
async function refreshed(
  parts: TokenSourceParts,
  login: Login,
  appOf: () => Promise<AppCredentials>,
  isStale: (token: UserToken) => boolean,
): Promise<UserToken> {
  const { call } = parts;
  const { name } = login;
  const refreshParts: RefreshParts = {
    ...{ call, store: await parts.store(), name, app: appOf, logIn: logInAgain(parts) },
  };
  login.refresh ??= refreshLogin(refreshParts, isStale).finally(() => login.refresh = undefined);
  login.current = await login.refresh;
  login.hasFailed = false;
  call.secrets.add(login.current.accessToken);
  return login.current;
}

async function usableToken(
  parts: TokenSourceParts,
  login: Login,
  appOf: () => Promise<AppCredentials>,
): Promise<string> {
  const { clock } = parts.call.world;
  const token = await stored(parts, login);
  const isUsedOn = login.hasFailed && clock.now() < token.expiresAt;
  if (isUsedOn || tokenStatus(token, clock.now()) === "valid") return token.accessToken;
  try {
    const isStale = (one: UserToken) => tokenStatus(one, clock.now()) !== "valid";
    return (await refreshed(parts, login, appOf, isStale)).accessToken;
  } catch (error) {
    // While the old token lasts, a failed refresh costs nothing.
    const isPassable = error instanceof Failure && error.detail.type !== "interrupted";
    if (!isPassable || clock.now() >= token.expiresAt) throw error;
    login.hasFailed = true;
    parts.onWarning?.({ key: "login_refresh_failed", detail: error.detail.message });
    return token.accessToken;
  }
}

/** A login whose owner the service has not said yet is finished by the first command that uses it, if that works now. */
async function identify(parts: TokenSourceParts, login: Login): Promise<void> {
  const { call, appId = "", openId = "" } = parts;
  if (!isUnidentified({ openId })) return;
  const owner = await parts.identify?.().catch((error) => {
    if (isInterrupted(error)) throw error;
    return undefined;
  });
  if (owner === undefined) return;
  login.name = userTokenName(call.hosts.open, appId, owner);
  delete login.current;
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
