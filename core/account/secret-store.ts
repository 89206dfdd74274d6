/**
 * Where secrets are kept: app secrets, login tokens and bot tokens.
 *
 * @module
 */

/** Names a secret. The host keeps the secrets of a private deployment or test server apart from the brand's. */
export interface SecretName {
  readonly kind: "app-secret" | "user-token" | "bot-token";
  /** Base URL of the open platform. */
  readonly host: string;
  readonly appId: string;
  /** Of a user token. */
  readonly openId?: string;
}

/** A place for secrets. */
export interface SecretStore {
  readonly kind: "secret-service" | "keychain" | "dpapi" | "file";
  /** Undefined where there is none. @throws {Failure} `internal`/`storage` where the store cannot be read. */
  read(name: SecretName): Promise<string | undefined>;
  /** Replaces it, and reads it back. @throws {Failure} `internal`/`storage` where it is not there afterwards. */
  write(name: SecretName, secret: string): Promise<void>;
  /** Removes it; false where there was none. */
  remove(name: SecretName): Promise<boolean>;
  /** Keeps other processes out while one changes what belongs to the name; ends with the work, or when the run is interrupted. */
  locked<T>(name: SecretName, work: () => Promise<T>): Promise<T>;
}
