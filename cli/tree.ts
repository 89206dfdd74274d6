/**
 * The command tree in Cliffy: it splits the words of a command line and finds the command. What the words mean is
 * decided by the options' own rules, so that both dependency roads behave the same.
 *
 * @module
 */

import { Failure, invalidArgument } from "../core/failure.ts";
import type { Command } from "./command.ts";
import { GLOBAL_OPTIONS } from "./options/global.ts";
import { optionName, type OptionSet } from "./options/option.ts";
import { commandWords } from "./scan/command-words.ts";
import { takeToggleValues } from "./scan/toggle-values.ts";
import { suggest } from "./suggestion.ts";
import { Command as CliffyCommand } from "@cliffy/command";

/** A command line that was understood as far as its words go; no value has been looked at. */
export interface ParsedLine {
  readonly command: Command;
  /** Texts of each option given, by key, in order; a option without a value has "true". */
  readonly options: Readonly<Record<string, readonly string[]>>;
  /** How a option was spelled, by key, where another of its names was used. */
  readonly givenNames: Readonly<Record<string, string>>;
}

/** Stands for an empty word, which the parser would drop; no real word can hold it. */
const EMPTY = "\u0000";

/**
 * Splits a command line.
 *
 * @throws {Failure} `validation`/`invalid_argument` for unknown commands and options, missing or surplus words.
 */
export async function parseLine(args: readonly string[], commands: readonly Command[]): Promise<ParsedLine> {
  const first = args[0];
  if (first !== undefined && !first.startsWith("-") && !commands.some((one) => groupOf(one) === first)) {
    throw unknownCommand(first, commands);
  }
  const { words, texts } = takeToggleValues(args, commands);
  let parsed: ParsedLine | undefined;
  const root = new CliffyCommand().name("im").helpOption(false).versionOption(false).throwErrors().noExit();
  for (const [definition, summary] of optionDefinitions(GLOBAL_OPTIONS)) {
    root.globalOption(definition, summary, { collect: true });
  }
  const groups = new Map<string, CliffyCommand>();
  for (const command of commands) {
    const [name = "", inGroup] = command.name.split(" ");
    const sub = subCommand(command, (line) => {
      parsed = line;
    });
    if (inGroup === undefined) root.command(name, sub);
    else {
      let group = groups.get(name);
      if (group === undefined) {
        group = new CliffyCommand().action(() => {
          throw missingCommand(name);
        });
        groups.set(name, group);
        root.command(name, group);
      }
      group.command(inGroup, sub);
    }
  }
  try {
    await root.parse(words.map(protectEmpty));
  } catch (error) {
    throw usageFailure(error, args, commands);
  }
  if (parsed === undefined) throw missingCommand();
  return { ...parsed, options: { ...parsed.options, ...texts } };
}

/** The command of a line that was not understood. */
function commandIn(args: readonly string[], commands: readonly Command[]): Command | undefined {
  return commands.find(({ name }) =>
    args.includes(name) || name.split(" ").every((word) => args.includes(word))
  );
}

/** The first word of a command: the group that it is in, or itself. */
function groupOf({ name }: Command): string {
  return name.split(" ")[0] ?? name;
}

function subCommand(command: Command, onParsed: (line: ParsedLine) => void) {
  const sub = new CliffyCommand().description(command.summary);
  for (const [definition, summary] of optionDefinitions(command.options)) {
    sub.option(definition, summary, { collect: true });
  }
  const words = Object.entries(command.options).find(([, option]) => option.isPositional);
  if (words !== undefined) sub.arguments("[words...:string]");
  sub.action((options: unknown, ...given: unknown[]) => {
    const line = { command, ...mergeAliases(textsOf(options), command.options) };
    if (words === undefined) return onParsed(line);
    const texts = given.flat().map((word) => word === EMPTY ? "" : String(word));
    // Where words are expected the parser takes options that it does not know for words.
    const option = texts.find((word) => /^-./.test(word));
    if (option !== undefined) throw unknownOption(option.replace(/=.*$/s, ""), [command.name], [command]);
    const [key, { placeholder = key }] = words;
    onParsed({
      ...line,
      options: texts.length === 0 ? line.options : { ...line.options, [key]: texts },
      givenNames: { ...line.givenNames, [key]: placeholder },
    });
  });
  return sub;
}

