import type { Command } from "./command.ts";
import { commandWords } from "./command-words.ts";
import { COMMANDS } from "./commands/mod.ts";

/**
 * The commands that a line may mean. The raw methods are looked up only where the first word is none of the others: they
 * are many, and most lines do not need them.
 */
export async function findCommands(args: readonly string[]): Promise<readonly Command[]> {
  const words = commandWords(args);
  const word = words[0] === "help" ? words[1] : words[0];
  const isKnown = word === undefined || word.startsWith("-") || word.startsWith("+") ||
    COMMANDS.some(({ name }) => name.split(" ")[0] === word);
  if (isKnown) return COMMANDS;
  const { rawCommands } = await import("./api/raw-commands.ts");
  return [...COMMANDS, ...await rawCommands(word)];
}
