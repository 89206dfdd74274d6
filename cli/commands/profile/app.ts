/**
 * What `config init` and `profile add` share: the app that a person names, its secret, and how both are stored.
 *
 * @module
 */

import { readConfig, updateConfig } from "../../../core/account/config-file.ts";
import type { Config, Profile } from "../../../core/account/config.ts";
import { proveApp } from "../../../core/account/identity-info.ts";
import {
  isAppOf,
  planProfile,
  type ProfilePlan,
  type ProfileRequest,
  useProfile,
} from "../../../core/account/profiles.ts";
import type { SecretStore } from "../../../core/account/secret-store.ts";
import { openSecretStore } from "../../../core/account/stores.ts";
import { Failure, invalidInput, isInterrupted } from "../../../core/failure.ts";
import { type Brand, resolveBrand, resolveHosts } from "../../../core/platform/hosts.ts";
import { input, type InputRef, phrase, setting, type SettingRef } from "../../../core/text/phrase.ts";
import type { Warning } from "../../../core/warning.ts";
import type { World } from "../../../core/world.ts";
import type { Runtime } from "../../command.ts";
import { checkExclusive } from "../../options/exclusive.ts";
import { hostUrl } from "../../options/host.ts";
import { readStdin } from "../../options/input.ts";
import { choice, optional, type OptionValues, text, toggle } from "../../options/option.ts";
import { canAsk } from "../../questions.ts";
import { readEnvironment } from "../../settings.ts";
import { variableWarnings } from "./override.ts";
import { forgetSecrets } from "./secrets.ts";
import { resolve } from "@std/path";

/** Options that name an app. */
export const appOptions = {
  appId: optional(text("id", "app id, cli_…")),
  appSecretStdin: toggle("read the app secret from the first line of standard input"),
  appSecretFile: optional(text("path", "read the app secret from the first line of a file")),
  brand: optional(choice(["feishu", "lark"], "platform of the app (default feishu)", { anyCase: true })),
  baseUrl: optional(hostUrl("base URL of a private deployment")),
  accountsUrl: optional(hostUrl("login URL of a private deployment (default: the base URL)")),
  store: optional(
    choice(
      ["system", "file"],
      "where secrets are kept (default: the system's key store where it works, else files)",
    ),
  ),
};

/** Values of these options. */
export type AppValues = OptionValues<typeof appOptions>;

/** The longest secret that is read, characters; the service's have 32. */
const MAX_SECRET_LENGTH = 512;

/**
 * The app secret of the line: from standard input, a file, or the variable where that belongs to the same app;
 * `undefined` where none is given.
 */
export async function readAppSecret(values: AppValues, world: World): Promise<string | undefined> {
  const { appSecretStdin, appSecretFile, appId } = values;
  checkExclusive(
    { appSecretStdin: appSecretStdin || undefined, appSecretFile },
    ["appSecretStdin", "appSecretFile"],
  );
  if (appSecretStdin && world.stdinIsTerminal) {
    // Somebody types it: it must not be shown.
    if (!canAsk(world)) throw noPlaceToAsk();
    const line = await world.readLine("App secret (not shown): ", { hidden: true });
    return checkSecret(input("appSecretStdin"), line ?? "");
  }
  if (appSecretStdin) {
    const bytes = await readStdin(world, "appSecretStdin");
    return checkSecret(input("appSecretStdin"), new TextDecoder().decode(bytes));
  }
  if (appSecretFile !== undefined) {
    const path = resolve(world.cwd, appSecretFile);
    const content = await world.files.readTextFile(path).catch((error) => {
      throw invalidInput(
        "appSecretFile",
        phrase`${input("appSecretFile")} cannot be read: "${path}": ${
          error instanceof Error ? error.message : String(error)
        }`,
        phrase`check the path, or pipe the secret in with ${input("appSecretStdin")}`,
      );
    });
    return checkSecret(input("appSecretFile"), content);
  }
  const { credentials } = readEnvironment(world);
  const isOfApp = appId === undefined || credentials.appId === undefined || credentials.appId === appId;
  return isOfApp && credentials.appSecret !== undefined
    ? checkSecret(setting("appSecret"), credentials.appSecret)
    : undefined;
}

function noPlaceToAsk(): Failure {
  return invalidInput(
    "appSecretStdin",
    phrase`${input("appSecretStdin")}: standard input is a terminal, but there is none to ask on`,
    phrase`pipe the secret in, or give it with ${input("appSecretFile")}`,
  );
}

/** The first line as a secret; what is wrong with it is said without repeating it. */
export function checkSecret(source: InputRef | SettingRef, text: string): string {
  const [line = ""] = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  const secret = line.trim();
  const refuse = (problem: string) =>
    new Failure({
      type: "validation",
      subtype: "invalid_argument",
      message: phrase`${source}: ${problem}`,
      hint: "copy the secret from the Credentials page of the app",
      ...source,
    });
  if (secret === "") throw refuse("the first line is empty");
  if (secret.length > MAX_SECRET_LENGTH || !/^[\x21-\x7e]+$/.test(secret)) {
    throw refuse("not an app secret: it contains spaces or other characters that app secrets never have");
  }
  return secret;
}

