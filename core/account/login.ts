/**
 * A login's beginning and end: who it is, what was granted, where it is kept, and its revocation.
 *
 * @module
 */

import { Failure, isInterrupted } from "../failure.ts";
import { plainText } from "../text/phrase.ts";
import {
  type AccountCall,
  type AppCredentials,
  ask,
  formRequest,
  isRefusal,
  refusal,
} from "./account-call.ts";
import type { ProfileUser } from "./config.ts";
import { type LoginGrant, OFFLINE_ACCESS } from "./device-flow.ts";
import { fetchUser } from "./identity-info.ts";
import type { SecretStore } from "./secret-store.ts";
import { readUserToken, type UserToken, userTokenName, writeUserToken } from "./user-token.ts";

/** A login that was just stored. */
export interface StoredLogin {
  readonly user: ProfileUser;
  readonly token: UserToken;
  /** The login of the same person that it replaced. */
  readonly previous?: UserToken;
  /** Why the service did not say whose login it is; the person is `UNIDENTIFIED` then. */
  readonly problem?: Failure;
}

/** Who a login belongs to as long as the service has not said it; an id like any other, so that commands can run. */
export const UNIDENTIFIED: ProfileUser = { openId: "unidentified", name: "not known yet" };

/** Whether the service has yet to say who it is. */
export function isUnidentified(user: Pick<ProfileUser, "openId"> | undefined): boolean {
  return user?.openId === UNIDENTIFIED.openId;
}

/**
 * Asks who the grant belongs to and stores it under the lock of that login. The code of a grant is used up, so it is kept
 * as that of nobody known where the service does not answer; `identifyLogin` finishes it.
 *
 * @throws {Failure} `internal`/`storage` where it cannot be kept.
 */
export async function storeLogin(
  call: AccountCall,
  appId: string,
  store: SecretStore,
  grant: LoginGrant,
): Promise<StoredLogin> {
  const token = { ...grant, appId, grantedAt: call.world.clock.now() };
  try {
    return await keepLogin(call, store, token, await fetchUser(call, grant.accessToken));
  } catch (problem) {
    if (!(problem instanceof Failure) || problem.detail.subtype === "storage") throw problem;
    return { ...await keepLogin(call, store, token, UNIDENTIFIED), problem };
  }
}

/**
 * Asks again who a login belongs to, and stores it as theirs. `undefined` where there is none to identify.
 *
 * @throws {Failure} where the service does not say it; the login stays.
 */
export async function identifyLogin(
  call: AccountCall,
  appId: string,
  store: SecretStore,
): Promise<StoredLogin | undefined> {
  const name = userTokenName(call.hosts.open, appId, UNIDENTIFIED.openId);
  return await store.locked(name, async () => {
    const token = await readUserToken(store, name);
    if (token === undefined) return undefined;
    const login = await keepLogin(call, store, token, await fetchUser(call, token.accessToken));
    await store.remove(name);
    return login;
  });
}

async function keepLogin(
  call: AccountCall,
  store: SecretStore,
  grant: Omit<UserToken, "openId">,
  user: ProfileUser,
): Promise<StoredLogin> {
  const name = userTokenName(call.hosts.open, grant.appId, user.openId);
  const token: UserToken = { ...grant, openId: user.openId };
  return await store.locked(name, async () => {
    // What cannot be read is replaced: that is what the person logs in for.
    const previous = await readUserToken(store, name).catch((error) => {
      if (isInterrupted(error)) throw error;
      return undefined;
    });
    await writeUserToken(store, name, token);
    return { user, token, ...(previous === undefined ? {} : { previous }) };
  });
}

/** What a login brought, in the order asked for. */
export interface GrantReport {
  readonly requested: readonly string[];
  /** Everything that the login may do now. */
  readonly granted: readonly string[];
  readonly missing: readonly string[];
  readonly newlyGranted: readonly string[];
  readonly alreadyGranted: readonly string[];
}

/** Compares what was asked for with what was granted, now and before. `offline_access` is nobody's concern. */
export function reportGrant(
  requested: readonly string[],
  granted: readonly string[],
  before: readonly string[],
): GrantReport {
  const asked = [...new Set(requested)].filter((scope) => scope !== OFFLINE_ACCESS);
  const has = granted.filter((scope) => scope !== OFFLINE_ACCESS);
  return {
    requested: asked,
    granted: has,
    missing: asked.filter((scope) => !has.includes(scope)),
    newlyGranted: has.filter((scope) => !before.includes(scope)),
    alreadyGranted: asked.filter((scope) => has.includes(scope) && before.includes(scope)),
  };
}

/** What became of a login that was ended. */
export interface Logout {
  /** Whether there was one. */
  readonly wasStored: boolean;
  /** Whether the service took it back; why not is in `problem`. */
  readonly isRevoked: boolean;
  readonly problem?: string;
}

/**
 * Ends a login: revokes it at the service and removes it here, whatever the service says.
 *
 * @param app absent where the secret is not to be had: then it is only removed
 * @throws {Failure} `internal`/`storage` where it cannot be removed.
 */
export async function endLogin(
  call: AccountCall,
  app: AppCredentials | undefined,
  store: SecretStore,
  { appId, openId }: { readonly appId: string; readonly openId: string },
): Promise<Logout> {
  const name = userTokenName(call.hosts.open, appId, openId);
  return await store.locked(name, async () => {
    const token = await readUserToken(store, name).catch(passable);
    const problem = token instanceof Failure
      ? token
      : token === undefined || app === undefined
      ? undefined
      : await revoke(call, app, token).catch(passable);
    const wasStored = await store.remove(name);
    if (problem instanceof Failure) {
      return { wasStored, isRevoked: false, problem: plainText(problem.detail.message) };
    }
    if (wasStored && app === undefined) {
      return { wasStored, isRevoked: false, problem: "the app's secret is not stored here" };
    }
    return { wasStored, isRevoked: wasStored };
  });
}

/** A failure that does not keep the login from being removed. */
function passable(error: unknown): Failure {
  if (!(error instanceof Failure) || error.detail.type === "interrupted") throw error;
  return error;
}

/** Takes the tokens back; with the refresh token the access token ends, too. */
async function revoke(call: AccountCall, app: AppCredentials, token: UserToken): Promise<void> {
  const { accessToken, refreshToken } = token;
  for (const secret of [app.appSecret, accessToken, refreshToken ?? ""]) call.secrets.add(secret);
  const answer = await ask(
    call,
    formRequest(`${call.hosts.accounts}/oauth/v1/revoke`, {
      client_id: app.appId,
      client_secret: app.appSecret,
      token: refreshToken ?? accessToken,
      token_type_hint: refreshToken === undefined ? "access_token" : "refresh_token",
    }),
  );
  if (isRefusal(answer)) throw refusal(call, answer);
}
