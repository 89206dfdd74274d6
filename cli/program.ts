/**
 * The command tree in Cliffy: it splits the words of a command line and finds the command. What the words mean is
 * decided by the flags' own rules, so that both dependency roads behave the same.
 *
 * @module
 */

import { Command as CliffyCommand } from "@cliffy/command";
import { Failure, invalidArgument } from "../core/failure.ts";
import type { Command } from "./command.ts";
import { commandWords } from "./command-words.ts";
import { flagName, type FlagSet } from "./flags.ts";
import { GLOBAL_FLAGS } from "./global-flags.ts";
import { closest } from "./closest.ts";
import { takeToggleValues } from "./toggle-values.ts";

/** A command line that was understood as far as its words go; no value has been looked at. */
export interface ParsedLine {
  readonly command: Command;
  /** Texts of each flag given, by key, in order; a flag without a value has "true". */
  readonly flags: Readonly<Record<string, readonly string[]>>;
  /** How a flag was spelled, by key, where another of its names was used. */
  readonly spellings: Readonly<Record<string, string>>;
}

/** Stands for an empty word, which the parser would drop; no real word can hold it. */
const EMPTY = "\u0000";

/**
 * Splits a command line.
 *
 * @throws {Failure} `validation`/`invalid_argument` for unknown commands and flags, missing or surplus words.
 */
export async function parseLine(args: readonly string[], commands: readonly Command[]): Promise<ParsedLine> {
  const first = args[0];
  if (first !== undefined && !first.startsWith("-") && !commands.some((one) => groupOf(one) === first)) {
    throw unknownCommand(first, commands);
  }
  const { words, texts } = takeToggleValues(args, commands);
  let parsed: ParsedLine | undefined;
  const root = new CliffyCommand().name("im").helpOption(false).versionOption(false).throwErrors().noExit();
  for (const [definition, summary] of optionDefinitions(GLOBAL_FLAGS)) {
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
  return { ...parsed, flags: { ...parsed.flags, ...texts } };
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
  for (const [definition, summary] of optionDefinitions(command.flags)) {
    sub.option(definition, summary, { collect: true });
  }
  const words = Object.entries(command.flags).find(([, flag]) => flag.isPositional);
  if (words !== undefined) sub.arguments("[words...:string]");
  sub.action((options: unknown, ...given: unknown[]) => {
    const line = { command, ...joinSpellings(textsOf(options), command.flags) };
    if (words === undefined) return onParsed(line);
    const texts = given.flat().map((word) => word === EMPTY ? "" : String(word));
    // Where words are expected the parser takes flags that it does not know for words.
    const flag = texts.find((word) => /^-./.test(word));
    if (flag !== undefined) throw unknownFlag(flag.replace(/=.*$/s, ""), [command.name], [command]);
    const [key, { placeholder = key }] = words;
    onParsed({
      ...line,
      flags: texts.length === 0 ? line.flags : { ...line.flags, [key]: texts },
      spellings: { ...line.spellings, [key]: placeholder },
    });
  });
  return sub;
}

function optionDefinitions(flags: FlagSet): [string, string][] {
  return Object.entries(flags).flatMap(([key, flag]) => {
    if (flag.isPositional) return [];
    const names = [...(flag.short === undefined ? [] : [`-${flag.short}`]), flagName(key)].join(", ");
    const spellings = [names, ...(flag.aliases ?? []).map((name) => `--${name}`)];
    return spellings.map((one): [string, string] => [
      flag.placeholder === undefined ? one : `${one} <value:string>`,
      flag.summary,
    ]);
  });
}

/** Brings the texts of a flag's other names to its own. */
function joinSpellings(texts: ParsedLine["flags"], set: FlagSet): Pick<ParsedLine, "flags" | "spellings"> {
  const flags: Record<string, readonly string[]> = { ...texts };
  const spellings: Record<string, string> = {};
  for (const [key, flag] of Object.entries(set)) {
    takeNegation(flags, key);
    for (const name of flag.aliases ?? []) {
      const other = name.replace(/-([a-z])/g, (_whole, letter: string) => letter.toUpperCase());
      const given = texts[other];
      delete flags[other];
      if (given === undefined) continue;
      if (texts[key] !== undefined && flag.yielding?.includes(name)) continue;
      const before = flags[key];
      const known = spellings[key] ?? flagName(key);
      if (before !== undefined && !flag.isList && before.at(-1) !== given.at(-1)) {
        throw invalidArgument(
          `--${name}`,
          `--${name} and ${known} are the same flag but have different values: "${given.at(-1)}" and "${
            before.at(-1)
          }"`,
          `leave --${name} out`,
        );
      }
      flags[key] = [...before ?? [], ...given];
      if (before === undefined) spellings[key] = `--${name}`;
    }
  }
  return { flags, spellings };
}

/** The parser reads `--no-x` as the negation of a flag `x` that is on; here it is a flag of its own. */
function takeNegation(flags: Record<string, readonly string[]>, key: string): void {
  const [, first, rest] = /^no([A-Z])(.*)$/.exec(key) ?? [];
  if (first === undefined || rest === undefined) return;
  const negated = first.toLowerCase() + rest;
  const isGiven = flags[negated]?.at(-1) === "false";
  delete flags[negated];
  if (isGiven) flags[key] = ["true"];
}

function protectEmpty(word: string): string {
  if (word === "") return EMPTY;
  return /^-{1,2}[^=]+=$/.test(word) ? word + EMPTY : word;
}

function textsOf(options: unknown): Record<string, readonly string[]> {
  const flags: Record<string, readonly string[]> = {};
  for (const [key, value] of Object.entries(options ?? {})) {
    const values: unknown[] = Array.isArray(value) ? value : [value];
    flags[key] = values.map((one) => one === EMPTY ? "" : String(one));
  }
  return flags;
}

/** Says in our words what the parser refused; its messages name the flag or word in quotes. */
function usageFailure(error: unknown, args: readonly string[], commands: readonly Command[]): Failure {
  if (error instanceof Failure || !(error instanceof Error)) throw error;
  const quoted = /"([^"]*)"/.exec(error.message)?.[1] ?? "";
  if (error.message.startsWith("Unknown option")) return unknownFlag(quoted, args, commands);
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
  if (/No arguments allowed|Too many arguments/.test(error.message)) return surplusWord(args, commands);
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
  const suggestions = [...new Set([...dotted, ...closest(word, names, 6)])];
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

