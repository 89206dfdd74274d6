/**
 * What may stand where the cursor is, made from the definitions of the commands.
 *
 * @module
 */

import type { Command } from "../../command.ts";
import { HELP_OPTIONS, type ParsedLine, parseLine } from "../../line.ts";
import { GLOBAL_OPTIONS } from "../../options/global.ts";
import { type Option, optionName, optionNames, type OptionSet } from "../../options/option.ts";
import type { Candidate, Candidates, Known } from "./candidate.ts";
import { commandCandidates, positionalCandidates } from "./words.ts";

const NOTHING: Candidates = { candidates: [] };

/**
 * What may take the place of the last word of a line.
 *
 * @param words the words behind `im`, up to the cursor; the last one is being typed and may be empty
 */
export async function candidatesFor(words: readonly string[], known: Known): Promise<Candidates> {
  const before = (words[0] === "im" ? words.slice(1) : words).slice(0, -1);
  const current = words.at(-1) ?? "";
  const line = await parseLine(before);
  const isHelpAlone = line.isHelp && !line.isShortHelp && line.group === undefined &&
    line.topic === undefined;
  const own = line.command?.options ?? (isHelpAlone ? HELP_OPTIONS : {});
  // The command's own options come first.
  const set: OptionSet = { ...own, ...GLOBAL_OPTIONS, ...own };
  const place = { known, columns: line.command?.columns ?? [] };
  if (line.withoutValue !== undefined) {
    const [key, option] = optionNamed(set, line.withoutValue) ?? [];
    return option === undefined || key === undefined
      ? NOTHING
      : await valuesOf(key, option, { start: "", text: current }, place);
  }
  const [, name = "", text] = /^(--[a-z-]+)=(.*)$/s.exec(current) ?? [];
  if (text !== undefined) {
    const [key, option] = optionNamed(set, name) ?? [];
    return option === undefined || key === undefined
      ? NOTHING
      : await valuesOf(key, option, { start: `${name}=`, text }, place);
  }
  if (current.startsWith("-")) return fitting(optionCandidates(line, set), current);
  if (line.command === undefined) return fitting(await commandCandidates(line), current);
  return await wordCandidates(line, line.command, current, known);
}

/** Behind a command: its words, else its options. */
async function wordCandidates(
  line: ParsedLine,
  command: Command,
  current: string,
  known: Known,
): Promise<Candidates> {
  const [key, option] = Object.entries(command.options).find(([, { isPositional }]) => isPositional) ?? [];
  if (key !== undefined && option !== undefined) {
    const words = line.options[key] ?? [];
    const found = await positionalCandidates(command.name, words, known);
    if (found.length > 0 || option.choices === undefined) return fitting(found, current);
    return await valuesOf(key, option, { start: "", text: current }, { known, columns: [] });
  }
  return line.isHelp ? NOTHING : fitting(optionCandidates(line, command.options), current);
}

function optionNamed(set: OptionSet, name: string): readonly [string, Option<unknown>] | undefined {
  return Object.entries(set).find(([key, option]) => {
    const { own, others } = optionNames(key, option);
    return !option.isPositional && [...own, ...others].includes(name);
  });
}

/** Options that may still be given; those that must be come first. */
function optionCandidates({ options }: ParsedLine, set: OptionSet): readonly Candidate[] {
  const own = Object.entries(set)
    .filter(([key, { isPositional, isList }]) => !isPositional && (isList || options[key] === undefined))
    .filter(([key]) => key !== "help" && key !== "version");
  return own.toSorted(([, a], [, b]) => Number(b.required) - Number(a.required))
    .map(([key, { summary, required }]) => ({
      value: optionName(key),
      text: required ? `${summary} (required)` : summary,
    }));
}

/** What decides about values, beside the option. */
interface Place {
  readonly known: Known;
  /** Columns of the command's records. */
  readonly columns: readonly string[];
}

/** What may be the value of an option; `start` stands before it in the word. */
async function valuesOf(
  key: string,
  option: Option<unknown>,
  { start, text }: { readonly start: string; readonly text: string },
  { known, columns }: Place,
): Promise<Candidates> {
  const { placeholder = "" } = option;
  if (/^[^@]*@/.test(text) && /^(text|json)$/.test(placeholder)) {
    return { candidates: [], paths: { kind: "files", prefix: `${start}@` } };
  }
  const isList = placeholder.includes(",") || key === "columns" || key === "fields";
  const prefix = start + (isList ? text.slice(0, text.lastIndexOf(",") + 1) : "");
  const typed = start + text;
  const withPrefix = (all: readonly Candidate[]) =>
    fitting(all.map(({ value, text }) => ({ value: prefix + value, text })), typed, prefix);
  const choices = key === "columns" ? columns : key === "fields" ? ["slim", ...columns] : option.choices;
  if (choices !== undefined) {
    const given = isList ? text.split(",").slice(0, -1) : [];
    const left = choices.filter((choice) => !given.includes(choice));
    return withPrefix(left.map((value) => ({ value, text: "" })));
  }
  if (option.placeholder === undefined) return withPrefix(SWITCH);
  if (/^oc_id\b/.test(placeholder) || /^chatIds?$/.test(key)) return withPrefix(await known.chats());
  if (key === "profile") return withPrefix(await known.profiles());
  if (key === "user") return withPrefix(await known.users());
  if (key === "directory") return { candidates: [], paths: { kind: "directories", prefix: start } };
  if (/^(path|file|image|video|audio)$/.test(placeholder)) {
    return { candidates: [], paths: { kind: "files", prefix: start } };
  }
  return NOTHING;
}

const SWITCH: readonly Candidate[] = [{ value: "true", text: "" }, { value: "false", text: "" }];

/**
 * Those that go on with what was typed. Where none does, the only one that has it in its name is meant: `+messages-send`
 * by `send`, a chat by its name. Several of these would lose what was typed.
 */
function fitting(all: readonly Candidate[], typed: string, prefix = ""): Candidates {
  const candidates = all.filter(({ value }) => value.startsWith(typed));
  if (candidates.length > 0) return { candidates };
  const part = typed.slice(prefix.length).normalize("NFKC").toLowerCase();
  const named = all.filter(({ value, text }) =>
    part !== "" && !part.startsWith("-") &&
    (`${value.slice(prefix.length)}` === `+${part}` ||
      hasName({ value: value.slice(prefix.length), text }, part))
  );
  return { candidates: named.length === 1 ? named : [] };
}

function hasName({ value, text }: Candidate, part: string): boolean {
  const name = value.startsWith("oc_") ? text : value;
  return name.normalize("NFKC").toLowerCase().includes(part);
}
