/**
 * Refreshing a login. A refresh token works once, so the answer must be saved before anything uses it, and only one
 * process may ask at a time.
 *
 * @module
 */

import { Failure, isInterrupted, withDetail } from "../failure.ts";
import type { JsonObject } from "../json/json.ts";
import { serviceCode } from "../platform/service-failure.ts";
import { wasNeverSent } from "../platform/transport-failure.ts";
import { type ActionRef, phrase, plainText } from "../text/phrase.ts";
import { sleep } from "../world.ts";
import {
  type AccountAnswer,
  type AccountCall,
  type AppCredentials,
  ask,
  isRefusal,
  jsonRequest,
  refusal,
  unreadable,
} from "./account-call.ts";
import type { SecretName, SecretStore } from "./secret-store.ts";
import { readLifetime, readScopes, readToken } from "./token-answer.ts";
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

/** Longest time of one attempt, milliseconds: two of them end before another process gives up waiting for the lock. */
const LONGEST_ATTEMPT = 25_000;
/** Wait between them, milliseconds. */
const RETRY_DELAY = 300;
/** How long an interrupt waits for an answer that cannot be had again, milliseconds. */
const INTERRUPT_GRACE = 1000;
/** Lifetimes where the service gives none, seconds. */
const ACCESS_LIFETIME = 7200;
const REFRESH_LIFETIME = 2_592_000;

/** Codes that end a refresh token: invalid, expired, revoked, used before. */
const SPENT_CODES: ReadonlySet<number> = new Set([20026, 20037, 20064, 20073]);

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

async function refreshLocked(parts: RefreshParts, token: UserToken): Promise<UserToken> {
  const { call, store, name } = parts;
  const app = await parts.app();
  const begun = { ...token, refreshBegunAt: call.world.clock.now() };
  // Also shows that the answer will have a place: without one the service is not asked.
  await writeUserToken(store, name, begun);
  const result = await askForRefresh(call, app, token);
  if (result.kind === "failed") {
    if (isInterrupted(result.failure)) throw result.failure;
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

/** What came of asking the service. */
type RefreshResult = { readonly kind: "refreshed"; readonly token: UserToken } | FailedRefresh;

interface FailedRefresh {
  readonly kind: "failed";
  readonly failure: Failure;
  /** The refresh token is of no use any more. */
  readonly isSpent: boolean;
  /** What the service did is known. */
  readonly isKnown: boolean;
  /** Asking again cannot help. */
  readonly isFinal: boolean;
}

/** Asks at most twice; the second time only where that may help. */
async function askForRefresh(
  call: AccountCall,
  app: AppCredentials,
  token: UserToken,
): Promise<RefreshResult> {
  const { clock, interrupt } = call.world;
  const first = await askOnce(call, app, token);
  if (first.kind === "refreshed" || first.isFinal) return first;
  await sleep(clock, RETRY_DELAY, interrupt).catch(() => {});
  if (interrupt.aborted) return first;
  const second = await askOnce(call, app, token);
  return second.kind === "refreshed" ? second : { ...second, isKnown: second.isKnown && first.isKnown };
}

async function askOnce(call: AccountCall, app: AppCredentials, token: UserToken): Promise<RefreshResult> {
  call.secrets.add(app.appSecret);
  call.secrets.add(token.refreshToken ?? "");
  const request = jsonRequest(`${call.hosts.open}/open-apis/authen/v2/oauth/token`, {
    grant_type: "refresh_token",
    refresh_token: token.refreshToken ?? "",
    client_id: app.appId,
    client_secret: app.appSecret,
  });
  const patience = startPatience(call);
  try {
    const timeout = Math.min(call.timeout, LONGEST_ATTEMPT);
    const answer = await ask(call, request, { timeout, signal: patience.signal, isOnce: true });
    return readRefresh(call, answer, token);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return failedRefresh(error, { isKnown: wasNeverSent(error) });
  } finally {
    patience.end();
  }
}

/** A signal that follows an interrupt a moment later, so that an answer under way is not lost. */
function startPatience({ world }: AccountCall): { readonly signal: AbortSignal; end(): void } {
  const abort = new AbortController();
  let cancel = () => {};
  const stop = () => {
    cancel = world.clock.after(INTERRUPT_GRACE, () => abort.abort(world.interrupt.reason));
  };
  if (world.interrupt.aborted) stop();
  else world.interrupt.addEventListener("abort", stop, { once: true });
  return {
    signal: abort.signal,
    end() {
      world.interrupt.removeEventListener("abort", stop);
      cancel();
    },
  };
}

function readRefresh(call: AccountCall, answer: AccountAnswer, old: UserToken): RefreshResult {
  const { body, status } = answer;
  if (body === undefined && status < 400) {
    return failedRefresh(unreadable(call, answer, "with something that is not a JSON object"), {});
  }
  const code = body === undefined ? undefined : serviceCode(body);
  if (isRefusal(answer)) {
    const isSpent = SPENT_CODES.has(code ?? 0);
    return failedRefresh(refusal(call, answer, "user"), {
      isSpent,
      isKnown: code !== undefined || status < 500,
    });
  }
  const accessToken = readToken(body?.access_token);
  if (body === undefined || accessToken === undefined) {
    // With a success, a second request would find the refresh token used.
    const failure = unreadable(call, answer, "without a usable access token");
    return failedRefresh(failure, { isFinal: code === 0 });
  }
  return { kind: "refreshed", token: refreshedToken(call, body, old, accessToken) };
}

/** Unless said otherwise, what the service did is not known. */
function failedRefresh(
  failure: Failure,
  known: Partial<Pick<FailedRefresh, "isSpent" | "isKnown" | "isFinal">>,
): FailedRefresh {
  const { retryable, subtype, message } = failure.detail;
  return {
    kind: "failed",
    failure: isInterrupted(failure)
      ? failure
      : withDetail(failure, { message: phrase`could not refresh the login: ${message}` }),
    isSpent: false,
    isKnown: false,
    isFinal: retryable !== true || subtype === "rate_limit",
    ...known,
  };
}

function refreshedToken(
  { world, secrets }: AccountCall,
  body: JsonObject,
  old: UserToken,
  accessToken: string,
): UserToken {
  const now = world.clock.now();
  const refreshToken = readToken(body.refresh_token) ?? old.refreshToken;
  const refreshLifetime = readLifetime(body.refresh_token_expires_in);
  const scopes = readScopes(body.scope);
  secrets.add(accessToken);
  secrets.add(refreshToken ?? "");
  const deadline = old.refreshExpiresAt > now ? old.refreshExpiresAt : now + REFRESH_LIFETIME * 1000;
  return {
    openId: old.openId,
    appId: old.appId,
    accessToken,
    ...(refreshToken === undefined ? {} : { refreshToken }),
    expiresAt: now + (readLifetime(body.expires_in) ?? ACCESS_LIFETIME) * 1000,
    refreshExpiresAt: refreshLifetime === undefined ? deadline : now + refreshLifetime * 1000,
    scopes: scopes.length === 0 ? old.scopes : scopes,
    grantedAt: old.grantedAt,
  };
}

/** A login with the remark why it could not be refreshed. */
function afterFailure(token: UserToken, { failure, isSpent }: FailedRefresh): UserToken {
  const doubted = { ...token, doubt: plainText(failure.detail.message) };
  if (!isSpent) return doubted;
  const { refreshToken: _spent, refreshBegunAt: _begunAt, ...rest } = doubted;
  return rest;
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

function loginExpired({ openId, doubt }: UserToken, { logIn }: RefreshParts): Failure {
  return new Failure({
    type: "authentication",
    subtype: "token_expired",
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
