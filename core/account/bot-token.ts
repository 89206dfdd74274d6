/**
 * Bot tokens: requested with the app's id and secret.
 *
 * @module
 */

import { startRetries } from "../async/retry.ts";
import { Failure, withDetail } from "../failure.ts";
import type { JsonValue } from "../json/json.ts";
import { phrase } from "../text/phrase.ts";
import {
  type AccountCall,
  answerBody,
  type AppCredentials,
  ask,
  formRequest,
  jsonRequest,
  unreadable,
} from "./account-call.ts";
import type { HttpRequest } from "../platform/http.ts";
import { readLifetime, readToken } from "./token-answer.ts";

/** A bot token; times are epoch milliseconds. */
export interface BotToken {
  readonly token: string;
  readonly requestedAt: number;
  readonly expiresAt: number;
}

/** Lifetime where the service says nothing, seconds; it is also the longest that it gives. */
const DEFAULT_LIFETIME = 7200;

/**
 * Requests a bot token at the documented endpoint, and where that is out of order at the unified one; both share the time
 * of one call. Requesting it twice does no harm, so it is retried like a read.
 *
 * @throws {Failure} `config`/`invalid_client` for a wrong app; the message says that it is about the token.
 */
export async function requestBotToken(call: AccountCall, app: AppCredentials): Promise<BotToken> {
  const { world, hosts, retryRules } = call;
  call.secrets.add(app.appSecret);
  const documented = jsonRequest(`${hosts.open}/open-apis/auth/v3/tenant_access_token/internal`, {
    app_id: app.appId,
    app_secret: app.appSecret,
  });
  const unified = formRequest(`${hosts.accounts}/oauth/v3/token`, {
    grant_type: "client_credentials",
    client_id: app.appId,
    client_secret: app.appSecret,
  });
  const retries = startRetries(world, retryRules, world.interrupt);
  while (true) {
    const end = world.clock.monotonic() + call.timeout;
    try {
      // A host that hangs leaves half of the time to the other endpoint.
      return await requestTokenAt(call, documented, "tenant_access_token", call.timeout / 2);
    } catch (error) {
      if (!isUnavailable(error)) await retries.next(asTokenFailure(error));
      else {
        const timeLeft = Math.max(0, end - world.clock.monotonic());
        const second = await requestTokenAt(call, unified, "access_token", timeLeft).catch(asTokenFailure);
        if (!(second instanceof Failure)) return second;
        // What the second endpoint says counts only where it speaks about the credentials.
        await retries.next(second.detail.type === "config" ? second : asTokenFailure(error));
      }
    }
  }
}

async function requestTokenAt(
  call: AccountCall,
  request: HttpRequest,
  field: "tenant_access_token" | "access_token",
  timeout: number,
): Promise<BotToken> {
  const answer = await ask(call, request, { timeout });
  const body = answerBody(call, answer);
  const token = readToken(body[field]);
  if (token === undefined) throw unreadable(call, answer, "without a usable token");
  call.secrets.add(token);
  const requestedAt = call.world.clock.now();
  const lifetime = body.expire ?? body.expires_in;
  // A token that has ended already serves the call that asked for it, and no other one.
  const seconds = isOver(lifetime) ? 0 : readLifetime(lifetime) ?? DEFAULT_LIFETIME;
  return { token, requestedAt, expiresAt: requestedAt + seconds * 1000 };
}

/** Whether a lifetime says that there is none left. */
function isOver(lifetime: JsonValue | undefined): boolean {
  return (typeof lifetime === "number" || /^-?\d+$/.test(String(lifetime))) && Number(lifetime) <= 0;
}

/** Whether an endpoint is out of order, so that the other one should be tried: no answer, 5xx, 404, not JSON. */
function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Failure)) return false;
  const { subtype, type } = error.detail;
  return type === "network" ||
    ["server_error", "refresh_server_error", "not_found", "invalid_response"].includes(subtype);
}

function asTokenFailure(error: unknown): Failure {
  if (!(error instanceof Failure) || error.detail.type === "interrupted") throw error;
  return withDetail(error, { message: phrase`could not get a bot token: ${error.detail.message}` });
}
