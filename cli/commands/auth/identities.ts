/**
 * What can act in a run: the bot of the app and the person who logged in, each with the state of its credentials.
 *
 * @module
 */

import { fetchBot, fetchUser } from "../../../core/account/identity-info.ts";
import {
  readUserToken,
  tokenStatus,
  type UserToken,
  userTokenName,
} from "../../../core/account/user-token.ts";
import { Failure, isInterrupted } from "../../../core/failure.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import type { Identity } from "../../../core/platform/identity.ts";
import { action, type Phrase, phrase, setting } from "../../../core/text/phrase.ts";
import { formatRfc3339 } from "../../../core/text/time.ts";
import type { RunAccount } from "../../account.ts";
import type { Runtime } from "../../command.ts";
import { spelled } from "../../spelling.ts";

/** The state of an identity's credentials. */
export interface IdentityState {
  readonly status: "ready" | "needs_refresh" | "expired" | "missing" | "not_configured" | "verify_failed";
  /** Commands can run as it. */
  readonly available: boolean;
  /** Where its credentials come from; absent where there are none. */
  readonly source?: "environment" | "profile";
  readonly message: Phrase;
  /** What to do, where it is not available. */
  readonly hint?: Phrase;
  /** What verification found wrong. */
  readonly failure?: Failure;
  /** Of a person: the stored login. */
  readonly token?: UserToken;
  readonly openId?: string;
  readonly name?: string;
  /** The service has confirmed it. */
  readonly verified?: boolean;
}

/** Of both identities. */
export type IdentityStates = Readonly<Record<Identity, IdentityState>>;

/** Finds out which identities can act; with `verify`, the service is asked. */
export async function readIdentities(runtime: Runtime, verify: boolean): Promise<IdentityStates> {
  const account = await runtime.account();
  const [bot, user] = await Promise.all([botState(runtime, account), userState(runtime, account)]);
  if (!verify) return { bot, user };
  return { bot: await verified(runtime, "bot", bot), user: await verified(runtime, "user", user) };
}

async function botState(runtime: Runtime, account: RunAccount): Promise<IdentityState> {
  const { source, appId, credentials, profile, hosts } = account;
  const { botToken, appSecret, userToken } = credentials;
  if (botToken !== undefined) {
    return ready("environment", phrase`the bot token of ${setting("botToken")}`);
  }
  if (source === "environment") {
    if (appId !== undefined && appSecret !== undefined) {
      return ready("environment", phrase`bot tokens are requested with ${setting("appSecret")}`);
    }
    const hint = phrase`set ${setting("appId")} and ${setting("appSecret")}, or ${setting("botToken")}`;
    const only = userToken === undefined ? "" : phrase`: variables hold a user token only`;
    return { status: "not_configured", available: false, message: phrase`no bot is set${only}`, hint };
  }
  if (profile === undefined) return notConfigured();
  const requested = `bot tokens are requested for ${profile.appId}`;
  if (profile.appSecret !== undefined) return ready("profile", requested);
  const name = { kind: "app-secret", host: hosts.open, appId: profile.appId } as const;
  const secret = await orFailure(async () => await (await runtime.store()).read(name));
  if (secret instanceof Failure) return unreadable(secret);
  if (secret !== undefined) return ready("profile", requested);
  return {
    status: "missing",
    available: false,
    source: "profile",
    message: `the secret of ${profile.appId} is not stored for ${hosts.open}`,
    hint: phrase`store it: ${action("config/init", { name: profile.name, appId: profile.appId })}`,
  };
}

async function userState(runtime: Runtime, account: RunAccount): Promise<IdentityState> {
  const { source, appId, credentials, user, hosts } = account;
  if (credentials.userToken !== undefined) {
    return ready("environment", phrase`the user token of ${setting("userToken")}`);
  }
  const logIn = phrase`log in: ${action("auth/login")}`;
  if (source === "environment") {
    const hint = phrase`set ${setting("userToken")}, or use a profile: ${action("config/init")}`;
    const message =
      "the variables hold no user token, and logins of profiles are not used while variables hold credentials";
    return { status: "missing", available: false, message, hint };
  }
  if (source === "none" || appId === undefined) return notConfigured();
  if (user === undefined) {
    return { status: "missing", available: false, message: "nobody is logged in", hint: logIn };
  }
  const token = await orFailure(async () =>
    await readUserToken(await runtime.store(), userTokenName(hosts.open, appId, user.openId))
  );
  const person = { openId: user.openId, name: user.name };
  if (token instanceof Failure) return { ...unreadable(token), ...person };
  return { ...loginState(token, logIn, runtime.world.clock.now()), ...person };
}

