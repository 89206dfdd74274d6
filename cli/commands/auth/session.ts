/**
 * What the commands about logins work with: a profile, its app and the place of its secrets, whatever the variables
 * with ready-made credentials say.
 *
 * @module
 */

import type { AccountCall, AppCredentials } from "../../../core/account/account-call.ts";
import { storedAppSecret } from "../../../core/account/app-secret.ts";
import { readConfig } from "../../../core/account/config-file.ts";
import type { Profile, ProfileUser } from "../../../core/account/config.ts";
import type { SecretStore } from "../../../core/account/secret-store.ts";
import { openSecretStore } from "../../../core/account/stores.ts";
import { failedPrecondition, Failure } from "../../../core/failure.ts";
import { action, joinPhrases, phrase, setting } from "../../../core/text/phrase.ts";
import type { Warning } from "../../../core/warning.ts";
import { resolveAccount, type RunAccount } from "../../account.ts";
import type { Runtime } from "../../command.ts";
import { variableName } from "../../options/global.ts";
import { readEnvironment } from "../../settings.ts";

/** A profile that people log in to. */
export interface Session {
  readonly account: RunAccount;
  readonly profile: Profile;
  /** The one of its users who acts, if anybody is logged in. */
  readonly user: ProfileUser | undefined;
  readonly call: AccountCall;
  readonly warnings: readonly Warning[];
  store(): Promise<SecretStore>;
  /** App id and secret. @throws {Failure} where the secret is not stored. */
  app(): Promise<AppCredentials>;
}

/** Variables that hold credentials, ours and those of lark-cli. */
const CREDENTIALS_REGEXP =
  /^(?:IM|LARKSUITE_CLI)_(?:APP_ID|APP_SECRET|USER_ACCESS_TOKEN|TENANT_ACCESS_TOKEN)$/;

/**
 * Opens the profile of the run for somebody who logs in: who is logged in already does not matter.
 *
 * @throws {Failure} `config`/`not_configured` where there is none, exit 2 where only the bot may act.
 */
export async function openLoginSession(runtime: Runtime): Promise<Session> {
  const { globals, origins } = runtime;
  const session = await findSession({
    ...runtime,
    globals: { ...globals, user: undefined },
    origins: { ...origins, user: "default" },
  }, true);
  if (session?.account.strictMode?.trim() === "bot") {
    throw failedPrecondition(
      phrase`nobody can log in: strict mode allows only the bot`,
      phrase`see where it is set: ${action("config/show", { origin: true })}`,
    );
  }
  if (session !== undefined) return session;
  const { appId } = readEnvironment(runtime.world).credentials;
  throw new Failure({
    type: "config",
    subtype: "not_configured",
    message: appId === undefined
      ? "no app is configured"
      : `the app ${appId} is set by variables, but no profile has it, and logins belong to a profile`,
    hint: phrase`configure it with: ${action("config/init", appId === undefined ? undefined : { appId })}`,
    setting: "appId",
  });
}

/**
 * The profile of the run; `undefined` where there is none.
 *
 * @param isFresh the account is worked out anew, since the runtime differs from that of the run
 */
export async function findSession(runtime: Runtime, isFresh = false): Promise<Session | undefined> {
  const { world, origins, root } = runtime;
  const { credentials } = readEnvironment(world);
  const held = Object.entries(credentials).filter(([, value]) => value !== undefined).map(([key]) => key);
  const isBeside = held.length > 0 && origins.profile !== "option";
  const isOwn = !isBeside && !isFresh;
  const account = isOwn ? await runtime.account() : await profileAccount(runtime);
  const { profile, hosts } = account;
  if (profile === undefined) return undefined;
  const call = runtime.accountCall(hosts);
  // Those of the run's own account are printed in any case.
  const warnings = [...(isOwn ? [] : account.warnings), ...(isBeside ? [environmentWarning(held)] : [])];
  let opened: Promise<SecretStore> | undefined;
  const store = isOwn
    ? runtime.store
    : () => opened ??= openSecretStore(world, root(), account.storePreference);
  return {
    account,
    profile,
    user: account.user,
    call,
    warnings,
    store,
    app: async () => {
      const { secrets } = call;
      const onWarning = (warning: Warning) => warnings.push(warning);
      const place = { world, root: root(), profile, host: hosts.open, secrets, store, onWarning };
      return { appId: profile.appId, appSecret: await storedAppSecret(place) };
    },
  };
}

/** The account as it would be if no variable held credentials. */
export async function profileAccount({ world, globals, origins, root }: Runtime): Promise<RunAccount> {
  const env = (name: string) => CREDENTIALS_REGEXP.test(name) ? undefined : world.env(name);
  const fromVariables = Object.entries(origins).filter(([, origin]) => origin === "variable");
  const names = Object.fromEntries(fromVariables.map(([key]) => [key, variableName(key)]));
  return await resolveAccount(
    { env },
    { values: globals, origins, names },
    () => readConfig(world, root()),
  );
}

/** Says that what variables hold wins over a login. */
function environmentWarning(held: readonly string[]): Warning {
  const names = joinPhrases(held.map((key) => phrase`${setting(key)}`), ", ");
  return {
    key: "credentials_from_environment",
    detail: phrase`commands that call the service use what variables hold, not this profile: ${names}`,
  };
}
