/**
 * A login's beginning and end: who it is, what was granted, where it is kept, and its revocation.
 *
 * @module
 */

import type { AccountCall, AppCredentials } from "./account-call.ts";
import type { ProfileUser } from "./config.ts";
import type { LoginGrant } from "./device-flow.ts";
import type { SecretStore } from "./secret-store.ts";
import type { UserToken } from "./user-token.ts";

/** A login that was just stored. */
export interface StoredLogin {
  readonly user: ProfileUser;
  readonly token: UserToken;
  /** The login of the same person that it replaced. */
  readonly previous?: UserToken;
}

/**
 * Asks who the grant belongs to and stores it under the lock of that login.
 *
 * @throws {Failure} `internal`/`storage` where it cannot be kept.
 */
export function storeLogin(
  _call: AccountCall,
  _appId: string,
  _store: SecretStore,
  _grant: LoginGrant,
): Promise<StoredLogin> {
  throw new Error("not there yet");
}

/** What a login brought, in the order asked for. */
export interface GrantReport {
  readonly requested: readonly string[];
  /** Everything that the login may do now. */
  readonly granted: readonly string[];
  readonly missing: readonly string[];
  readonly newlyGranted: readonly string[];
  readonly alreadyGranted: readonly string[];
}

/** Compares what was asked for with what was granted, now and before. `offline_access` is nobody's concern. */
export function reportGrant(
  _requested: readonly string[],
  _granted: readonly string[],
  _before: readonly string[],
): GrantReport {
  throw new Error("not there yet");
}

/** What became of a login that was ended. */
export interface Logout {
  /** Whether there was one. */
  readonly wasStored: boolean;
  /** Whether the service took it back; why not is in `problem`. */
  readonly isRevoked: boolean;
  readonly problem?: string;
}

/**
 * Ends a login: revokes it at the service and removes it here, whatever the service says.
 *
 * @param app absent where the secret is not to be had: then it is only removed
 * @throws {Failure} `internal`/`storage` where it cannot be removed.
 */
export function endLogin(
  _call: AccountCall,
  _app: AppCredentials | undefined,
  _store: SecretStore,
  _login: { readonly appId: string; readonly openId: string },
): Promise<Logout> {
  throw new Error("not there yet");
}
