/**
 * What is on this machine: the configuration and the secrets.
 *
 * @module
 */

import { configPath, readConfig } from "../../../core/account/config-file.ts";
import type { SecretStore } from "../../../core/account/secret-store.ts";
import { checkStore } from "../../../core/account/stores.ts";
import { Failure } from "../../../core/failure.ts";
import { action, type Phrase, phrase, setting } from "../../../core/text/phrase.ts";
import type { RunAccount } from "../../account.ts";
import type { Runtime } from "../../command.ts";
import { orFailure } from "../auth/identities.ts";
import { type Check, fail, failed, pass, skip, warn } from "./check.ts";

/** The configuration file: where it is, whether it can be read, what is odd in it. */
export async function checkConfigFile(runtime: Runtime): Promise<Check> {
  const name = "config_file";
  const root = await orFailure(() => Promise.resolve().then(runtime.root));
  if (root instanceof Failure) return failed(name, root, phrase`set ${setting("configDir")}`);
  const path = configPath(root);
  const read = await orFailure(() => readConfig(runtime.world, root));
  if (read instanceof Failure) return failed(name, read, phrase`correct ${path}`);
  const { config: { profiles }, warnings } = read;
  const [first] = warnings;
  if (first !== undefined) return warn(name, phrase`${path}: ${first.detail}`, phrase`correct ${path}`);
  if (profiles.length > 0) {
    return pass(
      name,
      phrase`${path}: ${profiles.length === 1 ? "a profile" : `${profiles.length} profiles`}`,
    );
  }
  const { source } = await runtime.account();
  return source === "environment"
    ? pass(name, phrase`${path}: no profile, and none is needed`)
    : fail(name, phrase`${path}: no profile`, phrase`make one: ${action("config/init")}`);
}

/** Whether others may look into the directory of the configuration; none where they may not. */
export async function checkDirectory({ world, root }: Runtime): Promise<readonly Check[]> {
  if (world.os === "windows") return [];
  try {
    const path = root();
    const mode = (await world.files.stat(path)).mode ?? 0;
    if ((mode & 0o077) === 0) return [];
    const rights = (mode & 0o777).toString(8).padStart(4, "0");
    const message = `others may look into "${path}" (mode ${rights}); the secrets in it are still protected`;
    return [warn("config_directory", message, `close it: chmod 700 ${shellWord(path)}`)];
  } catch {
    // It is not there yet, or the line about the file says what is wrong.
    return [];
  }
}

/** A path as a shell takes it. */
function shellWord(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}

/** Which app the run uses, and what decided that. */
export function checkApp(account: RunAccount | Failure): Check {
  const name = "app_resolved";
  if (account instanceof Failure) return failed(name, account, phrase`see ${action("config/show")}`);
  const { source, profile, appId, brand, hosts, sources } = account;
  if (source === "none") {
    return fail(name, "no app is configured", phrase`configure one: ${action("config/init")}`);
  }
  const from = source === "environment"
    ? `variables${sources.appId.name === undefined ? "" : ` (${sources.appId.name})`}`
    : `profile "${profile?.name}"`;
  return pass(name, `${appId ?? "no app id"}, ${brand} (${hosts.open}), from ${from}`);
}

/** Whether a secret can be written, read and removed; and how well it is kept. */
export async function checkSecretStore(runtime: Runtime, account: RunAccount | Failure): Promise<Check> {
  const name = "secret_store";
  if (!(account instanceof Failure) && account.source === "environment" && account.profile === undefined) {
    return skip(name, "not needed: the credentials are in variables");
  }
  const tried = await orFailure(async () => {
    const store = await runtime.store();
    await checkStore(store, account instanceof Failure ? "https://localhost" : account.hosts.open);
    return store.kind;
  });
  const init = phrase`${action("config/init", { store: "file" })}`;
  if (tried instanceof Failure) {
    return failed(name, tried, phrase`keep secrets in files instead: ${init}`);
  }
  const chosen = account instanceof Failure ? undefined : account.storePreference;
  if (tried !== "file") return pass(name, `secrets can be written and read (${STORE_NAMES[tried]})`);
  const honest: Phrase =
    "secrets can be written and read; their key is a file beside them, so that file permissions are the only protection";
  return chosen === "file"
    ? pass(name, honest)
    : warn(name, honest, FILE_REMEDY[runtime.world.os] ?? FILE_REMEDY.linux);
}

const STORE_NAMES = {
  "secret-service": "key in the Secret Service",
  keychain: "key in the keychain",
  dpapi: "key protected by Windows",
  file: "key in a file",
} as const satisfies Readonly<Record<SecretStore["kind"], string>>;

const CHOOSE_FILE = phrase`or say that this is wanted: ${action("config/init", { store: "file" })}`;
const FILE_REMEDY: Readonly<Record<string, Phrase>> & { readonly linux: Phrase } = {
  linux: phrase`install secret-tool (libsecret-tools) where a Secret Service runs, ${CHOOSE_FILE}`,
  darwin: phrase`unlock the keychain and log in again, ${CHOOSE_FILE}`,
  windows: phrase`allow the program to run powershell.exe, ${CHOOSE_FILE}`,
};
