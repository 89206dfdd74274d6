/**
 * Scenes in which an app is configured and people log in.
 *
 * @module
 */

import type { AccountsOptions, PlatformOptions } from "../../fixtures/platform/mod.ts";
import { successDocument } from "./results.ts";
import { inScene, type Scene, type SceneResult } from "./scene.ts";
import { SPEED_UP } from "./test-world.ts";

/** The app of these scenes. */
export const APP_ID = "cli_demo";
/** Its secret. */
export const APP_SECRET = "demo-secret";

/** Nobody is logged in through variables. */
const NO_TOKENS = { IM_USER_ACCESS_TOKEN: "", IM_TENANT_ACCESS_TOKEN: "" };

/** What a scene is set with. */
export interface LoginSceneOptions extends Omit<PlatformOptions, "accounts"> {
  readonly accounts?: AccountsOptions;
  /** The app is not configured. */
  readonly isEmpty?: true;
}

/** Sets a scene with one profile, the app's, and no login. */
export async function inLoginScene<T>(
  { isEmpty, accounts, ...options }: LoginSceneOptions,
  use: (scene: Scene) => Promise<T>,
): Promise<T> {
  const platform = { ...options, accounts: { pace: SPEED_UP, ...accounts } };
  return await inScene(platform, async (scene) => {
    const env = { ...scene.env, ...NO_TOKENS };
    const login: Scene = {
      ...scene,
      env,
      run: (args, more = {}) => scene.run(args, { ...more, env: { ...NO_TOKENS, ...more.env } }),
      spawn: (args, more = {}) => scene.spawn(args, { ...more, env: { ...NO_TOKENS, ...more.env } }),
    };
    if (!isEmpty) successDocument(await configure(login));
    return await use(login);
  });
}

/** Configures the app as a script does. */
export function configure({ run }: Scene, ...more: readonly string[]): Promise<SceneResult> {
  return run(["config", "init", "--app-id", APP_ID, "--app-secret-stdin", ...more], { stdin: APP_SECRET });
}
