import { isInterrupted } from "../failure.ts";
import { tryParseJson } from "../json/json.ts";
import { fromBase64, toBase64 } from "../text/bytes.ts";
import { deriveKey, seal, unseal } from "./cipher.ts";
import { takeFileLock } from "./file-lock.ts";
import {
  makeClosedDirectory,
  readPrivateFile,
  removeOldDrafts,
  removePrivateFile,
  replacePrivateFile,
  type StorageWorld,
} from "./private-file.ts";
import type { SecretName } from "./secret-store.ts";
import { fileStem, purposeOf, secretDirectory } from "./stores.ts";
import { join } from "@std/path";
import * as v from "valibot";

/** Bot tokens on disk. Nothing depends on it: what cannot be read is not there, what cannot be kept is requested again. */
export interface BotTokenCache {
  read(): Promise<string | undefined>;
  /** False where it could not be kept. */
  write(text: string): Promise<boolean>;
  remove(): Promise<void>;
  /** Keeps other processes out meanwhile, so that one of them requests a token and the others read it. */
  locked<T>(work: () => Promise<T>): Promise<T>;
}

const CachedSchema = v.object({ version: v.literal(1), salt: v.string(), iv: v.string(), data: v.string() });
const SALT_BYTES = 16;
/** Longest wait for another process that requests a token, milliseconds. */
const LONGEST_WAIT = 30_000;

/**
 * Opens the place for the bot token of an app. It is encrypted with a key that is derived from the app secret: who can
 * read it could request a token anyway, and no key store is asked.
 *
 * @param root the directory of configuration and secrets
 * @param host base URL of the open platform
 */
export function openBotTokenCache(
  world: StorageWorld,
  root: string,
  host: string,
  { appId, appSecret }: { readonly appId: string; readonly appSecret: string },
): BotTokenCache {
  const directory = secretDirectory(root);
  const name: SecretName = { kind: "bot-token", host, appId };
  const pathOf = async (suffix: "json" | "lock") => join(directory, `${await fileStem(name)}.${suffix}`);

  return {
    read: () =>
      orElse(undefined, async () => {
        const text = await readPrivateFile(world, await pathOf("json"));
        const { success, output } = v.safeParse(CachedSchema, tryParseJson(text ?? ""));
        if (!success) return undefined;
        const key = await deriveKey(appSecret, fromBase64(output.salt), purposeOf(name));
        return await unseal(key, purposeOf(name), output);
      }),
    write: (text) =>
      orElse(false, async () => {
        await makeClosedDirectory(world, directory);
        const salt = world.randomBytes(SALT_BYTES);
        const key = await deriveKey(appSecret, salt, purposeOf(name));
        const sealed = await seal(world, key, purposeOf(name), text);
        await removeOldDrafts(world, directory);
        const content = { version: 1, salt: toBase64(salt), ...sealed };
        await replacePrivateFile(world, await pathOf("json"), `${JSON.stringify(content)}\n`);
        return true;
      }),
    remove: () => orElse(undefined, async () => void await removePrivateFile(world, await pathOf("json"))),
    async locked(work) {
      const release = await orElse(undefined, async () => {
        await makeClosedDirectory(world, directory);
        return await takeFileLock(world, await pathOf("lock"), LONGEST_WAIT);
      });
      try {
        return await work();
      } finally {
        release?.();
      }
    },
  };
}

/** What the work answers with; the other value where it fails, unless the person ended the run. */
async function orElse<T>(otherwise: T, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isInterrupted(error)) throw error;
    return otherwise;
  }
}