/** What the clock says about a login. */
function loginState(token: UserToken | undefined, logIn: Phrase, now: number): IdentityState {
  const base = { source: "profile", ...(token === undefined ? {} : { token }) } as const;
  const remark = token?.doubt === undefined ? "" : ` (${token.doubt})`;
  switch (tokenStatus(token, now)) {
    case "valid":
      return { ...base, status: "ready", available: true, message: "logged in" };
    case "needs_refresh":
      return {
        ...base,
        status: "needs_refresh",
        available: true,
        message: `logged in; the next command renews the login${remark}`,
      };
    case "expired":
      return {
        ...base,
        status: "expired",
        available: false,
        message: `the login has expired${remark}`,
        hint: logIn,
      };
    case "missing":
      return {
        ...base,
        status: "missing",
        available: false,
        message: "the login is not stored",
        hint: logIn,
      };
  }
}

/** Asks the service who it is; a token that it refuses is replaced once. */
async function verified(runtime: Runtime, identity: Identity, state: IdentityState): Promise<IdentityState> {
  if (!state.available) return state;
  const call = runtime.accountCall((await runtime.account()).hosts);
  const found = await orFailure(async () => {
    const tokens = await runtime.tokens();
    const ask = async (token: string) => {
      if (identity === "user") return await fetchUser(call, token);
      const { openId, appName } = await fetchBot(call, token);
      return { openId, name: appName };
    };
    const token = await tokens.token(identity);
    try {
      return await ask(token);
    } catch (error) {
      if (!(error instanceof Failure) || error.detail.type !== "authentication") throw error;
      const other = await tokens.replace(identity, token);
      if (other === undefined) throw error;
      return await ask(other);
    }
  });
  if (!(found instanceof Failure)) return { ...state, ...found, status: "ready", verified: true };
  const { message, hint } = found.detail;
  return {
    ...state,
    status: "verify_failed",
    available: false,
    verified: false,
    message,
    ...(hint === undefined ? {} : { hint }),
    failure: found,
  };
}

function ready(source: "environment" | "profile", message: Phrase): IdentityState {
  return { status: "ready", available: true, source, message };
}

function notConfigured(): IdentityState {
  return {
    status: "not_configured",
    available: false,
    message: "no app is configured",
    hint: phrase`configure one: ${action("config/init")}`,
  };
}

function unreadable(failure: Failure): IdentityState {
  const { message, hint } = failure.detail;
  return {
    status: "missing",
    available: false,
    source: "profile",
    message,
    ...(hint === undefined ? {} : { hint }),
    failure,
  };
}

/** What the work answers with, or the failure that it ends with; an interrupt ends everything. */
export async function orFailure<T>(work: () => Promise<T>): Promise<T | Failure> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Failure) || isInterrupted(error)) throw error;
    return error;
  }
}

/** A state as it is printed (names are part of the output contract). */
export function identityData(identity: Identity, state: IdentityState): JsonObject {
  const { status, available, source, message, hint, token, openId, name, verified } = state;
  return {
    status,
    available,
    ...(source === undefined ? {} : { source }),
    ...(verified === undefined ? {} : { verified }),
    message: spelled(message),
    ...(hint === undefined ? {} : { hint: spelled(hint) }),
    ...(openId === undefined ? {} : { openId }),
    ...(name === undefined ? {} : identity === "bot" ? { appName: name } : { userName: name }),
    ...(token === undefined ? {} : loginData(token)),
  };
}

function loginData({ scopes, expiresAt, refreshExpiresAt, grantedAt }: UserToken): JsonObject {
  return {
    scope: scopes.join(" "),
    expiresAt: formatRfc3339(expiresAt),
    refreshExpiresAt: formatRfc3339(refreshExpiresAt),
    grantedAt: formatRfc3339(grantedAt),
  };
}

/** A state on a line, for people. */
export function identityLine(identity: Identity, state: IdentityState): readonly string[] {
  const who = state.name === undefined ? "" : ` ${state.name}${state.openId ? ` (${state.openId})` : ""}`;
  const sign = state.available ? "ok" : "no";
  return [
    `${sign}  ${identity}${who}: ${spelled(state.message)}`,
    ...(state.hint === undefined ? [] : [`      ${spelled(state.hint)}`]),
  ];
}