function optionDefinitions(options: OptionSet): [string, string][] {
  return Object.entries(options).flatMap(([key, option]) => {
    if (option.isPositional) return [];
    const names = [...(option.short === undefined ? [] : [`-${option.short}`]), optionName(key)].join(", ");
    const givenNames = [names, ...(option.aliases ?? []).map((name) => `--${name}`)];
    return givenNames.map((one): [string, string] => [
      option.placeholder === undefined ? one : `${one} <value:string>`,
      option.summary,
    ]);
  });
}

/** Brings the texts of a option's other names to its own. */
function mergeAliases(
  texts: ParsedLine["options"],
  set: OptionSet,
): Pick<ParsedLine, "options" | "givenNames"> {
  const options: Record<string, readonly string[]> = { ...texts };
  const givenNames: Record<string, string> = {};
  for (const [key, option] of Object.entries(set)) {
    takeNegation(options, key);
    for (const name of option.aliases ?? []) {
      const other = name.replace(/-([a-z])/g, (_whole, letter: string) => letter.toUpperCase());
      const given = texts[other];
      delete options[other];
      if (given === undefined) continue;
      if (texts[key] !== undefined && option.formerNames?.includes(name)) continue;
      const before = options[key];
      const known = givenNames[key] ?? optionName(key);
      if (before !== undefined && !option.isList && before.at(-1) !== given.at(-1)) {
        throw invalidArgument(
          `--${name}`,
          `--${name} and ${known} are the same option but have different values: "${given.at(-1)}" and "${
            before.at(-1)
          }"`,
          `leave --${name} out`,
        );
      }
      options[key] = [...before ?? [], ...given];
      if (before === undefined) givenNames[key] = `--${name}`;
    }
  }
  return { options, givenNames };
}

/** The parser reads `--no-x` as the negation of a option `x` that is on; here it is a option of its own. */
function takeNegation(options: Record<string, readonly string[]>, key: string): void {
  const [, first, rest] = /^no([A-Z])(.*)$/.exec(key) ?? [];
  if (first === undefined || rest === undefined) return;
  const negated = first.toLowerCase() + rest;
  const isGiven = options[negated]?.at(-1) === "false";
  delete options[negated];
  if (isGiven) options[key] = ["true"];
}

function protectEmpty(word: string): string {
  if (word === "") return EMPTY;
  return /^-{1,2}[^=]+=$/.test(word) ? word + EMPTY : word;
}

function textsOf(given: unknown): Record<string, readonly string[]> {
  const options: Record<string, readonly string[]> = {};
  for (const [key, value] of Object.entries(given ?? {})) {
    const values: unknown[] = Array.isArray(value) ? value : [value];
    options[key] = values.map((one) => one === EMPTY ? "" : String(one));
  }
  return options;
}

/** Says in our words what the parser refused; its messages name the option or word in quotes. */
function usageFailure(error: unknown, args: readonly string[], commands: readonly Command[]): Failure {
  if (error instanceof Failure || !(error instanceof Error)) throw error;
  const quoted = /"([^"]*)"/.exec(error.message)?.[1] ?? "";
  if (error.message.startsWith("Unknown option")) return unknownOption(quoted, args, commands);
  if (error.message.startsWith("Missing value for option")) {
    return invalidArgument(quoted, `${quoted} needs a value`, `write ${quoted} <value>`);
  }
  if (/doesn't take a value/.test(error.message)) {
    return invalidArgument(quoted, `${quoted} takes no value`, `write ${quoted} alone`);
  }
  if (/^Unknown command/.test(error.message)) {
    const group = args.find((word) => commands.some((one) => groupOf(one) === word));
    return unknownCommand(quoted, commands, group);
  }
  if (/No arguments allowed|Too many arguments/.test(error.message)) {
    return unexpectedArgument(args, commands);
  }
  throw error;
}

