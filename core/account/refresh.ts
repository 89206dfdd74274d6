/**
 * Refreshing a login. A refresh token works once, so the answer must be saved before anything uses it, and only one
 * process may ask at a time.
 *
 * @module
 */

import { Failure, isInterrupted, withDetail } from "../failure.ts";
import { ERROR_CODES } from "../platform/error-codes.ts";
import { type ActionRef, phrase, plainText } from "../text/phrase.ts";
import type { AccountCall, AppCredentials } from "./account-call.ts";
import { askForRefresh, type FailedRefresh } from "./refresh-request.ts";
import type { SecretName, SecretStore } from "./secret-store.ts";
import { readUserToken, tokenStatus, type UserToken, writeUserToken } from "./user-token.ts";

/** What a refresh is made of. */
export interface RefreshParts {
  readonly call: AccountCall;
  readonly store: SecretStore;
  readonly name: SecretName;
  /** Asked only when the service must be. @throws {Failure} where the app has no secret. */
  app(): Promise<AppCredentials>;
  /** The action that logs this person in again. */
  readonly logIn: ActionRef;
}

/**
 * The login after a refresh; where another process has refreshed it meanwhile, that one.
 *
 * @param isStale whether a login has to be refreshed; asked again under the lock
 * @throws {Failure} `authentication` where the login has ended, else what went wrong. The login is kept either way: only
 * a refresh token that the service called useless is dropped from it.
 */
export async function refreshLogin(
  parts: RefreshParts,
  isStale: (token: UserToken) => boolean,
): Promise<UserToken> {
  const { call, store, name } = parts;
  return await store.locked(name, async () => {
    const token = await readUserToken(store, name);
    if (token === undefined) throw loginGone(parts);
    if (!isStale(token)) return token;
    if (!canRefresh(token, call.world.clock.now())) throw loginExpired(token, parts);
    return await refreshLocked(parts, token);
  });
}

/** Whether the login has a refresh token that may still work. */
function canRefresh(token: UserToken, now: number): boolean {
  return tokenStatus({ ...token, expiresAt: 0 }, now) === "needs_refresh";
}

/** @param isSecond a first answer gave a new refresh token, but no access token */
async function refreshLocked(parts: RefreshParts, token: UserToken, isSecond = false): Promise<UserToken> {
  const { call, store, name } = parts;
  const app = await parts.app();
  const begun = { ...token, refreshBegunAt: call.world.clock.now() };
  // Also shows that the answer will have a place: without one the service is not asked.
  await writeUserToken(store, name, begun);
  const result = await askForRefresh(call, app, token);
  if (result.kind === "failed") {
    if (isInterrupted(result.failure)) throw result.failure;
    if (result.rescued !== undefined && !isSecond) {
      await writeUserToken(store, name, result.rescued);
      return await refreshLocked(parts, result.rescued, true);
    }
    const { refreshBegunAt: _begunAt, ...known } = token;
    // The login on disk is good as it is: a remark that cannot be made is no reason for another error.
    await writeUserToken(store, name, afterFailure(result.isKnown ? known : begun, result)).catch(() => {});
    throw result.isSpent ? loginSpent(result, token, parts) : result.failure;
  }
  const current = await readUserToken(store, name).catch(() => undefined);
  // Somebody logged in meanwhile, past the lock: that login is newer.
  if (current !== undefined && current.accessToken !== token.accessToken) return current;
  await writeUserToken(store, name, result.token).catch((error) => {
    throw unsaved(error, parts);
  });
  return result.token;
}

/** A login with the remark why it could not be refreshed. */
function afterFailure(token: UserToken, { failure, isSpent }: FailedRefresh): UserToken {
  const { message, code } = failure.detail;
  const doubted = { ...token, doubt: plainText(message) };
  if (!isSpent) return doubted;
  const { refreshToken: _spent, refreshBegunAt: _begunAt, ...rest } = doubted;
  return { ...rest, ...(code === undefined ? {} : { endCode: code }) };
}

function loginGone({ name, logIn }: RefreshParts): Failure {
  return new Failure({
    type: "authentication",
    subtype: "token_missing",
    message: "the login was ended meanwhile",
    hint: phrase`log in again: ${logIn}`,
    identity: "user",
    user_open_id: name.openId ?? "",
  });
}

/** A login without a usable refresh token; where the service ended that one, its refusal is the reason. */
function loginExpired({ openId, doubt, endCode }: UserToken, { logIn }: RefreshParts): Failure {
  const ended = endCode === undefined ? undefined : ERROR_CODES[endCode]?.subtype;
  return new Failure({
    type: "authentication",
    subtype: ended ?? "token_expired",
    ...(endCode === undefined ? {} : { code: endCode }),
    message: doubt === undefined ? "the login has expired" : `the login has expired (${doubt})`,
    hint: phrase`log in again: ${logIn}`,
    identity: "user",
    user_open_id: openId,
  });
}

/** The service knows the refresh token no more; where an earlier answer was lost, that is why. */
function loginSpent({ failure, isKnown }: FailedRefresh, old: UserToken, { logIn }: RefreshParts): Failure {
  const isLost = failure.detail.subtype === "refresh_token_reused" &&
    (!isKnown || old.refreshBegunAt !== undefined);
  const why = isLost ? "; an earlier refresh was interrupted before its answer was saved" : "";
  return withDetail(failure, {
    message: phrase`${failure.detail.message}${why}`,
    hint: phrase`log in again: ${logIn}`,
    identity: "user",
    user_open_id: old.openId,
  });
}

function unsaved(error: unknown, { logIn }: RefreshParts): unknown {
  if (!(error instanceof Failure) || error.detail.type === "interrupted") return error;
  const { message, hint } = error.detail;
  return withDetail(error, {
    message: phrase`the login was refreshed, but could not be saved: ${message}`,
    hint: phrase`${hint === undefined ? "" : phrase`${hint}; `}then log in again: ${logIn}`,
  });
}
