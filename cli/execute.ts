/**
 * The one way to run a command: typed input in, an answer out, nothing printed. The command line comes through here, and
 * so does every other door.
 *
 * @module
 */

import { createChannel } from "../core/async/channel.ts";
import type { JsonObject } from "../core/json/json.ts";
import type { Command, CommandResult, Preview, Runtime } from "./command.ts";

/** What a run of a command answers with. */
export type Answer =
  | { readonly kind: "preview"; readonly preview: Preview }
  | {
    readonly kind: "result";
    /** Records as soon as they are complete, if requested as a stream; these are not in the result. */
    readonly records: AsyncIterable<readonly JsonObject[]>;
    /** Comes after the last of the records, which must be taken first. */
    readonly result: Promise<CommandResult>;
  };

/** How to run a command. */
export interface ExecuteOptions {
  /** Whether to hand out records as a stream. */
  readonly isStream: boolean;
  /** What to call an input in errors. */
  nameOf(key: string): string;
}

/**
 * Runs a command, or with `--dry-run` shows what a run would do.
 *
 * @throws {Failure} for input that does not fit together; what fails later rejects the result.
 */
export async function execute(
  command: Command,
  input: Parameters<Command["run"]>[0],
  runtime: Runtime,
  { isStream, nameOf }: ExecuteOptions,
): Promise<Answer> {
  const { world, identity, globals, hosts } = runtime;
  await command.check?.(input, world, identity, nameOf);
  const prepared = await command.prepare?.(input, world, identity, hosts);
  const close = async () => await prepared?.close?.();
  if (globals.dryRun && command.preview !== undefined) {
    try {
      return { kind: "preview", preview: await command.preview(input, identity, prepared, runtime) };
    } finally {
      await close();
    }
  }
  const channel = createChannel<readonly JsonObject[]>();
  const emit = isStream ? channel.send : undefined;
  const run = async () => {
    try {
      return await command.run(input, { ...runtime, emit }, prepared);
    } finally {
      await channel.end();
      await close();
    }
  };
  const result = run();
  // The caller sees a failure when it awaits the result; until then it must not end the process.
  result.catch(() => {});
  return { kind: "result", records: channel.values, result };
}
