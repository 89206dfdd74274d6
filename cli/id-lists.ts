/**
 * Lists of ids from files and standard input: `--message-ids @ids.txt`, `--users -`. Whatever option takes a list of ids
 * takes them like this; commands see the ids alone.
 *
 * @module
 */

import { Failure, invalidInput, withDetail } from "../core/failure.ts";
import { counted } from "../core/text/count.ts";
import { input, phrase } from "../core/text/phrase.ts";
import type { World } from "../core/world.ts";
import { variableNames } from "./options/global.ts";
import { readListText } from "./options/input.ts";
import { namesIdList } from "./options/list.ts";
import { type Option, optionName, type OptionSet } from "./options/option.ts";
import { type GivenTexts, joinProblems, wrongValues } from "./options/read.ts";
import { enterDirectory } from "./settings.ts";

/** A line with the ids in place of the files that they came from. */
export interface ReadLists {
  readonly given: GivenTexts;
  /** Standard input can be read once. */
  readonly world: World;
}

/** An entry of a list. */
interface Entry {
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
}

/**
 * Reads the lists that a line names. A line of them holds an id, or several with commas between; empty lines and those
 * that begin with `#` are comments. Ids may end in NUL, as other programs print them.
 *
 * @throws {Failure} exit 2 for all problems at once, naming file and line.
 */
export async function readIdLists(set: OptionSet, given: GivenTexts, outer: World): Promise<ReadLists> {
  const keys = Object.keys(set).filter((key) => namesIdList(set[key], given.texts[key]));
  const reader = keys.find((key) => given.texts[key]?.includes("-"));
  const second = keys.find((key) => key !== reader && given.texts[key]?.includes("-"));
  if (reader !== undefined && second !== undefined) throw bothRead(reader, second);
  const world = await enterDirectory(outer, directoryOf(given, outer));
  const texts: Record<string, readonly string[]> = { ...given.texts };
  const problems: Failure[] = [];
  for (const key of keys) {
    try {
      texts[key] = await readLists(world, key, set[key], given);
    } catch (error) {
      if (!(error instanceof Failure) || error.detail.type !== "validation") throw error;
      problems.push(error);
      delete texts[key];
    }
  }
  const [problem] = problems;
  if (problem !== undefined) {
    throw joinProblems([...problems, ...wrongValues(set, { texts, names: given.names })]) ?? problem;
  }
  return { given: { ...given, texts }, world: reader === undefined ? outer : withoutStdin(outer, reader) };
}

/** All texts of an option, with the entries of its lists in their place. */
async function readLists(
  world: World,
  key: string,
  option: Option<unknown> | undefined,
  { texts, names }: GivenTexts,
): Promise<readonly string[]> {
  const all: string[] = [];
  const seen = new Set<string>();
  for (const text of texts[key] ?? []) {
    if (text !== "-" && !text.startsWith("@")) all.push(text);
    else if (text.startsWith("@@")) all.push(text.slice(1));
    else if (!seen.has(text)) {
      seen.add(text);
      if (text === "@") throw noFile(key);
      const source = text === "-" ? "standard input" : text.slice(1);
      const entries = entriesOf(await readListText(world, key, text));
      if (entries.length === 0) throw emptyList(key, source);
      checkEntries(entries, { option, name: names[key] ?? optionName(key), source });
      all.push(...entries.map((entry) => entry.text));
    }
  }
  return all;
}

/** The lines of a list that are no comments. */
function entriesOf(text: string): readonly Entry[] {
  return text.split(/\r\n|[\n\r\0]/).map((line, at) => ({ text: line.trim(), line: at + 1 }))
    .filter(({ text }) => !/^(?:#.*|[\s,]*)$/.test(text));
}

/** @throws {Failure} for the first line that is no id; it says how many more there are. */
function checkEntries(
  entries: readonly Entry[],
  { option, name, source }: {
    readonly option: Option<unknown> | undefined;
    readonly name: string;
    readonly source: string;
  },
): void {
  const wrong = entries.flatMap(({ text, line }) => {
    try {
      option?.read([text], name);
      return [];
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return [{ error, line }];
    }
  });
  const [first, ...others] = wrong;
  if (first === undefined) return;
  const more = others.length === 0
    ? ""
    : `; ${counted(others.length, "more line is", "more lines are")} wrong, too`;
  const { message } = first.error.detail;
  throw withDetail(first.error, { message: phrase`${message} (${source}, line ${first.line})${more}` });
}

/** The directory of `-C`, which is not read yet. */
function directoryOf({ texts }: GivenTexts, world: World): string | undefined {
  return texts["directory"]?.at(-1) ??
    variableNames("directory").map((name) => world.env(name)).find((value) => value !== undefined);
}

/** The same world, whose standard input is used up. */
function withoutStdin(world: World, key: string): World {
  const refusal = () =>
    invalidInput(
      key,
      phrase`${input(key)} has read standard input: no other option can`,
      phrase`put the list into a file: ${input(key, "@FILE")}`,
    );
  return { ...world, readStdin: () => Promise.reject(refusal()) };
}

function bothRead(first: string, second: string): Failure {
  return invalidInput(
    second,
    phrase`${input(first)} and ${input(second)} cannot both read standard input`,
    phrase`put one of them into a file: ${input(second, "@FILE")}`,
  );
}

function noFile(key: string): Failure {
  return invalidInput(
    key,
    phrase`${input(key)} names no file: "@"`,
    phrase`write it like ${input(key, "@ids.txt")}`,
  );
}

function emptyList(key: string, source: string): Failure {
  return invalidInput(
    key,
    phrase`${input(key)}: the list has no ids: ${source}`,
    "write one id a line; lines that begin with # are comments",
  );
}
