import type { Command } from "../command.ts";
import { COMMAND_LOADERS, loadCommands } from "../commands/mod.ts";
import { commandWords } from "./command-words.ts";

/**
 * The commands that a line may mean: the one that it names, those of the resource that it names, or where neither is
 * there all of them, for help and to say what may have been meant.
 */
export async function findCommands(args: readonly string[]): Promise<readonly Command[]> {
  const words = commandWords(args);
  const word = words[0] === "help" ? words[1] : words[0];
  if (word === undefined || word.startsWith("-")) return await loadCommands();
  const load = Object.hasOwn(COMMAND_LOADERS, word) ? COMMAND_LOADERS[word] : undefined;
  if (load !== undefined) return [await load()];
  if (word.startsWith("+")) return await loadCommands();
  const { rawCommands } = await import("../raw/commands.ts");
  const raw = await rawCommands(word);
  const isResource = raw.every(({ name }) => name.startsWith(`${word} `));
  return isResource ? raw : [...await loadCommands(), ...raw];
}
