/**
 * A command line that is asked about instead of being run: the command that it names and the scopes that it needs.
 *
 * @module
 */

import { invalidArgument } from "../core/failure.ts";
import type { Identity } from "../core/platform/identity.ts";
import type { Command, DescribedLine } from "./command.ts";
import { scopeNeeds } from "./scopes.ts";
import { type CommandTable, parseLine } from "./line.ts";
import type { OptionSet, OptionValues } from "./options/option.ts";
import type { OptionTexts } from "./options/read.ts";
import { split } from "shlex";

/** How a line may call the program; lark-cli's lines have both. */
const PROGRAM_NAMES: readonly string[] = ["im", "lark-cli"];

/** Describes a command line, see `Program.describe`. */
export async function describeLine(line: string, table?: CommandTable): Promise<DescribedLine> {
  const { command, options } = await parse(line, table);
  const values = lenientValues(command.options, options);
  const identities = identitiesOf(command, values, options["as"]?.at(-1));
  const needs = identities.map(async (identity) => [identity, await scopeNeeds(command, values, identity)]);
  return { command, needs: Object.fromEntries(await Promise.all(needs)) };
}

async function parse(line: string, table: CommandTable | undefined) {
  let words: readonly string[];
  try {
    words = split(line);
  } catch {
    throw notALine(line, "has a quotation mark that is not closed");
  }
  const start = words.findIndex((word) => !PROGRAM_NAMES.includes(word));
  const parsed = await parseLine(start < 0 ? [] : words.slice(start), table);
  const problem = parsed.unknownCommand ?? parsed.problem;
  if (problem !== undefined) throw problem;
  if (parsed.command === undefined) throw notALine(line, "names no command");
  return { command: parsed.command, options: parsed.options };
}

function notALine(line: string, problem: string) {
  return invalidArgument(
    "--for",
    `--for ${problem}: "${line}"`,
    'give a command line in quotes, like "+chat-list --page-all"',
  );
}

/** The values of a line; a text that is no value, such as a placeholder, counts as given all the same. */
function lenientValues(set: OptionSet, texts: OptionTexts): OptionValues<OptionSet> {
  const values = Object.entries(set).map(([key, option]) => {
    try {
      return [key, option.read(texts[key], key)];
    } catch {
      return [key, texts[key]?.at(-1)];
    }
  });
  return Object.fromEntries(values);
}

function identitiesOf(
  command: Command,
  values: OptionValues<OptionSet>,
  as: string | undefined,
): readonly Identity[] {
  const suited = command.identitiesFor?.(values) ?? command.identities;
  const chosen = suited.filter((identity) => identity === as);
  return chosen.length > 0 ? chosen : suited;
}
