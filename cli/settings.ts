import {
  Failure,
  fileErrorReason,
  fileFailure,
  invalidInput,
  invalidSetting,
  isClosedByRuntime,
  isNotFound,
  systemErrorCode,
} from "../core/failure.ts";
import type { HostSettings } from "../core/platform/hosts.ts";
import type { Credentials } from "../core/platform/tokens.ts";
import { input, phrase, setting } from "../core/text/phrase.ts";
import type { World } from "../core/world.ts";
import { findConfigRoot } from "./config-root.ts";
import { resolve } from "@std/path";

/** Variables by key, ours first: those that lark-cli has under its own prefix are taken from there, too. */
const VARIABLES = {
  appId: ["IM_APP_ID", "LARKSUITE_CLI_APP_ID"],
  appSecret: ["IM_APP_SECRET", "LARKSUITE_CLI_APP_SECRET"],
  userToken: ["IM_USER_ACCESS_TOKEN", "LARKSUITE_CLI_USER_ACCESS_TOKEN"],
  botToken: ["IM_TENANT_ACCESS_TOKEN", "LARKSUITE_CLI_TENANT_ACCESS_TOKEN"],
  brand: ["IM_BRAND", "LARKSUITE_CLI_BRAND"],
  baseUrl: ["IM_BASE_URL"],
  accountsUrl: ["IM_ACCOUNTS_URL"],
  defaultAs: ["IM_DEFAULT_AS", "LARKSUITE_CLI_DEFAULT_AS"],
  strictMode: ["IM_STRICT_MODE", "LARKSUITE_CLI_STRICT_MODE"],
  store: ["IM_STORE"],
} as const;

/** A setting that has a variable. */
export type VariableKey = keyof typeof VARIABLES;

/** Settings that come from variables alone (docs/contract.md, 2). */
export interface Environment {
  readonly credentials: Credentials;
  readonly hosts: HostSettings;
  readonly defaultAs: string | undefined;
  readonly strictMode: string | undefined;
  readonly store: "system" | "file" | undefined;
  /** The variable that each value was found in. */
  readonly names: Readonly<Partial<Record<VariableKey, string>>>;
}

/** The variable in which a setting was found, where it is not the first that it has. */
export function otherVariable(key: string, { env }: Pick<World, "env">): string | undefined {
  const names = Object.entries(VARIABLES).find(([one]) => one === key)?.[1] ?? [];
  const name = names.find((one) => env(one) !== undefined);
  return name === names[0] ? undefined : name;
}

/**
 * Reads the variables. Those that lark-cli has under its own prefix are taken from there when ours are not set, so
 * that its users can switch without new settings.
 *
 * @throws {Failure} exit 2 for a value that cannot be.
 */
export function readEnvironment(world: Pick<World, "env">): Environment {
  const names: Partial<Record<VariableKey, string>> = {};
  const read = (key: VariableKey) => {
    const name = VARIABLES[key].find((one) => world.env(one) !== undefined);
    if (name === undefined) return undefined;
    names[key] = name;
    return world.env(name);
  };
  return {
    credentials: {
      appId: read("appId"),
      appSecret: read("appSecret"),
      userToken: read("userToken"),
      botToken: read("botToken"),
    },
    hosts: { brand: read("brand"), baseUrl: read("baseUrl"), accountsUrl: read("accountsUrl") },
    defaultAs: read("defaultAs"),
    strictMode: read("strictMode"),
    store: parseStore(read("store")),
    names,
  };
}

/** The tokens and the app's secret that variables hold. */
export function variableSecrets({ env }: Pick<World, "env">): readonly string[] {
  const names = [...VARIABLES.appSecret, ...VARIABLES.userToken, ...VARIABLES.botToken];
  return names.flatMap((name) => env(name) ?? []);
}

/** Whether variables hold a token, or an app's id or secret. */
export function hasCredentials({ credentials }: Environment): boolean {
  return Object.values(credentials).some((value) => value !== undefined);
}

/** @throws {Failure} exit 2 for a word that names no place for secrets. */
function parseStore(word: string | undefined): Environment["store"] {
  if (word === undefined || word === "system" || word === "file") return word;
  throw invalidSetting(
    "store",
    phrase`${setting("store")} must be system or file: "${word}"`,
    phrase`set ${setting("store")} to system, or unset it`,
  );
}

/**
 * The directory of the configuration and the secrets.
 *
 * @throws {Failure} exit 3 where no variable leads to one.
 */
export function configDirectory(world: Pick<World, "os" | "env" | "cwd">): string {
  const root = findConfigRoot(world);
  if (root !== undefined) return root.path;
  throw new Failure({
    type: "config",
    subtype: "not_configured",
    message: "there is no directory for the configuration: no variable names one, nor a home",
    hint: phrase`set ${setting("configDir")}`,
    setting: "configDir",
  });
}

/**
 * The same world with another working directory (`-C DIR`).
 *
 * @throws {Failure} exit 2 if it is no directory.
 */
export async function enterDirectory(world: World, directory: string | undefined): Promise<World> {
  if (directory === undefined) return world;
  const cwd = resolve(world.cwd, directory);
  const isDirectory = directory !== "" &&
    await world.files.stat(cwd).then((info) => info.isDirectory, (error) => {
      if (isNotFound(error) || systemErrorCode(error) === "ENOTDIR") return false;
      if (!isClosedByRuntime(error)) throw fileFailure("use the directory", cwd, error);
      throw invalidInput(
        "directory",
        phrase`${input("directory")} cannot be used: ${fileErrorReason(error)}: "${directory}"`,
        "choose another directory",
      );
    });
  if (!isDirectory) {
    throw invalidInput(
      "directory",
      phrase`${input("directory")} is not a directory: "${directory}"`,
      "create it first, or choose another one",
    );
  }
  return { ...world, cwd };
}
