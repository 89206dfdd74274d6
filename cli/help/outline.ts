/**
 * What lists of commands show, from the definitions of all of them. A bundle has the results in place of this file
 * (`scripts/bundle.ts`), so that its help loads no command.
 *
 * @module
 */

import type { Command } from "../command.ts";
import type { Entry } from "./layout.ts";

/** A command as lists show it. */
export type ListedCommand = Pick<Command, "name" | "summary">;

/** All commands as lists show them. */
export interface Outline {
  readonly commands: readonly ListedCommand[];
  readonly methods: readonly ListedCommand[];
  /** Resources of the API with the names of their methods. */
  readonly resources: readonly Entry[];
}

/** Lists all commands. */
export async function loadOutline(): Promise<Outline> {
  const { loadCommands } = await import("../commands/mod.ts");
  const { rawCommands } = await import("../raw/commands.ts");
  const { rawResources } = await import("../raw/resources.ts");
  const listed = (commands: readonly Command[]) => commands.map(({ name, summary }) => ({ name, summary }));
  return {
    commands: listed(await loadCommands()),
    methods: listed(await rawCommands("")),
    resources: await rawResources(),
  };
}