function unknownFlag(name: string, args: readonly string[], commands: readonly Command[]): Failure {
  const [first, second = "-"] = commandWords(args);
  const isGroup = commands.some((one) => one.name.startsWith(`${first} `));
  const isKnown = commands.some((one) => one.name === `${first} ${second}` || one.name === first);
  // Whoever mistypes the command cannot know its flags.
  if (isGroup && !isKnown && !second.startsWith("-")) return unknownCommand(second, commands, first);
  const command = commandIn(args, commands);
  const known = [...Object.keys(command?.flags ?? {}), ...Object.keys(GLOBAL_FLAGS)].map(flagName);
  const suggestions = closest(name, known, 3);
  const group = commands.map(groupOf).find((word) => args.includes(word));
  const place = command?.name ?? group;
  const help = `see im ${place === undefined ? "" : `${place} `}--help`;
  return new Failure({
    type: "validation",
    subtype: "invalid_argument",
    message: `unknown flag "${name}"`,
    hint: suggestions[0] === undefined ? help : `did you mean ${suggestions[0]}? ${help}`,
    param: name,
    params: [{ name, reason: "unknown flag", ...(suggestions.length ? { suggestions } : {}) }],
  });
}

function surplusWord(args: readonly string[], commands: readonly Command[]): Failure {
  const command = commandIn(args, commands);
  const values = new Set(
    Object.entries({ ...GLOBAL_FLAGS, ...command?.flags })
      .filter(([, flag]) => flag.placeholder !== undefined)
      .flatMap((
        [key, { short, aliases = [] }],
      ) => [flagName(key), `-${short}`, ...aliases.map((name) => `--${name}`)]),
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
      ? `a flag without a value takes it behind "=": --flag=${word}`
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
