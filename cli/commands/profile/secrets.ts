import type { Config, Profile } from "../../../core/account/config.ts";
import { isAppOf } from "../../../core/account/profiles.ts";
import type { SecretName } from "../../../core/account/secret-store.ts";
import { openSecretStore } from "../../../core/account/stores.ts";
import { resolveHosts } from "../../../core/platform/hosts.ts";
import type { World } from "../../../core/world.ts";

/** The base URL of the platform that a profile's app lives on. */
export function openHost({ brand, baseUrl, accountsUrl }: Profile): string {
  return resolveHosts({ brand, baseUrl, accountsUrl }).open;
}

/**
 * Removes the secrets of a profile that is gone: the logins of its users, the secret and the bot token of its app. What
 * belongs to another profile of the same app stays.
 *
 * @param config the configuration without the profile
 * @returns how many logins were removed
 * @throws {Failure} `internal`/`storage`
 */
export async function forgetSecrets(
  world: World,
  root: string,
  profile: Profile,
  config: Config,
): Promise<number> {
  const { appId, users } = profile;
  const host = openHost(profile);
  const others = config.profiles.filter((one) => one.name !== profile.name && isAppOf(one, profile));
  const store = await openSecretStore(world, root);
  const remove = (name: SecretName) => store.locked(name, () => store.remove(name));
  let logins = 0;
  for (const { openId } of users) {
    if (others.some((other) => other.users.some((user) => user.openId === openId))) continue;
    if (await remove({ kind: "user-token", host, appId, openId })) logins++;
  }
  if (others.length === 0) {
    await remove({ kind: "bot-token", host, appId });
    await remove({ kind: "app-secret", host, appId });
  }
  return logins;
}
