/**
 * The account of a run: the environment's credentials, or a profile; and where each value comes from.
 *
 * @module
 */

import { type Account, chooseProfile, chooseUser, type Selector } from "../core/account/account.ts";
import type { Config, Profile } from "../core/account/config.ts";
import { Failure, invalidArgument } from "../core/failure.ts";
import { type HostSettings, resolveBrand, resolveHosts } from "../core/platform/hosts.ts";
import type { Credentials } from "../core/platform/tokens.ts";
import { action, phrase } from "../core/text/phrase.ts";
import type { Warning } from "../core/warning.ts";
import type { World } from "../core/world.ts";
import { optionName } from "./options/option.ts";
import type { Origin, Settings } from "./options/read.ts";
import { type Environment, hasCredentials, readEnvironment, type VariableKey } from "./settings.ts";

/** Where a value comes from. */
export interface Source {
  readonly origin: Origin;
  /** The option, the variable or the profile; absent for a default. */
  readonly name?: string;
}

/** The values of an account whose source can be asked for. */
export type SourcedKey =
  | "profile"
  | "user"
  | "appId"
  | "appSecret"
  | "brand"
  | "baseUrl"
  | "accountsUrl"
  | "defaultAs"
  | "strictMode"
  | "store";

/** The account of a run, with where its parts come from. */
export interface RunAccount extends Account {
  /** The identity that commands act as unless one is given, as written. */
  readonly defaultAs: string | undefined;
  /** The only identity that may act, as written. */
  readonly strictMode: string | undefined;
  readonly sources: Readonly<Record<SourcedKey, Source>>;
  /** Where secrets are kept; absent: wherever the system keeps them best. */
  readonly storePreference?: "system" | "file";
  /** What is odd about the configuration file. */
  readonly warnings: readonly Warning[];
}

/** Reads the configuration file; asked only where it matters. */
export type ConfigReader = () => Promise<{ readonly config: Config; readonly warnings: readonly Warning[] }>;

const NO_CREDENTIALS: Credentials = {
  appId: undefined,
  appSecret: undefined,
  userToken: undefined,
  botToken: undefined,
};

/**
 * Works out who acts (docs/contract.md, 2): the profile that an option names, else the credentials of the environment,
 * else the profile of the variable, the current or the first one. Brand and hosts come from their variables, else from
 * the profile, unless the environment names another app than the profile's.
 *
 * @throws {Failure} exit 3 for a profile or user that does not exist, exit 2 for hosts that cannot be.
 */
export async function resolveAccount(
  world: Pick<World, "env">,
  { values, origins, names }: Settings,
  readConfig: ConfigReader,
): Promise<RunAccount> {
  const environment = readEnvironment(world);
  const { credentials } = environment;
  const selector = (key: "profile" | "user"): Selector | undefined => {
    const name = values[key];
    return name === undefined ? undefined : { name, field: names[key] ?? optionName(key) };
  };
  const isEnvironment = hasCredentials(environment) && origins.profile !== "option";
  if (isEnvironment && origins.user === "option") throw userOfEnvironment();
  const isNeeded = !isEnvironment || environment.hosts.baseUrl === undefined || values.profile !== undefined;
  const { config, warnings } = isNeeded ? await readConfig() : { config: undefined, warnings: [] };
  const chosen = config && chooseProfile(config, selector("profile"));
  // The hosts of a profile are those of its app.
  const isOtherApp = isEnvironment && credentials.appId !== undefined && credentials.appId !== chosen?.appId;
  const profile = isOtherApp ? undefined : chosen;
  const user = isEnvironment || profile === undefined ? undefined : chooseUser(profile, selector("user"));
  const appId = isEnvironment ? credentials.appId : profile?.appId;
  const store = environment.store ?? profile?.store;
  const parts: AccountParts = { environment, profile, isEnvironment };
  return {
    source: isEnvironment ? "environment" : profile === undefined ? "none" : "profile",
    ...hostsOf(parts),
    ...(appId === undefined ? {} : { appId }),
    credentials: isEnvironment ? credentials : NO_CREDENTIALS,
    ...(profile === undefined || isEnvironment ? {} : { profile }),
    ...(user === undefined ? {} : { user }),
    defaultAs: environment.defaultAs ?? (isEnvironment ? undefined : profile?.defaultAs),
    strictMode: environment.strictMode ?? (isEnvironment ? undefined : profile?.strictMode),
    ...(store === undefined ? {} : { storePreference: store }),
    sources: sourcesOf(parts, { values, origins, names }),
    warnings,
  };
}

/** What an account is made of. */
interface AccountParts {
  readonly environment: Environment;
  /** The profile, where it is that of the app. */
  readonly profile: Profile | undefined;
  /** The credentials are those of the environment. */
  readonly isEnvironment: boolean;
}

function userOfEnvironment(): Failure {
  return invalidArgument(
    "--user",
    "--user chooses among the users of a profile, but the credentials come from variables",
    "leave --user out, or choose a profile with --profile <name>",
  );
}

function hostsOf({ environment, profile }: AccountParts): Pick<Account, "brand" | "hosts"> {
  const { brand, baseUrl, accountsUrl } = environment.hosts;
  // Checked by themselves first: what is wrong after that is the profile's.
  resolveHosts(environment.hosts);
  const merged: HostSettings = {
    brand: brand ?? profile?.brand,
    baseUrl: baseUrl ?? profile?.baseUrl,
    // The accounts host of a profile belongs to its base URL.
    accountsUrl: accountsUrl ?? (baseUrl === undefined ? profile?.accountsUrl : undefined),
  };
  try {
    return { brand: resolveBrand(merged.brand), hosts: resolveHosts(merged) };
  } catch (error) {
    if (!(error instanceof Failure) || profile === undefined) throw error;
    throw new Failure({
      type: "config",
      subtype: "invalid_config",
      message: phrase`the profile "${profile.name}" names a host that cannot be used`,
      hint: phrase`correct it with: ${
        action("config/init", { name: profile.name, baseUrl: "https://HOST" })
      }`,
      setting: accountsUrl === undefined && profile.accountsUrl !== undefined ? "accountsUrl" : "baseUrl",
    }, error);
  }
}

function sourcesOf(parts: AccountParts, settings: Settings): RunAccount["sources"] {
  const { environment: { names }, profile, isEnvironment } = parts;
  const valueSource = (key: VariableKey): Source => {
    const variable = names[key];
    if (variable !== undefined) return { origin: "variable", name: variable };
    const isOurs = profile !== undefined && (!isEnvironment || !["defaultAs", "strictMode"].includes(key));
    return isOurs && profile[key as keyof Profile] !== undefined
      ? { origin: "profile", name: profile.name }
      : { origin: "default" };
  };
  const chosenSource = (key: "profile" | "user"): Source =>
    settings.values[key] === undefined
      ? { origin: "default" }
      : { origin: settings.origins[key], name: settings.names[key] ?? optionName(key) };
  return {
    profile: chosenSource("profile"),
    user: chosenSource("user"),
    appId: valueSource("appId"),
    appSecret: names.appSecret === undefined && !isEnvironment
      ? valueSource("appId")
      : valueSource("appSecret"),
    brand: valueSource("brand"),
    baseUrl: valueSource("baseUrl"),
    accountsUrl: valueSource("accountsUrl"),
    defaultAs: valueSource("defaultAs"),
    strictMode: valueSource("strictMode"),
    store: valueSource("store"),
  };
}
