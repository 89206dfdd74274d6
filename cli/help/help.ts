import { stringifyJson } from "../../core/json/json.ts";
import type { World } from "../../core/world.ts";
import { loadCommands } from "../commands/mod.ts";
import type { ParsedLine } from "../line.ts";
import { isTrue } from "../options/option.ts";
import { helpColumns } from "./layout.ts";
import { allHelp, commandMap } from "./map.ts";
import { commandHelp, groupHelp, rootHelp } from "./pages.ts";
import { searchHelp } from "./search.ts";
import { topicHelp } from "./topics.ts";

/** The help that a line asks for (docs/contract.md, 12). */
export async function helpText(
  { command, group, topic, isShortHelp: isShort, options }: ParsedLine,
  world: Pick<World, "stdout" | "env">,
): Promise<string> {
  const style = { isShort, columns: helpColumns(world) };
  if (command !== undefined) return commandHelp(command, style);
  if (group !== undefined) return groupHelp(group.name, group.commands, style);
  if (topic !== undefined) return topicHelp(topic, style.columns);
  const word = options["search"]?.at(-1);
  if (word !== undefined && word.trim() !== "") {
    return searchHelp(word, [...await loadCommands(), ...await methods()], style.columns);
  }
  if (isTrue(options["map"]?.at(-1))) {
    return stringifyJson({ ok: true, data: commandMap(await loadCommands(), await methods()) }, 2) + "\n";
  }
  if (isTrue(options["all"]?.at(-1))) return allHelp(await loadCommands(), await methods(), style.columns);
  if (isShort) return rootHelp(await loadCommands(), [], style);
  const { rawResources } = await import("../raw/resources.ts");
  return rootHelp(await loadCommands(), await rawResources(), style);
}

async function methods() {
  const { rawCommands } = await import("../raw/commands.ts");
  return await rawCommands("");
}
