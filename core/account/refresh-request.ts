/**
 * The request that refreshes a login, and what its answer says about the refresh token, which works once.
 *
 * @module
 */

import { Failure, isInterrupted, withDetail } from "../failure.ts";
import type { JsonObject } from "../json/json.ts";
import { serviceCode } from "../platform/service-code.ts";
import { wasNeverSent } from "../platform/transport-failure.ts";
import { phrase } from "../text/phrase.ts";
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
import { readLifetime, readScopes, readToken } from "./token-answer.ts";
import type { UserToken } from "./user-token.ts";

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

/** What came of asking the service. */
export type RefreshResult = { readonly kind: "refreshed"; readonly token: UserToken } | FailedRefresh;

/** The service was asked in vain. */
export interface FailedRefresh {
  readonly kind: "failed";
  readonly failure: Failure;
  /** The refresh token is of no use any more. */
  readonly isSpent: boolean;
  /** What the service did is known. */
  readonly isKnown: boolean;
  /** Asking again cannot help. */
  readonly isFinal: boolean;
  /** The login with the new refresh token that came without a usable access token: the old one is used up. */
  readonly rescued?: UserToken;
}

/** Asks at most twice; the second time only where that may help. */
export async function askForRefresh(
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
    const isNew = readToken(body?.refresh_token) !== undefined && body?.refresh_token !== old.refreshToken;
    return failedRefresh(failure, {
      isFinal: code === 0 || isNew,
      ...(body !== undefined && isNew ? { rescued: rescuedToken(call, body, old) } : {}),
    });
  }
  return { kind: "refreshed", token: refreshedToken(call, body, old, accessToken) };
}

/** Unless said otherwise, what the service did is not known. */
function failedRefresh(
  failure: Failure,
  known: Partial<Omit<FailedRefresh, "kind" | "failure">>,
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
  call: AccountCall,
  body: JsonObject,
  old: UserToken,
  accessToken: string,
): UserToken {
  const scopes = readScopes(body.scope);
  const lifetime = readLifetime(body.expires_in) ?? ACCESS_LIFETIME;
  call.secrets.add(accessToken);
  return {
    openId: old.openId,
    appId: old.appId,
    accessToken,
    ...refreshFields(call, body, old),
    expiresAt: call.world.clock.now() + lifetime * 1000,
    scopes: scopes.length === 0 ? old.scopes : scopes,
    grantedAt: old.grantedAt,
  };
}

function rescuedToken(call: AccountCall, body: JsonObject, old: UserToken): UserToken {
  return { ...old, ...refreshFields(call, body, old) };
}

/** Where the service gives no new refresh token, or no lifetime of it, the old ones hold. */
function refreshFields(
  { world, secrets }: AccountCall,
  body: JsonObject,
  old: UserToken,
): Pick<UserToken, "refreshToken" | "refreshExpiresAt"> {
  const now = world.clock.now();
  const refreshToken = readToken(body.refresh_token) ?? old.refreshToken;
  const lifetime = readLifetime(body.refresh_token_expires_in);
  const deadline = old.refreshExpiresAt > now ? old.refreshExpiresAt : now + REFRESH_LIFETIME * 1000;
  secrets.add(refreshToken ?? "");
  return {
    ...(refreshToken === undefined ? {} : { refreshToken }),
    refreshExpiresAt: lifetime === undefined ? deadline : now + lifetime * 1000,
  };
}
