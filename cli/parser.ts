/**
 * The words of a command line as a command, options and words.
 *
 * Cliffy reads (`tree.ts`), and what it reports counts only if it is in the line like that, letter by letter.
 *
 * @module
 */

import type { OptionSet } from "./options/option.ts";
import { type Branch, buildTree, type Findings, longName, type Tree, type TreeOption } from "./tree.ts";

/** An option as it stands in a line. */
export interface Given {
  /** Its name as typed. */
  readonly name: string;
  /** Its value; "true" where it has none. */
  readonly text: string;
}

/** What a line says. */
export interface Reading {
  /** The command that it names, with the groups that it is in. */
  readonly path: readonly Branch[];
  readonly given: readonly Given[];
  /** The words behind the command that are neither options nor their values. */
  readonly words: readonly string[];
  /** The words after `--`. */
  readonly literal: readonly string[];
  /** The words that begin with a dash and are no options, and whether the first stands before all other words. */
  readonly unknown: readonly { readonly word: string; readonly isFirst: boolean }[];
  /** The option at the end of the line whose value is missing. */
  readonly withoutValue?: string;
}

/** Reads a line with the options of all these sets. What cannot be read is reported and left out. */
export async function readWords(
  args: readonly string[],
  branches: readonly Branch[],
  sets: readonly OptionSet[],
): Promise<Reading> {
  const tree = buildTree(branches, sets);
  let problems: Pick<Reading, "unknown" | "withoutValue"> = { unknown: [] };
  let rest = args;
  while (true) {
    const { path, given, words, line, stop } = await readPart(rest, tree);
    const odd = line[stop];
    if (odd === undefined || odd === "--") {
      return { path, given, words, literal: line.slice(stop + 1), ...problems };
    }
    const isKnown = tree.options.some(({ names }) => names.includes(odd));
    problems = isKnown ? { ...problems, withoutValue: odd } : {
      ...problems,
      unknown: [...problems.unknown, { word: odd, isFirst: path.length + words.length === 0 }],
    };
    // The rest is read without it: its format is that of the error.
    rest = line.toSpliced(stop, 1);
  }
}

/** The command and the words of a line up to the first that begins with a dash and is none of these options. */
export async function readStart(
  args: readonly string[],
  branches: readonly Branch[],
  set: OptionSet,
): Promise<Start> {
  const { path, words, line, stop, commandAt } = await readPart(args, buildTree(branches, [set]));
  const rest = path.length === 0 ? line : line.toSpliced(commandAt, 1);
  if (line[stop] !== "--") return { path, words, rest, isComplete: stop === line.length };
  return { path, words: [...words, ...line.slice(stop + 1)], rest, isComplete: true };
}

/** What the start of a line says. */
export interface Start extends Pick<Reading, "path" | "words"> {
  /** The whole line without the first word of the path. */
  readonly rest: readonly string[];
  /** Everything was read. */
  readonly isComplete: boolean;
}

/** What was read up to a word that begins with a dash and is no option. */
interface Part extends Pick<Reading, "path" | "given" | "words"> {
  /** The line as it was written for Cliffy. */
  readonly line: readonly string[];
  /** Index of that word, or of `--`, or the length of the line. */
  readonly stop: number;
  /** Index of the first word of the path. */
  readonly commandAt: number;
}

async function readPart(args: readonly string[], tree: Tree): Promise<Part> {
  let line = args;
  while (true) {
    const part = confirmed(line, await tree.read(line), tree.options);
    const better = rewritten(part, tree.options);
    if (better === undefined) return part;
    line = better;
  }
}

/**
 * Compares what Cliffy reports with the line. Where it takes a word for something else (`---yes`, `--C`, `-=x`), or
 * splits `-Cdir` into letters, reading stops. Empty words and the value of `--toggle=`, which it drops, are kept.
 */
function confirmed(line: readonly string[], found: Findings, options: readonly TreeOption[]): Part {
  const given: Given[] = [];
  const words: string[] = [];
  let depth = 0;
  let commandAt = 0;
  let next = 0;
  let stop = 0;
  while (stop < line.length && line[stop] !== "--") {
    const word = line[stop] ?? "";
    const branch = found.path[depth];
    const { option: reported, text } = found.texts[next] ?? {};
    const [, name = word, behind] = /^([^=]+)=(.*)$/s.exec(word) ?? [];
    const option = options.find(({ names }) => names.includes(name));
    const isReported = option !== undefined && longName(option) === reported;
    const isWord = reported === undefined && text === word && !/^-./s.test(word);
    if (branch !== undefined && [branch.name, ...branch.aliases ?? []].includes(word)) {
      if (depth === 0) commandAt = stop;
      depth++;
      stop++;
    } else if (isWord || word === "") {
      words.push(word);
      stop++;
      if (isWord) next++;
    } else if (option?.takesValue && isReported && text === (behind ?? line[stop + 1])) {
      given.push({ name, text: text ?? "" });
      stop += behind === undefined ? 2 : 1;
      next++;
    } else if (option?.takesValue === false) {
      given.push({ name, text: behind ?? "true" });
      stop++;
      if (isReported && text === behind) next++;
    } else break;
  }
  return { path: found.path.slice(0, depth), given, words, line, stop, commandAt };
}

/** The line in the form that Cliffy understands where reading stopped; `undefined` if there is none. */
function rewritten(
  { line, stop, words }: Part,
  options: readonly TreeOption[],
): readonly string[] | undefined {
  const word = line[stop] ?? "";
  const next = line[stop + 1] ?? "";
  if (word === "--") {
    // A command may stand behind `--`.
    return words.length === 0 && /^[^-]/s.test(next) ? line.toSpliced(stop, 2, next, word) : undefined;
  }
  // Where an option stands before the command, Cliffy takes the value `--` for the end of all options.
  const takesValue = options.some((option) => option.takesValue && option.names.includes(word));
  if (takesValue && next === "--") return line.toSpliced(stop, 2, `${word}=--`);
  // The same as elsewhere; no program of jq is called "q".
  if (word === "-qq") return line.toSpliced(stop, 1, "--quiet", "--quiet");
  const usual = inKebabCase(word, options);
  if (usual !== undefined) return line.toSpliced(stop, 1, usual);
  const parts = splitJoined(word, options);
  return parts === undefined ? undefined : line.toSpliced(stop, 1, ...parts);
}

/** An option in another spelling, as it is written here: `--chat_id` and `--chatId` are `--chat-id`. */
function inKebabCase(word: string, options: readonly TreeOption[]): string | undefined {
  const [, name = "", behind = ""] = /^--([a-z][A-Za-z0-9_-]+)(=.*)?$/s.exec(word) ?? [];
  const usual = `--${name.replaceAll("_", "-").replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase()}`;
  const isKnown = usual !== `--${name}` && options.some(({ names }) => names.includes(usual));
  return isKnown ? usual + behind : undefined;
}

/** One-letter options that are joined with their value or with each other: `-Cdir`, `-yq.data`. */
function splitJoined(word: string, options: readonly TreeOption[]): readonly string[] | undefined {
  const [, letter = "", rest = ""] = /^(-[A-Za-z])([^=].*)$/s.exec(word) ?? [];
  const option = options.find(({ names }) => names.includes(letter));
  if (option === undefined) return undefined;
  if (option.takesValue) return [letter, rest];
  const isLast = options.some(({ names }) => names.includes(`-${rest.replace(/=.*$/s, "")}`));
  const others = isLast ? [`-${rest}`] : splitJoined(`-${rest}`, options);
  return others === undefined ? undefined : [letter, ...others];
}
