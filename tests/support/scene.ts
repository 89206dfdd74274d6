/**
 * The place where a scenario plays: the fake service, an empty directory and the program, in this process or in one
 * of its own.
 *
 * @module
 */

import { runProgram } from "../../cli/main.ts";
import { type Platform, type PlatformOptions, startPlatform } from "../../fixtures/platform/mod.ts";
import { withPromisedShape } from "./answers.ts";
import { inTemporaryDirectory } from "./files.ts";
import { runIm, type RunResult } from "./im.ts";
import { withoutSecrets } from "./printed-secrets.ts";
import { createTestWorld, SPEED_UP } from "./test-world.ts";

/** What one run left behind. */
export interface SceneResult extends RunResult {
  /** Waits that came to their end, milliseconds; empty for runs in a process of their own. */
  readonly waited: readonly number[];
}

/** What a run may have besides its words. */
export interface SceneRunOptions {
  /** Added to the scene's variables; an empty text takes one away. */
  readonly env?: Readonly<Record<string, string>>;
  /** Default: the scene's directory. */
  readonly cwd?: string;
  readonly interrupt?: AbortSignal;
  /** What standard input holds. */
  readonly stdin?: string | Uint8Array;
  /** Whether both streams are a terminal, for runs in this process. */
  readonly isTerminal?: boolean;
  /** What a person at a terminal types, line by line, for runs in this process. */
  readonly answers?: readonly string[];
  /** That person does not see what is written to stderr. */
  readonly isStderrPiped?: boolean;
  /** Width of that terminal; default 80. */
  readonly columns?: number;
  /** How far the wall clock is ahead of the real one, milliseconds, for runs in this process. */
  readonly clockOffset?: number;
  /** Addresses of host names, for runs in this process. */
  readonly names?: Readonly<Record<string, readonly string[]>>;
  /** The service sends fields that `im schema` does not name. */
  readonly hasUnnamedFields?: boolean;
  /** Columns of the streams that are terminals, for runs in this process. */
  readonly terminals?: { readonly stdout?: number; readonly stderr?: number };
}

/** A scene that is set. */
export interface Scene {
  readonly platform: Platform;
  /** Working directory of the runs. */
  readonly directory: string;
  /** Variables of the runs: the fake's address, a user token and a configuration of the scene's own. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs the program in this process, where waits pass faster. */
  run(args: readonly string[], more?: SceneRunOptions): Promise<SceneResult>;
  /** Runs it in a process of its own. */
  spawn(
    args: readonly string[],
    more?: Omit<SceneRunOptions, "interrupt" | "isTerminal">,
  ): Promise<RunResult>;
}

/** Sets a scene for `use` and clears it away. Calls are not limited unless the options say so. */
export async function inScene<T>(options: PlatformOptions, use: (scene: Scene) => Promise<T>): Promise<T> {
  // Polls come as much faster as waits pass.
  const accounts = { pace: SPEED_UP, ...options.accounts };
  const platform = await startPlatform({ rateLimit: "none", ...options, accounts });
  try {
    return await inTemporaryDirectory((directory) =>
      inTemporaryDirectory((configuration) => use(sceneOf(platform, directory, configuration)))
    );
  } finally {
    await platform.close();
  }
}

function sceneOf(platform: Platform, directory: string, configuration: string): Scene {
  const env = {
    IM_BASE_URL: platform.origin,
    IM_USER_ACCESS_TOKEN: "u-demo",
    IM_CONFIG_DIR: configuration,
    IM_STORE: "file",
  };
  return {
    platform,
    directory,
    env,
    async run(args, more = {}) {
      const all = { ...env, ...more.env };
      const options = { ...{ cwd: directory, isSilent: platform.isSilent }, ...more, env: all };
      const result = await withPromisedShape(args, await runInProcess(args, options), more);
      return withoutSecrets(result, platform, all);
    },
    async spawn(args, more = {}) {
      const all = { ...env, ...more.env };
      const result = await withPromisedShape(
        args,
        await runIm(args, { cwd: directory, ...more, env: all }),
        more,
      );
      return withoutSecrets(result, platform, all);
    },
  };
}

async function runInProcess(
  args: readonly string[],
  options: SceneRunOptions & { readonly cwd: string; readonly isSilent: () => boolean },
): Promise<SceneResult> {
  const { world, stdout, stderr, bytes, waited, close } = createTestWorld(options);
  try {
    const status = await runProgram(args, world);
    return { status, stdout: stdout(), stderr: stderr(), bytes: bytes(), waited };
  } finally {
    close();
  }
}
