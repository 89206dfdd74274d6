/**
 * The access tokens of a run: ready-made ones, bot tokens requested with the app's secret and kept between runs, and the
 * stored login of a person, refreshed when due.
 *
 * @module
 */

import { Failure } from "../failure.ts";
import type { Identity } from "../platform/identity.ts";
import { checkToken, type TokenOrigin, type TokenSource } from "../platform/tokens.ts";
import { action, input, type Phrase, phrase, setting } from "../text/phrase.ts";
import type { Warning } from "../warning.ts";
import type { AccountCall, AppCredentials } from "./account-call.ts";
import type { SecretStore } from "./secret-store.ts";

/** What tokens are made of. What is a function is asked only when it is needed. */
export interface TokenSourceParts {
  readonly call: AccountCall;
  /** Ready-made tokens; each beats everything else of its identity. */
  readonly userToken: string | undefined;
  readonly botToken: string | undefined;
  readonly appId: string | undefined;
  appSecret(): Promise<string | undefined>;
  /** Whether there is a secret, as far as that is known without reading it. */
  readonly hasAppSecret: boolean;
  /** Open id of the person who acts, where somebody is logged in. */
  readonly openId: string | undefined;
  /** The profile, where one was chosen by hand: what a hint proposes must name it again. */
  readonly profile?: string;
  /** Where logins are kept. */
  store(): Promise<SecretStore>;
  /** Where bot tokens are kept between runs; absent: only in memory. A failure of it costs another request, no more. */
  botTokens?(app: AppCredentials): Promise<SecretStore>;
  /** Finds out whose login it is where the service has not said it yet; answers with the open id. */
  identify?(): Promise<string | undefined>;
  /** Told about a refresh that failed while the old token still lasts, and about a bot token that could not be kept. */
  onWarning?(warning: Warning): void;
}

/** Makes the tokens of a run. */
export function createAccountTokens(parts: TokenSourceParts): TokenSource {
  const { call: { secrets } } = parts;
  // What only some runs need is loaded by need.
  const bot = once(async () =>
    (await import("./bot-token-source.ts")).createBotTokens(parts, () => appOf(parts))
  );
  const user = once(async () =>
    (await import("./login-source.ts")).createLoginTokens(parts, () => appOf(parts))
  );

  function readyMade(identity: Identity): string | undefined {
    const [key, token] = identity === "user"
      ? ["userToken", parts.userToken] as const
      : ["botToken", parts.botToken] as const;
    if (token === undefined) return undefined;
    secrets.add(token.trim());
    return checkToken(key, token);
  }

  function origin(identity: Identity): TokenOrigin | undefined {
    if ((identity === "user" ? parts.userToken : parts.botToken) !== undefined) return "environment";
    if (identity === "user") return parts.openId === undefined ? undefined : "login";
    return parts.appId !== undefined && parts.hasAppSecret ? "app" : undefined;
  }

  return {
    origin,
    async token(identity) {
      const given = readyMade(identity);
      if (given !== undefined) return given;
      if (identity === "bot") return await (await bot()).token();
      if (parts.openId === undefined) throw noUserToken(parts);
      return await (await user()).token();
    },
    async replace(identity, refused) {
      const from = origin(identity);
      if (from === "app") return await (await bot()).replace(refused);
      return from === "login" ? await (await user()).replace(refused) : undefined;
    },
    async grantedScopes(identity) {
      return identity === "user" && origin("user") === "login" ? await (await user()).scopes() : undefined;
    },
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => made ??= make();
}

/** How somebody begins who has no app yet. */
function setUpApp({ call }: TokenSourceParts): Phrase {
  return phrase`${action("config/init")} (apps are made at ${call.hosts.open}/app)`;
}

/** What needs no app. */
const TRY_DEMO = phrase`; or try ${action("demo")}, which needs no app`;

function noUserToken(parts: TokenSourceParts): Failure {
  const { appId, profile, botToken, hasAppSecret } = parts;
  const bot = botToken !== undefined || (appId !== undefined && hasAppSecret);
  const logIn = action("auth/login", profile === undefined ? undefined : { profile });
  const isNew = appId === undefined;
  const start = isNew ? phrase`${setUpApp(parts)}, then ${logIn}` : phrase`${logIn}`;
  return new Failure({
    type: "authentication",
    subtype: "token_missing",
    message: phrase`nobody is logged in, and ${setting("userToken")} is not set`,
    hint: phrase`log in: ${start}${isNew ? TRY_DEMO : phrase`; or set ${setting("userToken")}`}${
      bot ? phrase`, or run the command with ${input("as", "bot")}` : ""
    }`,
    identity: "user",
  });
}

/** App and secret, which everything but a ready-made token needs. */
async function appOf(parts: TokenSourceParts): Promise<AppCredentials> {
  const { appId, userToken, openId } = parts;
  const appSecret = await parts.appSecret();
  if (appId !== undefined && appSecret !== undefined) {
    parts.call.secrets.add(appSecret);
    return { appId, appSecret };
  }
  const hasUser = userToken !== undefined || openId !== undefined;
  const other = hasUser ? phrase`; or run the command with ${input("as", "user")}` : "";
  const missing = appId === undefined && appSecret !== undefined ? "appId" : "appSecret";
  const nothing = appId === undefined && appSecret === undefined;
  throw new Failure({
    type: "config",
    subtype: "not_configured",
    message: nothing
      ? phrase`no app is configured, and ${setting("appId")} is not set`
      : phrase`${setting(missing)} is not set`,
    hint: nothing
      ? phrase`set one up: ${setUpApp(parts)}${hasUser ? other : TRY_DEMO}`
      : phrase`set ${setting(missing)}${other}`,
    setting: nothing ? "appId" : missing,
  });
}
