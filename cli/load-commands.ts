import type { Command } from "./command.ts";
import { COMMAND_LOADERS } from "./commands/mod.ts";

/** All commands, in the order of the help. */
export async function loadCommands(): Promise<readonly Command[]> {
  return await Promise.all(Object.values(COMMAND_LOADERS).map((load) => load()));
}
