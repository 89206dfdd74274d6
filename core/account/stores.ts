import { tryParseJson } from "../json/json.ts";
import { toHex } from "../text/bytes.ts";
import { action, phrase } from "../text/phrase.ts";
import { seal, type Sealed, unseal } from "./cipher.ts";
import { withFileLock } from "./file-lock.ts";
import { lostKey, type MasterKeys, openMasterKeys, type StorePreference } from "./master-key.ts";
import {
  makeClosedDirectory,
  readPrivateFile,
  removeOldDrafts,
  removePrivateFile,
  replacePrivateFile,
  storageProblem,
  type StorageWorld,
} from "./private-file.ts";
import type { SecretName, SecretStore } from "./secret-store.ts";
import type { KeyStoreWorld } from "./system-key.ts";
import { join } from "@std/path";
import * as v from "valibot";

/** What a store of secrets needs of the world. */
export type SecretWorld = StorageWorld & KeyStoreWorld;

const SealedSchema = v.object({ version: v.literal(1), key: v.string(), iv: v.string(), data: v.string() });

/** The directory of the encrypted secrets. */
export function secretDirectory(root: string): string {
  return join(root, "secrets");
}

/**
 * Opens the store of secrets of a configuration directory. Each secret is a file, encrypted with a key that is in the
 * system's key store or in a file beside them. Nothing is made, and no program is run, before a secret is read or written.
 *
 * @param preference `file` leaves the system's key store alone, `system` accepts nothing else
 * @throws {Failure} `internal`/`storage`
 */
export async function openSecretStore(
  world: SecretWorld,
  root: string,
  preference?: StorePreference,
): Promise<SecretStore> {
  return createSecretStore(world, root, await openMasterKeys(world, secretDirectory(root), preference));
}

/** Makes a store of secrets that are encrypted with these keys. */
export function createSecretStore(world: StorageWorld, root: string, keys: MasterKeys): SecretStore {
  const directory = secretDirectory(root);

  async function pathOf(name: SecretName, suffix: "json" | "lock"): Promise<string> {
    return join(directory, `${await fileStem(name)}.${suffix}`);
  }

  async function read(name: SecretName): Promise<string | undefined> {
    const path = await pathOf(name, "json");
    const text = await readPrivateFile(world, path);
    if (text === undefined) return undefined;
    const { success, output } = v.safeParse(SealedSchema, tryParseJson(text));
    if (!success) throw damaged(name, path);
    const key = await keys.find(output.key);
    if (key === undefined) throw lostKey(directory, path);
    const secret = await unseal(key.key, purposeOf(name), output);
    if (secret === undefined) throw damaged(name, path);
    return secret;
  }

  return {
    get kind() {
      return keys.kind;
    },
    get fallback() {
      return keys.fallback;
    },
    directory,
    read,
    async write(name, secret) {
      await makeClosedDirectory(world, directory);
      const { id, key } = await keys.current();
      const sealed: Sealed = await seal(world, key, purposeOf(name), secret);
      const path = await pathOf(name, "json");
      await removeOldDrafts(world, directory);
      await replacePrivateFile(world, path, `${JSON.stringify({ version: 1, key: id, ...sealed })}\n`);
      if (await read(name) === secret) return;
      throw storageProblem(phrase`"${path}" does not have what was written to it`, path, "check the disk");
    },
    remove: async (name) => await removePrivateFile(world, await pathOf(name, "json")),
    async locked(name, work) {
      await makeClosedDirectory(world, directory);
      return await withFileLock(world, await pathOf(name, "lock"), work);
    },
  };
}

/**
 * Shows that secrets can be kept: writes one that is nobody's, and removes it.
 *
 * @throws {Failure} `internal`/`storage`
 */
export async function checkStore(store: SecretStore, host: string): Promise<void> {
  const name: SecretName = { kind: "bot-token", host, appId: "probe" };
  await store.write(name, "probe");
  await store.remove(name);
}

/** What a secret is for; it does not open under another name. */
function purposeOf({ kind, host, appId, openId = "" }: SecretName): string {
  return JSON.stringify([kind, host, appId, openId]);
}

/** A file name that people can read; the digest at its end sets hosts apart, and names that differ by odd characters. */
async function fileStem(name: SecretName): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(purposeOf(name)));
  const { kind, appId, openId } = name;
  const readable = [kind, appId, openId ?? ""].map((part) => part.replace(/[^\w-]/g, "_").slice(0, 40));
  return [...readable.filter((part) => part !== ""), toHex(new Uint8Array(digest)).slice(0, 16)].join(".");
}

function damaged({ kind }: SecretName, path: string) {
  const again = action(kind === "user-token" ? "auth/login" : "config/init");
  return storageProblem(
    phrase`"${path}" is damaged or not from this program: it cannot be decrypted`,
    path,
    phrase`restore it from a backup, or make it anew: ${again}`,
  );
}
