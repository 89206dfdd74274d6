/**
 * Encryption of secrets: AES-256-GCM with a new 96-bit IV each time. What a text is for goes in as additional data, so
 * that a file put in the place of another one does not open.
 *
 * @module
 */

import { fromBase64, toBase64 } from "../text/bytes.ts";
import type { World } from "../world.ts";

/** An encrypted text; both parts are Base64. */
export interface Sealed {
  readonly iv: string;
  readonly data: string;
}

const IV_BYTES = 12;
/** Length of a key, bytes. */
export const KEY_BYTES = 32;

/** Makes a key of its bytes. */
export async function importKey(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
}

/** Makes a key of a secret that is long and random itself, such as an app secret; `salt` and `purpose` set it apart. */
export async function deriveKey(
  secret: string,
  salt: Uint8Array<ArrayBuffer>,
  purpose: string,
): Promise<CryptoKey> {
  const encoder = new TextEncoder();
  const from = await crypto.subtle.importKey("raw", encoder.encode(secret), "HKDF", false, ["deriveKey"]);
  return await crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt, info: encoder.encode(purpose) },
    from,
    { name: "AES-GCM", length: KEY_BYTES * 8 },
    false,
    ["encrypt", "decrypt"],
  );
}

/** Encrypts a text. */
export async function seal(
  { randomBytes }: Pick<World, "randomBytes">,
  key: CryptoKey,
  purpose: string,
  text: string,
): Promise<Sealed> {
  const iv = randomBytes(IV_BYTES);
  const encoder = new TextEncoder();
  const algorithm = { name: "AES-GCM", iv, additionalData: encoder.encode(purpose) };
  const data = await crypto.subtle.encrypt(algorithm, key, encoder.encode(text));
  return { iv: toBase64(iv), data: toBase64(new Uint8Array(data)) };
}

/** Decrypts a text; `undefined` where it is not what was encrypted with this key for this purpose. */
export async function unseal(
  key: CryptoKey,
  purpose: string,
  { iv, data }: Sealed,
): Promise<string | undefined> {
  try {
    const additionalData = new TextEncoder().encode(purpose);
    const algorithm = { name: "AES-GCM", iv: fromBase64(iv), additionalData };
    return new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, key, fromBase64(data)));
  } catch {
    return undefined;
  }
}
