/**
 * The secret of a profile's app.
 *
 * @module
 */

import { Failure } from "../failure.ts";
import { action, phrase } from "../text/phrase.ts";
import type { Secrets } from "../text/redact.ts";
import type { Warning } from "../warning.ts";
import type { Profile } from "./config.ts";
import type { StorageWorld } from "./private-file.ts";
import type { SecretName, SecretStore } from "./secret-store.ts";

/** Where a secret is looked for. */
export interface AppSecretPlace {
  readonly world: StorageWorld;
  /** The directory of the configuration. */
  readonly root: string;
  readonly profile: Profile;
  /** Base URL of the open platform. */
  readonly host: string;
  readonly secrets: Secrets;
  store(): Promise<SecretStore>;
  onWarning(warning: Warning): void;
}

/**
 * The secret out of the store. One that stands in the configuration file in plain text is moved there first.
 *
 * @throws {Failure} `config`/`not_configured` where there is none.
 */
export async function storedAppSecret(place: AppSecretPlace): Promise<string> {
  const { profile: { name, appId, appSecret: plain }, host, secrets } = place;
  secrets.add(plain ?? "");
  const store = await place.store();
  const secretName: SecretName = { kind: "app-secret", host, appId };
  const secret = await store.read(secretName);
  secrets.add(secret ?? "");
  if (plain !== undefined) return await movePlainSecret(place, store, secretName, secret ?? plain);
  if (secret !== undefined) return secret;
  throw new Failure({
    type: "config",
    subtype: "not_configured",
    message: phrase`the secret of the app ${appId} (profile "${name}") is not stored for ${host}`,
    hint: phrase`store it with: ${action("config/init", { name, appId })}`,
    setting: "appSecret",
  });
}

/** Stores the secret, then takes it out of the file; where that fails, it still works, and it is said. */
async function movePlainSecret(
  { world, root, profile, onWarning }: AppSecretPlace,
  store: SecretStore,
  secretName: SecretName,
  secret: string,
): Promise<string> {
  const { updateConfig } = await import("./config-file.ts");
  try {
    await store.write(secretName, secret);
    await updateConfig(world, root, (config) => ({
      ...config,
      profiles: config.profiles.map((one) => one.name === profile.name ? withoutPlain(one) : one),
    }));
    const detail =
      `the secret of ${profile.appId} stood in the configuration file; it is in the secret store now`;
    onWarning({ key: "app_secret_moved", detail });
  } catch (error) {
    if (!(error instanceof Failure) || error.detail.type === "interrupted") throw error;
    const { message } = error.detail;
    const detail =
      phrase`the secret of ${profile.appId} stands in the configuration file, in plain text: ${message}`;
    onWarning({ key: "app_secret_not_moved", detail });
  }
  return secret;
}

function withoutPlain({ appSecret: _plain, ...profile }: Profile): Profile {
  return profile;
}
