/**
 * What the scenarios about uploads, the fate of writes and their errors share: runs in the demo world, and what came
 * of them.
 *
 * @module
 */

import { runProgram } from "../../cli/main.ts";
import type { World } from "../../core/world.ts";
import { demoChat, type Platform, type PlatformOptions } from "../../fixtures/platform/mod.ts";
import type { RunResult } from "./im.ts";
import { writesTo } from "./requests.ts";
import { errorOf } from "./results.ts";
import { inScene, type Scene, type SceneResult, type SceneRunOptions } from "./scene.ts";
import { createTestWorld } from "./test-world.ts";
import { assertEquals } from "@std/assert";

/** The group of the demo world, in which both identities are, a person, and a message of the group. */
export const GROUP = "oc_7b1e0c94f2d85a63b8e1407d6c39fa52";
export const LEO = "ou_91fa4b62c7e85d30a6b9f2184cd7e305";
export const MESSAGE = "om_0d4f9b26a7c35e18940e6b1d72fc8a53";

/** Paths of the endpoints that write. */
export const SEND_PATH = "/open-apis/im/v1/messages";
export const REPLY_PATH = `/open-apis/im/v1/messages/${MESSAGE}/reply`;
export const IMAGES_PATH = "/open-apis/im/v1/images";
export const FILES_PATH = "/open-apis/im/v1/files";

/** A scene in the demo world with both tokens; messages may come as fast as they can. */
export function inDemo<T>(options: PlatformOptions, use: (scene: Scene) => Promise<T>): Promise<T> {
  const writing = { messageRate: "none", ...options.writing } as const;
  return inScene({ ...demoChat, ...options, writing }, (scene) => {
    const env = { ...scene.env, IM_TENANT_ACCESS_TOKEN: "t-demo" };
    return use({
      ...scene,
      env,
      run: (args, more) => scene.run(args, { ...more, env: { ...env, ...more?.env } }),
      spawn: (args, more) => scene.spawn(args, { ...more, env: { ...env, ...more?.env } }),
    });
  });
}

/** The words that send something to the group as the bot. */
export function sendLine(...more: readonly string[]): string[] {
  return ["+messages-send", "--chat-id", GROUP, "--as", "bot", ...more];
}

/** The words that answer a message of the group as the bot. */
export function replyLine(...more: readonly string[]): string[] {
  return ["+messages-reply", "--message-id", MESSAGE, "--as", "bot", ...more];
}

/** `error` of a run that failed with a status and before any message was asked for. */
export function unsentError(
  platform: Platform,
  result: RunResult,
  status: number,
): Readonly<Record<string, unknown>> {
  const error = errorOf(result, status);
  assertEquals([platform.sentMessages, writesTo(platform, SEND_PATH), writesTo(platform, REPLY_PATH)], [
    [],
    [],
    [],
  ]);
  return error;
}

/** Runs the program in this process in a world that differs from the usual one of a scene. */
export async function runInWorld(
  { directory, env }: Pick<Scene, "directory" | "env">,
  args: readonly string[],
  change: (world: World) => World,
  more: SceneRunOptions = {},
): Promise<SceneResult> {
  const made = createTestWorld({ cwd: directory, ...more, env: { ...env, ...more.env } });
  const { stdout, stderr, bytes, waited } = made;
  try {
    const status = await runProgram(args, change(made.world));
    return { status, stdout: stdout(), stderr: stderr(), bytes: bytes(), waited };
  } finally {
    made.close();
  }
}
