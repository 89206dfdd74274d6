import { fromHex, toHex } from "../text/bytes.ts";
import { deriveKey } from "./cipher.ts";
import type { MasterKey } from "./master-key.ts";
import type { StorageWorld } from "./private-file.ts";
import type { SecretStore } from "./secret-store.ts";
import { createSecretStore } from "./stores.ts";

const SALT_BYTES = 16;

/**
 * Opens the place for the bot tokens of an app. They are encrypted with a key that is derived from the app secret: who
 * knows it could request a token anyway, and no key store is asked. With another app secret, a token cannot be read.
 *
 * @param root the directory of configuration and secrets
 */
export function openBotTokenStore(world: StorageWorld, root: string, appSecret: string): SecretStore {
  // The salt takes the place of the key's id; each token gets a new one.
  const keyOf = async (salt: Uint8Array<ArrayBuffer>): Promise<MasterKey> => ({
    id: toHex(salt),
    key: await deriveKey(appSecret, salt, "bot token"),
  });
  return createSecretStore(world, root, {
    kind: "file",
    fallback: undefined,
    current: async () => await keyOf(world.randomBytes(SALT_BYTES)),
    find: async (id) => /^([0-9a-f]{2})+$/.test(id) ? await keyOf(fromHex(id)) : undefined,
  });
}
