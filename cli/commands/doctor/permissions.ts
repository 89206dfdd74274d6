/**
 * What the identities may do: those of a command line's scopes that they have.
 *
 * @module
 */

import { type AppScopes, fetchAppScopes } from "../../../core/account/identity-info.ts";
import { Failure } from "../../../core/failure.ts";
import type { Identity } from "../../../core/platform/identity.ts";
import { consoleUrl } from "../../../core/platform/permission-hints.ts";
import { action, type Phrase, phrase } from "../../../core/text/phrase.ts";
import type { RunAccount } from "../../account.ts";
import type { Runtime, ScopeNeeds } from "../../command.ts";
import { scopesToAsk } from "../../scopes.ts";
import { type IdentityStates, orFailure } from "../auth/identities.ts";
import { type Check, fail, pass, skip, warn } from "./check.ts";

/** What these checks look at. */
export interface PermissionParts {
  readonly runtime: Runtime;
  readonly account: RunAccount;
  readonly states: IdentityStates;
  /** Nothing is to be asked. */
  readonly isOffline: boolean;
}

/** Whether the identities that a command line can run as have its scopes: a line of the report for each. */
export async function checkLine(parts: PermissionParts, line: string): Promise<readonly Check[]> {
  const { needs } = await parts.runtime.program.describe(line);
  const app = parts.isOffline ? undefined : await orFailure(() => appScopes(parts));
  const checks = (["user", "bot"] as const).flatMap((identity) => {
    const needed = needs[identity];
    if (needed === undefined) return [];
    return [identity === "user" ? checkUser(parts, line, needed, app) : checkBot(parts, line, needed, app)];
  });
  return checks.length > 0 ? checks : [pass("scopes", `"${line}" calls no service`)];
}

/** Whether the app has any scopes; nothing is said where it has, or where that is not to be known. */
export async function checkAppScopes(parts: PermissionParts): Promise<readonly Check[]> {
  const app = parts.isOffline ? undefined : await orFailure(() => appScopes(parts));
  if (app === undefined || app instanceof Failure || app.user.length + app.bot.length > 0) return [];
  const { account: { appId = "", hosts } } = parts;
  const scopes = ["im:chat:read", "im:message:readonly", "im:message:send_as_bot"];
  const hint = `add some, such as these, then publish the app: ${consoleUrl(hosts.open, appId, scopes)}`;
  return [warn("app_scopes", "the app has no scopes: the service will refuse nearly every command", hint)];
}

async function appScopes({ runtime, account, states }: PermissionParts): Promise<AppScopes | undefined> {
  if (account.appId === undefined || !states.bot.available) return undefined;
  const token = await (await runtime.tokens()).token("bot");
  return await fetchAppScopes(runtime.accountCall(account.hosts), account.appId, token);
}

type KnownScopes = AppScopes | Failure | undefined;

function checkUser(
  { states: { user }, account }: PermissionParts,
  line: string,
  needs: ScopeNeeds,
  app: KnownScopes,
): Check {
  const name = "scopes_user";
  const logIn = phrase`${action("auth/login", { for: line })}`;
  if (app !== undefined && !(app instanceof Failure)) {
    const lacking = scopesToAsk({ required: unmet(needs, app.user), helpful: [] });
    if (lacking.length > 0) return appLacks(name, "user", lacking, account);
  }
  if (user.token === undefined) {
    return user.source === "environment"
      ? skip(name, "not known: a ready-made token does not say its scopes")
      : warn(name, `nobody is logged in, who could run "${line}"`, phrase`log in: ${logIn}`);
  }
  const granted = user.token.scopes;
  const required = scopesToAsk({ required: unmet(needs, granted), helpful: [] });
  if (required.length > 0) {
    return fail(
      name,
      `you have not granted ${required.join(", ")} for "${line}"`,
      phrase`grant it: ${logIn}`,
    );
  }
  const missing = needs.helpful.filter((scope) => !granted.includes(scope));
  return missing.length > 0
    ? warn(
      name,
      `"${line}" works, but not for all chats or not in full: you have not granted ${missing.join(", ")}`,
      phrase`grant it: ${logIn}`,
    )
    : pass(name, `you have granted all that "${line}" needs`);
}

function checkBot(
  { states: { bot }, account }: PermissionParts,
  line: string,
  needs: ScopeNeeds,
  app: KnownScopes,
): Check {
  const name = "scopes_bot";
  if (!bot.available) return skip(name, "there is no bot");
  if (app === undefined) return skip(name, "not known: the app's scopes were not fetched");
  if (app instanceof Failure) {
    const hint = phrase`see the app's scopes in the developer console`;
    return warn(name, app.detail.message, app.detail.hint ?? hint);
  }
  const required = scopesToAsk({ required: unmet(needs, app.bot), helpful: [] });
  if (required.length > 0) return appLacks(name, "bot", required, account);
  const missing = needs.helpful.filter((scope) => !app.bot.includes(scope));
  return missing.length > 0
    ? warn(
      name,
      `"${line}" works, but not for all chats or not in full: the bot lacks ${missing.join(", ")}`,
      applyHint(missing, account),
    )
    : pass(name, `the bot has all that "${line}" needs`);
}

/** Those lists of which no scope is there. */
function unmet({ required }: ScopeNeeds, granted: readonly string[]): ScopeNeeds["required"] {
  return required.filter((list) => !list.some((scope) => granted.includes(scope)));
}

function appLacks(name: string, identity: Identity, scopes: readonly string[], account: RunAccount): Check {
  return fail(name, `the app lacks ${scopes.join(", ")} (${identity})`, applyHint(scopes, account));
}

function applyHint(scopes: readonly string[], { appId = "", hosts }: RunAccount): Phrase {
  return `apply for it, then publish the app: ${consoleUrl(hosts.open, appId, scopes)}`;
}
