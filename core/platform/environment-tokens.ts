import { withDeadline } from "../async/deadline.ts";
import { type RetryRules, startRetries } from "../async/retry.ts";
import { Failure, withDetail } from "../failure.ts";
import { input, phrase, setting } from "../text/phrase.ts";
import type { World } from "../world.ts";
import type { Hosts } from "./hosts.ts";
import { exchange, type HttpLimits, type HttpRequest } from "./http.ts";
import type { Identity } from "./identity.ts";
import { readObjectResponse } from "./response.ts";
import { checkToken, type Credentials } from "./tokens.ts";

interface EnvironmentTokens {
  token(identity: Identity, limits: HttpLimits): Promise<string>;
  invalidate(identity: Identity, refused: string): boolean;
}

/** A token that we requested counts as stale this long before it expires, milliseconds. */
const EXPIRY_MARGIN = 300_000;

/** Tokens from the environment; a bot token is requested with app id and secret and kept in memory. */
export function createTokenSource(
  world: World,
  hosts: Hosts,
  credentials: Credentials,
  rules: RetryRules,
): EnvironmentTokens {
  let current: { token: Promise<string>; value?: string; staleAt: number } | undefined;

  async function currentBotToken(limits: HttpLimits): Promise<string> {
    if (current === undefined || current.staleAt <= world.clock.now()) {
      const { appId, appSecret } = appCredentials(credentials);
      // Other calls will wait for the same token: the end of this one must not end it for them.
      const shared = { ...limits, signal: world.interrupt };
      const entry = {
        staleAt: Number.POSITIVE_INFINITY,
        value: "",
        token: Promise.resolve(""),
      };
      entry.token = requestBotToken(world, hosts, appId, appSecret, rules, shared).then((answer) => {
        entry.staleAt = world.clock.now() + answer.expiresIn * 1000 - EXPIRY_MARGIN;
        entry.value = answer.token;
        return answer.token;
      });
      // A failed attempt must not be handed to the next call.
      entry.token.catch(() => current = undefined);
      current = entry;
    }
    return await current.token;
  }

  return {
    async token(identity, limits) {
      if (identity === "user") {
        return checkToken("userToken", credentials.userToken ?? failNoUserToken(credentials));
      }
      return credentials.botToken === undefined
        ? await currentBotToken(limits)
        : checkToken("botToken", credentials.botToken);
    },
    invalidate(identity, refused) {
      if (identity !== "bot" || credentials.botToken !== undefined || current === undefined) return false;
      if (current.value === refused) current = undefined;
      return true;
    },
  };
}

function failNoUserToken(credentials: Credentials): never {
  const bot = credentials.botToken !== undefined ||
    (credentials.appId !== undefined && credentials.appSecret !== undefined);
  throw new Failure({
    type: "authentication",
    subtype: "token_missing",
    message: "no user access token is set",
    hint: phrase`set ${setting("userToken")}${
      bot ? phrase`, or run the command with ${input("as", "bot")}` : ""
    }`,
    identity: "user",
  });
}

function appCredentials({ appId, appSecret, userToken }: Credentials): { appId: string; appSecret: string } {
  if (appId !== undefined && appSecret !== undefined) return { appId, appSecret };
  const other = userToken === undefined ? "" : phrase`; or run the command with ${input("as", "user")}`;
  const missing = appId === undefined && appSecret !== undefined ? "appId" : "appSecret";
  const nothing = appId === undefined && appSecret === undefined;
  throw new Failure({
    type: "config",
    subtype: "not_configured",
    message: nothing ? "no credentials are set" : phrase`${setting(missing)} is not set`,
    hint: nothing
      ? phrase`set ${setting("appId")} and ${setting("appSecret")}, or ${setting("botToken")}, or ${
        setting("userToken")
      }${other}`
      : phrase`set ${setting(missing)}${other}`,
    setting: nothing ? "appId" : missing,
  });
}

/** A new bot token and its lifetime in seconds. */
interface MintedToken {
  readonly token: string;
  readonly expiresIn: number;
}

/**
 * Mints a bot token: at the documented endpoint, and where that is out of order at the unified one. Minting twice does
 * no harm, so it is retried like a read.
 */
async function requestBotToken(
  world: World,
  hosts: Hosts,
  appId: string,
  appSecret: string,
  rules: RetryRules,
  limits: HttpLimits,
): Promise<MintedToken> {
  const documented: HttpRequest = {
    url: `${hosts.open}/open-apis/auth/v3/tenant_access_token/internal`,
    method: "POST",
    headers: { "content-type": "application/json; charset=utf-8" },
    body: JSON.stringify({ app_id: appId, app_secret: appSecret }),
  };
  const unified: HttpRequest = {
    url: `${hosts.accounts}/oauth/v3/token`,
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: appId,
      client_secret: appSecret,
    }).toString(),
  };
  const retries = startRetries(world, rules, limits.signal);
  while (true) {
    try {
      return await requestTokenAt(world, documented, "tenant_access_token", limits);
    } catch (error) {
      if (!isUnavailable(error)) await retries.next(asTokenFailure(error));
      else {
        const second = await requestTokenAt(world, unified, "access_token", limits).catch(asTokenFailure);
        if (!(second instanceof Failure)) return second;
        // What the second endpoint says counts only where it speaks about the credentials.
        await retries.next(second.detail.type === "config" ? second : asTokenFailure(error));
      }
    }
  }
}

async function requestTokenAt(
  world: World,
  request: HttpRequest,
  field: "tenant_access_token" | "access_token",
  limits: HttpLimits,
): Promise<MintedToken> {
  const abort = new AbortController();
  const signal = AbortSignal.any([abort.signal, limits.signal]);
  const body = await withDeadline(world.clock, limits.responseTimeout, abort, async () => {
    const response = await exchange(world, world.fetch, request, { ...limits, signal });
    return await readObjectResponse(response, request.url, { identity: undefined, now: world.clock.now() });
  });
  const token = body[field];
  if (typeof token !== "string" || token === "") {
    throw new Failure({
      type: "internal",
      subtype: "invalid_response",
      message: "the token endpoint returned no token",
    });
  }
  const lifetime = body.expire ?? body.expires_in;
  return { token, expiresIn: typeof lifetime === "number" && lifetime > 0 ? lifetime : 7200 };
}

/** Whether an endpoint is out of order, so that the other one should be tried: 5xx, 404, not JSON. */
function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Failure)) return false;
  const { subtype, type } = error.detail;
  return ["server_error", "refresh_server_error", "not_found"].includes(subtype) ||
    (type === "internal" && subtype === "invalid_response");
}

function asTokenFailure(error: unknown): Failure {
  if (!(error instanceof Failure) || error.detail.type === "interrupted") throw error;
  return withDetail(error, { message: phrase`could not get a bot token: ${error.detail.message}` });
}
