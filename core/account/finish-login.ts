import type { AccountCall } from "./account-call.ts";
import { updateConfig } from "./config-file.ts";
import type { Profile } from "./config.ts";
import { identifyLogin, type StoredLogin, UNIDENTIFIED } from "./login.ts";
import type { StorageWorld } from "./private-file.ts";
import { withoutUser, withUser } from "./profiles.ts";
import type { SecretStore } from "./secret-store.ts";

/** Where a login is kept. */
export interface LoginPlace {
  readonly world: StorageWorld;
  /** The directory of the configuration. */
  readonly root: string;
  readonly profile: Profile;
  readonly store: SecretStore;
}

/**
 * Finishes a login whose owner the service has not said: asks again, and makes it theirs in the store and in the profile.
 * `undefined` where there is none.
 *
 * @throws {Failure} where the service does not say it; the login stays as it is.
 */
export async function finishLogin(
  call: AccountCall,
  { world, root, profile, store }: LoginPlace,
): Promise<StoredLogin | undefined> {
  const login = await identifyLogin(call, profile.appId, store);
  if (login === undefined) return undefined;
  await updateConfig(
    world,
    root,
    (config) => withUser(withoutUser(config, profile.name, UNIDENTIFIED.openId), profile.name, login.user),
  );
  return login;
}
