/**
 * Who a token belongs to, and what its app may do.
 *
 * @module
 */

import * as v from "valibot";
import { Failure } from "../failure.ts";
import type { JsonObject } from "../json/json.ts";
import { list, object, readAs, record, text } from "../json/schema.ts";
import type { HttpRequest } from "../platform/http.ts";
import type { Identity } from "../platform/identity.ts";
import { withPermissionHint } from "../platform/permission-hints.ts";
import { type AccountCall, type AppCredentials, askForBody } from "./account-call.ts";
import { requestBotToken } from "./bot-token.ts";
import type { ProfileUser } from "./config.ts";

async function read(call: AccountCall, path: string, token: string, identity: Identity): Promise<JsonObject> {
  call.secrets.add(token);
  const request: HttpRequest = { url: call.hosts.open + path, method: "GET", headers: {}, token };
  return await askForBody(call, request, identity);
}

const userAnswer = record({ data: object({ open_id: text, name: text, en_name: text }) });

/** Longest name that is kept. */
const MAX_NAME_LENGTH = 200;

/**
 * The person of a user access token.
 *
 * @throws {Failure} where the service refuses the token, or does not say who it is.
 */
export async function fetchUser(call: AccountCall, userToken: string): Promise<ProfileUser> {
  const body = await read(call, "/open-apis/authen/v1/user_info", userToken, "user");
  const { data } = readAs(userAnswer, body);
  const openId = data?.open_id ?? "";
  if (!isId(openId)) throw unknownOwner("whose token it is");
  return { openId, name: oneLine(data?.name || data?.en_name || openId) };
}

function isId(id: string): boolean {
  return /^[\w-]{1,128}$/.test(id);
}

/** Names are for lists and messages: one line, of a length that fits. */
function oneLine(name: string): string {
  return name.replace(/\s+/g, " ").trim().slice(0, MAX_NAME_LENGTH);
}

function unknownOwner(what: string): Failure {
  return new Failure({
    type: "internal",
    subtype: "invalid_response",
    message: `the service did not say ${what}`,
    retryable: true,
  });
}

/** The bot of an app. */
export interface BotInfo {
  readonly openId: string;
  readonly appName: string;
}

const botAnswer = record({ bot: object({ open_id: text, app_name: text }) });

/**
 * The bot of a bot token.
 *
 * @throws {Failure} where the service refuses the token, or the app has no bot.
 */
export async function fetchBot(call: AccountCall, botToken: string): Promise<BotInfo> {
  const body = await read(call, "/open-apis/bot/v3/info", botToken, "bot");
  const { bot } = readAs(botAnswer, body);
  const openId = bot?.open_id ?? "";
  if (!isId(openId)) throw unknownOwner("which bot it is");
  return { openId, appName: oneLine(bot?.app_name ?? "") };
}

/** The scopes that the app has, by identity; a scope may be in both. */
export interface AppScopes {
  readonly user: readonly string[];
  readonly bot: readonly string[];
}

const scopesAnswer = record({
  data: object({
    app: object({ scopes: list({ scope: text, token_types: v.exactOptional(v.array(v.string())) }) }),
  }),
});

/**
 * What the app may ask for.
 *
 * @throws {Failure} where the service refuses, with what to do about a missing permission.
 */
export async function fetchAppScopes(call: AccountCall, appId: string, botToken: string): Promise<AppScopes> {
  const path = `/open-apis/application/v6/applications/${encodeURIComponent(appId)}?lang=zh_cn`;
  const body = await read(call, path, botToken, "bot").catch((error) => {
    const context = { identity: "bot", appId, host: call.hosts.open, scopes: [], origin: "app" } as const;
    throw error instanceof Failure ? withPermissionHint(error, context) : error;
  });
  const { data } = readAs(scopesAnswer, body);
  const scopes = data?.app?.scopes ?? [];
  const of = (kind: string) =>
    scopes.flatMap(({ scope, token_types: kinds }) =>
      scope && (kinds ?? [kind]).includes(kind) ? [scope] : []
    );
  return { user: of("user"), bot: of("tenant") };
}

/** Longest time of a proof, milliseconds: somebody waits for it, and its doubt costs nothing. */
const PROOF_TIMEOUT = 6000;

/**
 * Requests a bot token, without repeating, to prove that app id and secret belong together.
 *
 * @throws {Failure} `config`/`invalid_client` where they do not, anything else where it cannot be known.
 */
export async function proveApp(call: AccountCall, app: AppCredentials): Promise<void> {
  const timeout = Math.min(call.timeout, PROOF_TIMEOUT);
  await requestBotToken({ ...call, timeout, retryRules: { ...call.retryRules, limit: 0 } }, app);
}
