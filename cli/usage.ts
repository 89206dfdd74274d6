/**
 * What to say when the words of a command line are wrong.
 *
 * @module
 */

import { Failure, type FailureDetail, invalidArgument } from "../core/failure.ts";
import { nounFor } from "../core/text/count.ts";
import type { Command } from "./command.ts";
import { TOPIC_NAMES } from "./commands/names.ts";
import { namesIdList } from "./options/list.ts";
import { COMMON_OPTIONS, FORMAT_NAMES, GLOBAL_OPTIONS } from "./options/global.ts";
import { isSecretKey, optionName, optionNames, type OptionSet } from "./options/option.ts";
import { type GivenTexts, joinProblems, wrongValues } from "./options/read.ts";
import { guessCommands, guessOptions } from "./guesses.ts";
import { idLead, idOptionLead, leadsFrom, leadText, optionLead } from "./leads.ts";
import { suggest, suggestLonger } from "./suggestion.ts";

/** Where a word stands that names no command. */
export interface Place {
  /** The group of commands before it. */
  readonly group: { readonly name: string } | undefined;
  /** The word for help stands before it. */
  readonly isHelp: boolean;
}

/** What help shows by an option, which some write as a topic. */
const HELP_PAGES: readonly string[] = ["all", "map"];

/**
 * A command that does not exist.
 *
 * @param commands those of the group, or all
 * @param others further ones that the word may lead to
 * @param rest the words behind it
 */
export function unknownCommand(
  word: string,
  { group, isHelp }: Place,
  commands: readonly Command[],
  others: readonly Command[] = [],
  rest: readonly string[] = [],
): Failure {
  const names = group === undefined
    // Some write a dot of the API where a blank belongs.
    ? commands.flatMap(({ name }) => name.replace(" ", ".") === word ? [name] : [name.split(" ")[0] ?? name])
    : commands.map(({ name }) => name.slice(group.name.length + 1));
  const topics = isHelp && group === undefined ? TOPIC_NAMES : [];
  const dotted = names.filter((name) => name.replace(" ", ".") === word);
  const page = isHelp && group === undefined && HELP_PAGES.includes(word) ? [`--${word}`] : [];
  const close = page.length > 0 ? page : suggest(word, [...new Set([...names, ...topics])], 6);
  const leads = dotted.length > 0 ? [] : leadsOf(word, group?.name, rest, [...commands, ...others]);
  const suggestions = [...new Set([...dotted, ...leads.map(({ name }) => name), ...close])];
  const line = (name: string) => group === undefined ? name : `${group.name} ${name}`;
  const [meant] = suggestions;
  return usageFailure({
    message: `unknown command "${line(word)}"`,
    hint: idLead(word) ?? (group === undefined ? optionLead(word) : undefined) ??
      (leads.length > 0 && !(leads.length === 1 && close[0] === leads[0]?.name)
        ? leads.map(leadText).join("; ")
        : meant === undefined
        ? whereToLook({ group, isHelp })
        : `did you mean ${isHelp ? "help " : ""}${line(meant)}?`),
    params: [{ name: word, reason: "unknown command", ...(suggestions.length ? { suggestions } : {}) }],
  });
}

/** The commands that a word leads to, together with the group before it or the word behind it where that says more. */
function leadsOf(
  word: string,
  group: string | undefined,
  [next]: readonly string[],
  commands: readonly Command[],
): readonly Command[] {
  const pairs = group === undefined ? (next === undefined ? [] : [[word, next]]) : [[group, word]];
  const named = pairs.flatMap(guessCommands);
  const found = named.length > 0 ? [] : leadsFrom(word, commands);
  if (found.length > 0) return found;
  const names = named.length > 0 || group !== undefined ? named : guessCommands([word]);
  return names.flatMap((name) => commands.find((command) => command.name === name) ?? []);
}

function whereToLook({ group, isHelp }: Place): string {
  if (group !== undefined) return `see im ${group.name} --help`;
  return isHelp ? `topics: ${TOPIC_NAMES.join(", ")}; commands: im help --all` : "see im --help";
}

/** Where an option that does not exist may have been seen. */
interface Lookalikes {
  /** The command that was named. */
  readonly command?: Command | undefined;
  /** One that does the same, and may take it. */
  readonly shortcut?: Command | undefined;
}

/**
 * Options that do not exist, all in one failure.
 *
 * @param words as typed, with what stands behind `=`
 * @param place the command or group that was named
 */
