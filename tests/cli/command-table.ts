import type { Command } from "../../cli/command.ts";
import { type CommandTable, type ParsedLine, parseLine } from "../../cli/tree.ts";
import type { FailureDetail } from "../../core/failure.ts";

/** A table of made-up commands. */
export function tableOf(commands: readonly Command[]): CommandTable {
  return {
    nameOf: (word) => word,
    named: (word) => Promise.resolve(commands.filter(({ name }) => name.split(" ")[0] === word)),
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
