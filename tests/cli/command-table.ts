import type { Command } from "../../cli/command.ts";
import { type CommandTable, type ParsedLine, parseLine } from "../../cli/line.ts";
import type { FailureDetail } from "../../core/failure.ts";

/** A table of made-up commands; some may have further names. */
export function tableOf(
  commands: readonly Command[],
  aliases: Readonly<Record<string, readonly string[]>> = {},
): CommandTable {
  const single = commands.filter(({ name }) => !name.includes(" "));
  return {
    entries: single.map((command) => ({
      name: command.name,
      aliases: aliases[command.name] ?? [],
      load: () => Promise.resolve(command),
    })),
    group: (word) => Promise.resolve(commands.filter(({ name }) => name.startsWith(`${word} `))),
    all: () => Promise.resolve(commands),
  };
}

/** Reads a line that has nothing wrong with it. */
export async function understood(
  words: readonly string[],
  commands: readonly Command[],
): Promise<ParsedLine> {
  const line = await parseLine(words, tableOf(commands));
  const failure = line.unknownCommand ?? line.problem;
  if (failure !== undefined) throw failure;
  return line;
}

/** What is wrong with a line. */
export async function problemOf(
  words: readonly string[],
  commands: readonly Command[],
): Promise<FailureDetail> {
  const { unknownCommand, problem } = await parseLine(words, tableOf(commands));
  const failure = unknownCommand ?? problem;
  if (failure === undefined) throw new Error(`nothing is wrong with ${JSON.stringify(words)}`);
  return failure.detail;
}