function unknownCommand(word: string, commands: readonly Command[], group?: string): Failure {
  const known = group === undefined ? commands.map(groupOf) : commands
    .filter((one) => groupOf(one) === group && one.name !== group).map(({ name }) =>
      name.slice(group.length + 1)
    );
  // Some write the dots of the API where a blank belongs.
  const dotted = commands.map(({ name }) => name).filter((name) => name.replace(" ", ".") === word);
  const names = group === undefined ? [...new Set([...dotted, ...known])] : known;
  const suggestions = [...new Set([...dotted, ...suggest(word, names, 6)])];
  const line = (name: string) => group === undefined ? name : `${group} ${name}`;
  const help = group === undefined ? "see im --help" : `see im ${group} --help`;
  return new Failure({
    type: "validation",
    subtype: "invalid_argument",
    message: `unknown command "${line(word)}"`,
    hint: suggestions[0] === undefined ? help : `did you mean ${line(suggestions[0])}?`,
    params: [{ name: word, reason: "unknown command", ...(suggestions.length ? { suggestions } : {}) }],
  });
}

function unknownOption(name: string, args: readonly string[], commands: readonly Command[]): Failure {
  const [first, second = "-"] = commandWords(args);
  const isGroup = commands.some((one) => one.name.startsWith(`${first} `));
  const isKnown = commands.some((one) => one.name === `${first} ${second}` || one.name === first);
  // Whoever mistypes the command cannot know its options.
  if (isGroup && !isKnown && !second.startsWith("-")) return unknownCommand(second, commands, first);
  const command = commandIn(args, commands);
  const known = [...Object.keys(command?.options ?? {}), ...Object.keys(GLOBAL_OPTIONS)].map(optionName);
  const suggestions = suggest(name, known, 3);
  const group = commands.map(groupOf).find((word) => args.includes(word));
  const place = command?.name ?? group;
  const help = `see im ${place === undefined ? "" : `${place} `}--help`;
  return new Failure({
    type: "validation",
    subtype: "invalid_argument",
    message: `unknown option "${name}"`,
    hint: suggestions[0] === undefined ? help : `did you mean ${suggestions[0]}? ${help}`,
    param: name,
    params: [{ name, reason: "unknown option", ...(suggestions.length ? { suggestions } : {}) }],
  });
}

function unexpectedArgument(args: readonly string[], commands: readonly Command[]): Failure {
  const command = commandIn(args, commands);
  const values = new Set(
    Object.entries({ ...GLOBAL_OPTIONS, ...command?.options })
      .filter(([, option]) => option.placeholder !== undefined)
      .flatMap((
        [key, { short, aliases = [] }],
      ) => [optionName(key), `-${short}`, ...aliases.map((name) => `--${name}`)]),
  );
  const word =
    args.find((one, index) =>
      !one.startsWith("-") && !command?.name.split(" ").includes(one) && !values.has(args[index - 1] ?? "")
    ) ?? "";
  return new Failure({
    type: "validation",
    subtype: "invalid_argument",
    message: `unexpected word "${word}"`,
    hint: /^(true|false)$/i.test(word)
      ? `a option without a value takes it behind "=": --option=${word}`
      : `quote values that have blanks; see im ${command?.name ?? ""} --help`,
    params: [{ name: word, reason: "unexpected word" }],
  });
}

function missingCommand(group?: string): Failure {
  return new Failure({
    type: "validation",
    subtype: "invalid_argument",
    message: group === undefined ? "no command was given" : `no command of ${group} was given`,
    hint: group === undefined ? "see im --help" : `see im ${group} --help`,
  });
}