/** Brand and hosts of the line, else of the variables. */
export function readAppHosts(
  values: Pick<AppValues, "brand" | "baseUrl" | "accountsUrl">,
  world: World,
): Pick<ProfileRequest, "brand" | "baseUrl" | "accountsUrl"> {
  const { hosts } = readEnvironment(world);
  const brand: Brand = resolveBrand(values.brand ?? hosts.brand);
  const baseUrl = values.baseUrl ?? hosts.baseUrl;
  const accountsUrl = values.accountsUrl ?? (values.baseUrl === undefined ? hosts.accountsUrl : undefined);
  const resolved = resolveHosts({ brand, baseUrl, accountsUrl });
  return {
    brand,
    ...(baseUrl === undefined ? {} : { baseUrl: resolved.open }),
    ...(accountsUrl === undefined ? {} : { accountsUrl: resolved.accounts }),
  };
}

/** An app to store, and how. */
export interface AppToStore {
  readonly request: ProfileRequest;
  readonly appSecret: string;
  /** Makes its profile the current one. */
  readonly isCurrent: boolean;
  /** Asks the person for what only they may decide; once, before the first check. */
  confirm?(plan: ProfilePlan): Promise<void>;
  /** Refuses what must not be changed. */
  check(plan: ProfilePlan, config: Config): void;
}

/** A stored app. */
export interface StoredApp {
  readonly profile: Profile;
  readonly isNew: boolean;
  /** The name of the current profile. */
  readonly current: string | undefined;
  /** The service accepted id and secret. */
  readonly isProved: boolean;
  readonly warnings: readonly Warning[];
}

/**
 * Proves id and secret by one request, stores the secret and then the profile. Other profiles stay as they are.
 *
 * @throws {Failure} where the service refuses the app: then nothing is stored.
 */
export async function storeApp(runtime: Runtime, app: AppToStore): Promise<StoredApp> {
  const { world } = runtime;
  const { request, appSecret } = app;
  const root = runtime.root();
  const plan = (config: Config) => {
    const found = planProfile(config, request);
    app.check(found, config);
    return found;
  };
  const { config: found } = await readConfig(world, root);
  await app.confirm?.(planProfile(found, request));
  const { profile, before } = plan(found);
  const hosts = resolveHosts({ baseUrl: undefined, accountsUrl: undefined, ...profile });
  const doubt = await prove(runtime, { appId: profile.appId, appSecret }, hosts);
  const preference = request.store ?? readEnvironment(world).store ?? profile.store;
  const store = await openSecretStore(world, root, preference);
  await store.write({ kind: "app-secret", host: hosts.open, appId: profile.appId }, appSecret);
  const config = await updateConfig(world, root, (config) => {
    const { config: changed, profile } = plan(config);
    return app.isCurrent || changed.profiles.length === 1 ? useProfile(changed, profile.name) : changed;
  });
  if (before !== undefined && !isAppOf(before, request)) await forgetSecrets(world, root, before, config);
  return {
    profile,
    isNew: before === undefined,
    current: config.currentProfile ?? config.profiles[0]?.name,
    isProved: doubt === undefined,
    warnings: [
      ...doubt === undefined ? [] : [doubt],
      ...keyWarnings(store),
      ...variableWarnings(world, []),
    ],
  };
}

/** Says that the system's key store was tried in vain. */
function keyWarnings({ fallback }: SecretStore): readonly Warning[] {
  if (fallback === undefined) return [];
  const reason = phrase`the system's key store did not work: ${fallback}`;
  return [{
    key: "key_in_file",
    detail: phrase`the key to the secrets is in a file, which only its permissions protect: ${reason}`,
  }];
}

/** One request for a bot token; a network that gives no answer proves nothing, which is a warning. */
async function prove(
  runtime: Runtime,
  app: Parameters<typeof proveApp>[1],
  hosts: Parameters<Runtime["accountCall"]>[0],
): Promise<Warning | undefined> {
  try {
    await proveApp(runtime.accountCall(hosts), app);
    return undefined;
  } catch (error) {
    if (isInterrupted(error) || !(error instanceof Failure)) throw error;
    const { type, subtype, message } = error.detail;
    const isDoubt = type === "network" || type === "internal" || type === "policy" ||
      ["server_error", "refresh_server_error", "rate_limit"].includes(subtype);
    if (!isDoubt) throw error;
    return {
      key: "app_not_proved",
      detail: phrase`id and secret are stored, but could not be checked: ${message}`,
    };
  }
}

/** The profile as the answer shows it; a secret is only said to be there. */
export function profileData({ profile, isNew, current, isProved }: StoredApp) {
  const { name, appId, brand, baseUrl, accountsUrl } = profile;
  return {
    profile: name,
    appId,
    appSecret: "****",
    brand,
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(accountsUrl === undefined ? {} : { accountsUrl }),
    created: isNew,
    active: current === name,
    verified: isProved,
  };
}
