/**
 * From the words of a command line to a command and the texts of its options.
 *
 * @module
 */

import type { Failure } from "../core/failure.ts";
import type { World } from "../core/world.ts";
import type { Command } from "./command.ts";
import { allCommands, type CommandEntry, COMMANDS, commandsOfGroup } from "./commands/mod.ts";
import { TOPIC_NAMES, type TopicName } from "./commands/names.ts";
import type { ReadLists } from "./id-lists.ts";
import { namesIdList } from "./options/list.ts";
import { COMMON_OPTIONS, GLOBAL_OPTIONS } from "./options/global.ts";
import { optional, type OptionSet, text, toggle } from "./options/option.ts";
import { joinProblems } from "./options/read.ts";
import { type FormerName, textsByKey } from "./option-texts.ts";
import { type Reading, readStart, readWords, type Start } from "./parser.ts";
import type { GivenNames } from "./spelling.ts";
import type { Branch } from "./tree.ts";

/** What to say about a wrong line, which few are. */
const loadUsage = () => import("./usage.ts");

/** The word for help, written before the name of a command. */
const HELP = "help";

/** Options of the word for help, where no command stands behind it. */
export const HELP_OPTIONS = {
  all: toggle("list every command and API method"),
  map: toggle("print the tree of commands as JSON"),
  search: optional(text("word", "find commands, options and topics that mention it")),
};

/** A command line whose words have been read; no value has been looked at. */
export interface ParsedLine {
  /** The command that it names. */
  readonly command?: Command;
  /** The group that it names, without a command in it. */
  readonly group?: CommandGroup;
  /** The line is empty, begins with `help` or names only a group: help is shown, unless something is wrong. */
  readonly isHelp: boolean;
  /** The page of help that it names, which is about no command. */
  readonly topic?: TopicName;
  /** Help is asked for with the short name of its option, or by an empty line. */
  readonly isShortHelp: boolean;
  /** Texts of each option given, by key, in order; an option without a value has "true". */
  readonly options: Readonly<Record<string, readonly string[]>>;
  /** How an option was spelled, by key, where another of its names was used. */
  readonly givenNames: GivenNames;
  /** Former names of options in the line, with the names of today. */
  readonly formerNames: readonly FormerName[];
  /** The name of the option at the end of the line whose value is missing. */
  readonly withoutValue?: string;
  /** There is no such command. */
  readonly unknownCommand?: Failure;
  /** What else is wrong with the words; `--help` still works. */
  readonly problem?: Failure;
}

/** Commands whose names begin with the same word. */
export interface CommandGroup {
  readonly name: string;
  readonly commands: readonly Command[];
}

/** Where commands are found; a line loads no other than its own. */
export interface CommandTable {
  /** The commands whose names are known without loading them: of one word, or of a group and a word in it. */
  readonly entries: readonly Pick<CommandEntry, "name" | "aliases" | "load">[];
  /** The commands of a group; none where there is no such group. */
  group(word: string): Promise<readonly Command[]>;
  all(): Promise<readonly Command[]>;
}

const TABLE: CommandTable = { entries: COMMANDS, group: commandsOfGroup, all: allCommands };

/** Reads a command line. What is wrong with it is in the answer, beside what was understood. */
export async function parseLine(args: readonly string[], table: CommandTable = TABLE): Promise<ParsedLine> {
  const first = await firstCommand(args, table);
  if (first !== undefined) return await lineOf(args, table, [first]);
  const start = await readStart(args, branchesOf(table, [], args), COMMON_OPTIONS);
  const commands = await commandsOf(start, table);
  const runner = commands.find(({ name, runsLine }) => runsLine && start.path.at(0)?.name === name);
  if (runner !== undefined && start.words.length > 0) return await innerLine(runner, start.rest);
  return await lineOf(args, table, commands, start.path[0]?.name === HELP ? [HELP_OPTIONS] : []);
}

