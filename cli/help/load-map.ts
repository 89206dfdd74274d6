/**
 * The tree of all commands, from their definitions. A bundle has the result in place of this file (`scripts/bundle.ts`).
 *
 * @module
 */

import type { JsonObject } from "../../core/json/json.ts";
import { loadCommands } from "../commands/mod.ts";
import { commandMap } from "./map.ts";

/** The tree with everything that the definitions say. */
export async function loadMap(): Promise<JsonObject> {
  const { rawCommands } = await import("../raw/commands.ts");
  return commandMap(await loadCommands(), await rawCommands(""));
}
