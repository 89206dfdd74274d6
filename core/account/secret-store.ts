/**
 * Where secrets are kept: app secrets, login tokens and bot tokens.
 *
 * @module
 */

import type { Phrase } from "../text/phrase.ts";

/** Names a secret. The host keeps the secrets of a private deployment or test server apart from the brand's. */
export interface SecretName {
  readonly kind: "app-secret" | "user-token" | "bot-token";
  /** Base URL of the open platform. */
  readonly host: string;
  readonly appId: string;
  /** Of a user token. */
  readonly openId?: string;
}

/** What protects secrets: a key in the system's key store, or a key in a file that only its owner can read. */
export type StoreKind = "secret-service" | "keychain" | "dpapi" | "file";

/** A place for secrets. */
export interface SecretStore {
  /** Before the first secret is written, what is to be tried. */
  readonly kind: StoreKind;
  /** The directory of the encrypted secrets. */
  readonly directory: string;
  /** Why the key is in a file although the system's key store was tried. */
  readonly fallback: Phrase | undefined;
  /** Undefined where there is none. @throws {Failure} `internal`/`storage` where the store cannot be read. */
  read(name: SecretName): Promise<string | undefined>;
  /** Replaces it, and reads it back. @throws {Failure} `internal`/`storage` where it is not there afterwards. */
  write(name: SecretName, secret: string): Promise<void>;
  /** Removes it; false where there was none. */
  remove(name: SecretName): Promise<boolean>;
  /** Keeps other processes out while one changes what belongs to the name; ends with the work, or when the run is interrupted. */
  locked<T>(name: SecretName, work: () => Promise<T>): Promise<T>;
}