/** The command that a line begins with, as most do: no option before it has to be read to find it. */
async function firstCommand(
  [word, second]: readonly string[],
  { entries }: CommandTable,
): Promise<Command | undefined> {
  const entry = entries.find(({ name }) => name === `${word} ${second}`) ??
    entries.find(({ name }) => name === word);
  const command = await entry?.load();
  return command?.runsLine ? undefined : command;
}

/** A line whose commands are known; their options may stand anywhere in it. */
async function lineOf(
  args: readonly string[],
  table: CommandTable,
  commands: readonly Command[],
  more: readonly OptionSet[] = [],
): Promise<ParsedLine> {
  const sets = [COMMON_OPTIONS, ...commands.map(({ options }) => options), ...more];
  return await resolveLine(await readWords(args, branchesOf(table, commands, args), sets), table);
}

/** A line whose command runs the rest of it, which is read then. */
async function innerLine(command: Command, rest: readonly string[]): Promise<ParsedLine> {
  return await withWords(
    { command, isHelp: false, isShortHelp: false, options: {}, givenNames: {}, formerNames: [] },
    command,
    rest,
  );
}

/** The commands that a line needs, by its words up to the first unknown option. */
async function commandsOf(
  { path, words, isComplete }: Start,
  table: CommandTable,
): Promise<readonly Command[]> {
  const named = path.filter(({ name }) => name !== HELP).map(({ name }) => name).join(" ");
  const entry = table.entries.find(({ name }) => name === named);
  if (entry !== undefined) return [await entry.load()];
  const group = table.entries.filter(({ name }) => name.startsWith(`${named} `));
  if (group.length > 0) return await Promise.all(group.map(({ load }) => load()));
  const [word] = words;
  if (word !== undefined) {
    const found = await table.group(word);
    const [, group] = path[0]?.name === HELP && found.length === 0 ? /^(.+)\.[^.]+$/.exec(word) ?? [] : [];
    return group === undefined ? found : await table.group(group);
  }
  // An option stands before the command's name: only all commands together say whether it takes a value.
  return isComplete ? [] : await table.all();
}

/**
 * The branches of the tree: the commands of one word, the groups of the others, and `help` before each of them. Of all
 * these, a line gets those that one of its words names; to build the others would take longer than to read it.
 */
function branchesOf(
  { entries }: CommandTable,
  commands: readonly Command[],
  args: readonly string[],
): readonly Branch[] {
  const isNamed = ({ name, aliases = [] }: Branch) => [name, ...aliases].some((one) => args.includes(one));
  const methods = commands.filter(({ name }) => !entries.some((entry) => entry.name === name))
    .map((command): Branch => ({ name: command.name, command }));
  const all = [
    ...entries.map(({ name, aliases = [] }): Branch => {
      const command = commands.find((one) => one.name === name);
      return { name, aliases, ...(command === undefined ? {} : { command }) };
    }),
    ...methods,
  ];
  const isInGroup = ({ name }: Branch) => name.includes(" ");
  const groups = Map.groupBy(all.filter(isInGroup), ({ name }) => name.split(" ")[0] ?? "");
  const branches = [
    ...all.filter((branch) => !isInGroup(branch)),
    ...[...groups].map(([name, members]) => ({
      name,
      branches: members.map((one) => ({ ...one, name: one.name.slice(name.length + 1) })),
    })),
  ];
  // Help is found by the names of the API, too, which have a dot where a blank belongs: `help chats.get`.
  const dotted = methods.map((branch) => ({ ...branch, name: branch.name.replace(" ", ".") }));
  const topics = TOPIC_NAMES.map((name) => ({ name }));
  const helped = [...branches, ...dotted, ...topics, { name: HELP }].filter(isNamed);
  return [...branches, { name: HELP, branches: helped }].filter(isNamed);
}

