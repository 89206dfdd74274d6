/**
 * A scene without ready-made tokens: an app, or nothing, is configured, and nobody is logged in unless a test says so.
 *
 * @module
 */

import { readConfig, updateConfig } from "../../../core/account/config-file.ts";
import type { Config } from "../../../core/account/config.ts";
import { openSecretStore } from "../../../core/account/stores.ts";
import { userTokenName, writeUserToken } from "../../../core/account/user-token.ts";
import type { PlatformOptions } from "../../../fixtures/platform/mod.ts";
import { inScene, type Scene, type SceneResult, type SceneRunOptions } from "../../support/scene.ts";
import { createTestWorld } from "../../support/test-world.ts";
import { assertEquals } from "@std/assert";

export const APP_ID = "cli_demo";
export const APP_SECRET = "demo-secret";
/** Another app of the service. */
export const OTHER_ID = "cli_other";
export const OTHER_SECRET = "other-secret";

/** A scene whose runs find their credentials in a configuration directory. */
export interface ConfigScene {
  readonly platform: Scene["platform"];
  readonly directory: string;
  /** The configuration directory. */
  readonly root: string;
  run(args: readonly string[], more?: SceneRunOptions): Promise<SceneResult>;
  /** Runs a line that must succeed; answers with its data. */
  data(line: string, more?: SceneRunOptions): Promise<Readonly<Record<string, unknown>>>;
  config(): Promise<Config>;
  /** Logs somebody in to a profile; the access token lasts for `seconds`, and so does the refresh token. */
  logIn(
    profile: string,
    who: { readonly openId: string; readonly name: string },
    seconds: number,
  ): Promise<void>;
  /** Whether a secret is stored. */
  hasSecret(kind: "app-secret" | "user-token", appId: string, openId?: string): Promise<boolean>;
}

/** Sets it; the service knows two apps. */
export async function inConfigScene<T>(
  use: (scene: ConfigScene) => Promise<T>,
  options: PlatformOptions = {},
): Promise<T> {
  const apps = [{ id: APP_ID, secret: APP_SECRET }, { id: OTHER_ID, secret: OTHER_SECRET }];
  return await inScene({ apps, ...options }, async ({ platform, directory, env, run }) => {
    const root = env["IM_CONFIG_DIR"] ?? "";
    const { world, close } = createTestWorld({ cwd: directory, env });
    const withoutToken = (args: readonly string[], more: SceneRunOptions = {}) =>
      run(args, { ...more, env: { IM_USER_ACCESS_TOKEN: "", ...more.env } });
    const store = () => openSecretStore(world, root, "file");
    try {
      return await use({
        platform,
        directory,
        root,
        run: withoutToken,
        async data(line, more) {
          const { status, stdout, stderr } = await withoutToken(line.split(" "), more);
          assertEquals([status, stderr], [0, ""], line);
          return JSON.parse(stdout).data;
        },
        config: async () => (await readConfig(world, root)).config,
        async logIn(name, user, seconds) {
          await updateConfig(world, root, (config) => ({
            ...config,
            profiles: config.profiles.map((profile) =>
              profile.name === name ? { ...profile, users: [...profile.users, user] } : profile
            ),
          }));
          const profile = (await readConfig(world, root)).config.profiles.find((one) => one.name === name);
          const appId = profile?.appId ?? "";
          const expiresAt = Date.now() + seconds * 1000;
          await writeUserToken(await store(), userTokenName(platform.origin, appId, user.openId), {
            openId: user.openId,
            appId,
            accessToken: "u-demo",
            refreshToken: "r-demo",
            expiresAt,
            refreshExpiresAt: expiresAt,
            scopes: ["im:chat:read", "im:message"],
            grantedAt: 0,
          });
        },
        async hasSecret(kind, appId, openId) {
          const name = { kind, host: platform.origin, appId, ...(openId === undefined ? {} : { openId }) };
          return await (await store()).read(name) !== undefined;
        },
      });
    } finally {
      close();
    }
  });
}

/** The line that configures an app, its secret in standard input. */
export function initLine(...more: readonly string[]): readonly string[] {
  return ["config", "init", "--app-id", APP_ID, "--app-secret-stdin", ...more];
}
