import { loadCatalogue } from "../../core/api/load-catalogue.ts";
import type { Command } from "../command.ts";
import { methodCommand } from "./method-command.ts";
import { methodWords } from "./method-words.ts";

/** The commands of a resource; those of all resources where there is none of that name. */
export async function rawCommands(resource: string): Promise<readonly Command[]> {
  const methods = await loadCatalogue();
  const own = methods.filter(({ id }) => methodWords(id).startsWith(`${resource} `));
  return (own.length > 0 ? own : methods).map(methodCommand);
}