export function unknownOptions(
  words: readonly string[],
  sets: readonly OptionSet[],
  place: string | undefined,
  { command, shortcut }: Lookalikes = {},
): Failure {
  const names = [...new Set(words.map((word) => word.replace(/^(-*[^-=][^=]*)=.*$/s, "$1")))];
  const known = sets.flatMap((set) => Object.entries(set).filter(([, { isPositional }]) => !isPositional));
  const knownNames = [...new Set(known.map(([key]) => optionName(key)))];
  const params = names.map((name) => {
    const close = suggest(name, knownNames, 3);
    const guesses = guessOptions(name, known.map(([key]) => key)).map(optionName);
    const formats = knownNames.includes(`${name}s`) ? [] : formatOption(name);
    const others = [...suggestLonger(name, knownNames), ...close];
    const lead = command?.leadFor?.([name]);
    const leads = lead === undefined ? [] : [lead];
    const suggestions = [...new Set([...leads, ...guesses, ...formats, ...others])].slice(0, 3);
    return { name, reason: "unknown option", ...(suggestions.length ? { suggestions } : {}) };
  });
  // Several fields go into one body.
  const led = names.filter((name) => command?.leadFor?.([name]) !== undefined);
  const guessed = params.filter(({ name }) => !led.includes(name));
  const meant = [
    ...new Set([
      ...[command?.leadFor?.(led) ?? []].flat(),
      ...guessed.flatMap(({ suggestions = [] }) => bestOf(suggestions)),
    ]),
  ];
  const help = shortcut !== undefined && hasOptions(shortcut, names)
    ? `im ${shortcut.name} takes ${names.join(" and ")}`
    : `see im ${place === undefined ? "" : `${place} `}--help`;
  return usageFailure({
    message: `unknown ${nounFor(names.length, "option")} ${names.map((name) => `"${name}"`).join(", ")}`,
    hint: meant.length === 0 || help.endsWith(names.join(" and "))
      ? help
      : `did you mean ${meant.join(" and ")}? ${help}`,
    param: names[0] ?? "",
    params,
  });
}

/** The likeliest; to whom something goes, both are. */
function bestOf(suggestions: readonly string[]): readonly string[] {
  const [best, second] = suggestions;
  if (best === "--chat-id" && second === "--user-id") return [`${best} or ${second}`];
  return best === undefined ? [] : [best];
}

/** `--csv` is `--format csv`. */
function formatOption(name: string): readonly string[] {
  return FORMAT_NAMES.filter((format) => name === `--${format}`).map((format) => `--format ${format}`);
}

function hasOptions({ options }: Command, names: readonly string[]): boolean {
  const known = Object.entries(options).flatMap(([key, option]) => {
    const { own, others } = optionNames(key, option);
    return [...own, ...others];
  });
  return names.every((name) => known.includes(name));
}

/** An option at the end of the line that needs a value; what can be chosen is told. */
export async function missingValue(name: string, command: Command | undefined): Promise<Failure> {
  const options: OptionSet = { ...COMMON_OPTIONS, ...command?.options };
  const [key, option] = Object.entries(options).find(([key, option]) => {
    const { own, others } = optionNames(key, option);
    return [...own, ...others].includes(name);
  }) ?? [];
  const isNames = key === "fields" || key === "columns";
  const names = isNames && command !== undefined
    ? await (await import("./output/fields/choice.ts")).nameChoices(key, command)
    : undefined;
  const value = option?.choices?.join("|") ?? option?.placeholder ?? "value";
  return invalidArgument(name, `${name} needs a value`, names ?? `write ${name} <${value}>`);
}

/** A word that has no place. Where a command takes a secret, the word may be one that was typed by mistake. */
export function unexpectedWord(
  word: string,
  { name, options }: Command,
  given: Readonly<Record<string, unknown>>,
): Failure {
  if (Object.keys(options).some(isSecretKey)) {
    return usageFailure({
      message: "unexpected word, which is not shown since it may be a secret",
      hint: `no option takes a secret as its value; see im ${name} --help`,
      params: [{ name: "…", reason: "unexpected word" }],
    });
  }
  return usageFailure({
    message: `unexpected word "${word}"`,
    hint: /^(true|false)$/i.test(word)
      ? `an option without a value takes it behind "=": --option=${word}`
      : idOptionLead(word, options) ??
        `no word belongs here; ${wordLead(word, options, given)} see im ${name} --help`,
    params: [{ name: word, reason: "unexpected word" }],
  });
}

/** What the word may have been meant for: the text or the chat that the line lacks, else more of a value. */
function wordLead(word: string, options: OptionSet, given: Readonly<Record<string, unknown>>): string {
  const key = ["query", "chatId"].find((one) => Object.hasOwn(options, one));
  return key === undefined || !/^[\p{L}\p{N}]/u.test(word) || Object.hasOwn(given, key) ||
      Object.hasOwn(given, "userId")
    ? "a value with spaces needs quotes;"
    : `did you mean ${optionName(key)}${
      Object.hasOwn(options, "userId") ? ` or ${optionName("userId")}` : ""
    }?`;
}

/** A line that has options and no command. */
export function missingCommand(): Failure {
  return usageFailure({ message: "no command was given", hint: "see im --help" });
}

/** Two names of one option with different values. */
export function aliasConflict(
  [name, text]: readonly [name: string, text: string],
  [other, otherText]: readonly [name: string, text: string],
): Failure {
  return invalidArgument(
    name,
    `${name} and ${other} are the same option but have different values: "${text}" and "${otherText}"`,
    `leave ${name} out`,
  );
}

function usageFailure(detail: Omit<FailureDetail, "type" | "subtype">): Failure {
  return new Failure({ type: "validation", subtype: "invalid_argument", ...detail });
}

/** A problem of the line with all that is wrong with its options besides (docs/contract.md, 12). */
export function withWrongValues(problem: Failure, command: Command | undefined, given: GivenTexts): Failure {
  const all: OptionSet = { ...GLOBAL_OPTIONS, ...command?.options };
  const set = Object.fromEntries(
    Object.entries(all).filter(([key, one]) => !namesIdList(one, given.texts[key])),
  );
  return joinProblems([problem, ...wrongValues(set, given)]) ?? problem;
}