async function resolveLine(reading: Reading, table: CommandTable): Promise<ParsedLine> {
  const words = [...reading.words, ...reading.literal];
  const isHelpWord = reading.path[0]?.name === HELP;
  const isEmpty = reading.path.length + words.length + reading.given.length === 0;
  const { name, command, branches = [] } = reading.path.filter((branch) => branch.name !== HELP).at(-1) ?? {};
  const members = branches.flatMap((branch) => branch.command ?? []);
  const group = members.length === 0 ? undefined : { name: name ?? "", commands: members };
  const topic = isHelpWord ? TOPIC_NAMES.find((topic) => topic === name) : undefined;
  const isBare = command === undefined && group === undefined && topic === undefined;
  const ownOptions = command?.options ?? (isHelpWord && isBare ? HELP_OPTIONS : {});
  const { unknown, conflicts, ...texts } = textsByKey(reading.given, ownOptions);
  const [word] = words;
  const line: ParsedLine = {
    isHelp: isHelpWord || isEmpty || (group !== undefined && word === undefined),
    isShortHelp: isEmpty || reading.given.findLast(({ name }) => /^(-h|--help)$/.test(name))?.name === "-h",
    ...texts,
    ...(command !== undefined ? { command } : group === undefined ? {} : { group }),
    ...(topic === undefined ? {} : { topic }),
    ...(reading.withoutValue === undefined ? {} : { withoutValue: reading.withoutValue }),
  };

  if (command === undefined && word !== undefined && !reading.unknown[0]?.isFirst) {
    const all = await table.all();
    const place = { group, isHelp: isHelpWord };
    const { unknownCommand } = await loadUsage();
    return {
      ...line,
      unknownCommand: unknownCommand(word, place, group?.commands ?? all, all, words.slice(1)),
    };
  }
  const odd = [...reading.unknown.map(({ word }) => word), ...unknown];
  if (odd.length + conflicts.length > 0 || reading.withoutValue !== undefined) {
    const { aliasConflict, missingValue, unknownOptions } = await loadUsage();
    const sets = (command === undefined ? members : [command]).map(({ options }) => options);
    const owner = (command ?? group)?.name;
    const problem = joinProblems([
      ...(odd.length === 0 ? [] : [
        unknownOptions(odd, [GLOBAL_OPTIONS, ...sets], owner, {
          command,
          shortcut: await shortcutOf(command, table),
        }),
      ]),
      ...(reading.withoutValue === undefined ? [] : [await missingValue(reading.withoutValue, command)]),
      ...conflicts.map(([one, other]) => aliasConflict(one, other)),
    ]);
    if (problem !== undefined) return { ...line, problem };
  }
  if (command !== undefined) return await withWords(line, command, words);
  return line.isHelp ? line : { ...line, problem: (await loadUsage()).missingCommand() };
}

/** The shortcut that does what a method of the API does: people take one for the other. */
async function shortcutOf(command: Command | undefined, table: CommandTable): Promise<Command | undefined> {
  const [name, ...others] = command?.seeAlso ?? [];
  if (name === undefined || others.length > 0 || !name.startsWith("+") || command?.name.startsWith("+")) {
    return undefined;
  }
  return await table.entries.find((entry) => entry.name === name)?.load();
}

/** The words after the command are a value, too, or too many. */
async function withWords(
  line: ParsedLine,
  command: Command,
  words: readonly string[],
): Promise<ParsedLine> {
  const [word] = words;
  if (word === undefined) return line;
  const [key, option] = Object.entries(command.options).find(([, { isPositional }]) => isPositional) ?? [];
  if (key === undefined) {
    const { unexpectedWord } = await loadUsage();
    return { ...line, problem: unexpectedWord(word, command, line.options) };
  }
  return {
    ...line,
    options: { ...line.options, [key]: words },
    // The placeholder is a name where it is one word: not so "user|bot".
    givenNames: { ...line.givenNames, [key]: /^\w+$/.exec(option?.placeholder ?? "")?.[0] ?? key },
  };
}

/** The texts of a line, with ids in place of the files that hold them; most lines name none. */
export async function readLists(
  { options }: Command,
  { options: texts, givenNames: names }: ParsedLine,
  world: World,
): Promise<ReadLists> {
  const given = { texts, names };
  const isNamed = Object.keys(options).some((key) => namesIdList(options[key], texts[key]));
  if (!isNamed) return { given, world };
  return await (await import("./id-lists.ts")).readIdLists(options, given, world);
}
