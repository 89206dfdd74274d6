import { stringifyJson } from "../../core/json/json.ts";
import type { World } from "../../core/world.ts";
import type { ParsedLine } from "../line.ts";
import { isTrue } from "../options/option.ts";
import { helpColumns } from "./layout.ts";
import { loadOutline } from "./outline.ts";
import { commandHelp, groupHelp } from "./pages.ts";
import { rootPage } from "./root-page.ts";
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
    const { allCommands } = await import("../commands/mod.ts");
    const { searchHelp } = await import("./search.ts");
    return searchHelp(word, await allCommands(), style.columns);
  }
  if (isTrue(options["map"]?.at(-1))) {
    const { loadMap } = await import("./load-map.ts");
    return stringifyJson({ ok: true, data: await loadMap() }, 2) + "\n";
  }
  if (isTrue(options["all"]?.at(-1))) {
    const { commands, methods } = await loadOutline();
    const { allHelp } = await import("./map.ts");
    return allHelp(commands, methods, style.columns);
  }
  return rootPage(style);
}
