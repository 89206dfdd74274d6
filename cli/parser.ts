/**
 * The words of a command line as options and words: the only file that knows Cliffy.
 *
 * Cliffy reads, and what it reports counts as far as it stands in the line like that, letter by letter. Its own checks
 * are not used: they stop at the first problem, and its variables are those of the process, not of a `World`.
 *
 * @module
 */

import { optionNames, type OptionSet } from "./options/option.ts";
import { Command } from "@cliffy/command";

/** An option as it stands in a line. */
export interface Given {
  /** Its name as typed. */
  readonly name: string;
  /** Its value; "true" where it has none. */
  readonly text: string;
}

/** What a line says. */
export interface Reading {
  readonly given: readonly Given[];
  /** The words that are neither options nor their values. */
  readonly words: readonly string[];
  /** The words after `--`. */
  readonly literal: readonly string[];
  /** The first word that begins with a dash and is no option: which, and whether it stands before all other words. */
  readonly unknown?: { readonly word: string; readonly isFirst: boolean };
  /** The option at the end of the line whose value is missing. */
  readonly withoutValue?: string;
}

/** Reads a line with the options of all these sets. What cannot be read is reported and left out. */
export async function readWords(args: readonly string[], sets: readonly OptionSet[]): Promise<Reading> {
  const options = parserOptions(sets);
  let problems: Pick<Reading, "unknown" | "withoutValue"> = {};
  let rest = args;
  while (true) {
    const { given, words, line, stop } = await readPart(rest, options);
    const odd = line[stop];
    if (odd === undefined || odd === "--") {
      return { given, words, literal: line.slice(stop + 1), ...problems };
    }
    const isKnown = options.some(({ names }) => names.includes(odd));
    problems = isKnown
      ? { ...problems, withoutValue: odd }
      : { unknown: { word: odd, isFirst: words.length === 0 }, ...problems };
    // The rest is read without it: its format is that of the error.
    rest = line.toSpliced(stop, 1);
  }
}

/** The words of a line up to the first that begins with a dash and is none of these options. */
export async function readStart(
  args: readonly string[],
  set: OptionSet,
): Promise<{ readonly words: readonly string[]; readonly isComplete: boolean }> {
  const { words, line, stop } = await readPart(args, parserOptions([set]));
  if (line[stop] === "--") return { words: [...words, ...line.slice(stop + 1)], isComplete: true };
  return { words, isComplete: stop === line.length };
}

/** An option for the parser. */
interface ParserOption {
  readonly names: readonly string[];
  readonly takesValue: boolean;
}

/** The options of several sets as one; further names of an option are options of their own. */
function parserOptions(sets: readonly OptionSet[]): readonly ParserOption[] {
  const found = new Map<string, ParserOption>();
  for (const [key, option] of sets.flatMap((set) => Object.entries(set))) {
    if (option.isPositional) continue;
    const { own, others } = optionNames(key, option);
    for (const names of [own, ...others.map((name) => [name])]) {
      const name = names.at(-1) ?? "";
      const all = [...new Set([...names.slice(0, -1), ...found.get(name)?.names.slice(0, -1) ?? [], name])];
      found.set(name, { names: all, takesValue: option.placeholder !== undefined });
    }
  }
  return [...found.values()];
}

/** What was read up to a word that begins with a dash and is no option. */
interface Part extends Pick<Reading, "given" | "words"> {
  /** The line with joined one-letter options taken apart. */
  readonly line: readonly string[];
  /** Index of that word, or of `--`, or the length of the line. */
  readonly stop: number;
}

async function readPart(args: readonly string[], options: readonly ParserOption[]): Promise<Part> {
  let line = args;
  while (true) {
    const part = confirmed(line, await parse(line, options), options);
    const parts = splitJoined(line[part.stop] ?? "", options);
    if (parts === undefined) return part;
    line = line.toSpliced(part.stop, 1, ...parts);
  }
}

/** What Cliffy reports: an option with its value, or a word; in the order of the line. */
interface Report {
  readonly option?: ParserOption;
  readonly text: unknown;
}

/**
 * What Cliffy makes of the words of one command. It drops the empty value of an option that is not `required`; one with
 * a default may be left out all the same.
 */
async function parse(args: readonly string[], options: readonly ParserOption[]): Promise<readonly Report[]> {
  const reports: Report[] = [];
  const parser = new Command().helpOption(false).versionOption(false).throwErrors().noExit();
  parser.type("word", ({ value }: { readonly value: string }) => {
    reports.push({ text: value });
    return value;
  });
  parser.arguments("[words...:word]");
  for (const option of options) {
    const names = option.names.join(", ");
    const value = (text: unknown) => {
      reports.push({ option, text });
      return text;
    };
    if (option.takesValue) {
      parser.option(`${names} <value:string>`, "", { collect: true, required: true, default: "", value });
    } else parser.option(`${names}=[value:string]`, "", { collect: true, value });
  }
  try {
    await parser.parse([...args]);
  } catch {
    // What it throws at is a word that it has not reported: reading stops there.
  }
  return reports;
}

/**
 * Compares what Cliffy reports with the line. Where it takes a word for something else (`---yes`, `--C`, `-=x`), or
 * splits `-Cdir` into letters, reading stops. Empty words and the value of `--toggle=`, which it drops, are kept.
 */
function confirmed(
  line: readonly string[],
  reports: readonly Report[],
  options: readonly ParserOption[],
): Part {
  const given: Given[] = [];
  const words: string[] = [];
  let next = 0;
  let stop = 0;
  while (stop < line.length && line[stop] !== "--") {
    const word = line[stop] ?? "";
    const { option, text } = reports[next] ?? { text: undefined };
    const [, name = word, behind] = /^([^=]+)=(.*)$/s.exec(word) ?? [];
    const isWord = option === undefined && text === word && !/^-./s.test(word);
    if (isWord || word === "") {
      words.push(word);
      stop++;
      if (isWord) next++;
    } else if (option?.takesValue && option.names.includes(name) && text === (behind ?? line[stop + 1])) {
      given.push({ name, text: behind ?? line[stop + 1] ?? "" });
      stop += behind === undefined ? 2 : 1;
      next++;
    } else if (options.some((one) => !one.takesValue && one.names.includes(name))) {
      given.push({ name, text: behind ?? "true" });
      stop++;
      if (option?.names.includes(name)) next++;
    } else break;
  }
  return { given, words, line, stop };
}

/** One-letter options that are joined with their value or with each other: `-Cdir`, `-yq.data`. */
function splitJoined(word: string, options: readonly ParserOption[]): readonly string[] | undefined {
  const [, letter = "", rest = ""] = /^(-[A-Za-z])([^=].*)$/s.exec(word) ?? [];
  const option = options.find(({ names }) => names.includes(letter));
  if (option === undefined) return undefined;
  if (option.takesValue) return [letter, rest];
  const isLast = options.some(({ names }) => names.includes(`-${rest.replace(/=.*$/s, "")}`));
  const others = isLast ? [`-${rest}`] : splitJoined(`-${rest}`, options);
  return others === undefined ? undefined : [letter, ...others];
}
