import { type Failure, invalidArgument } from "../../core/failure.ts";
import type { Command } from "../command.ts";
import { GLOBAL_OPTIONS } from "../options/global.ts";
import { optionName, type OptionSet } from "../options/option.ts";
import { commandWords } from "./command-words.ts";

/** A command line on which no flag without a value has one. */
export interface BareToggles {
  readonly words: readonly string[];
  /** What was said of a flag without a value, in order, by key; only of flags that were given one all the same. */
  readonly texts: Readonly<Record<string, readonly string[]>>;
}

/**
 * Takes `=true` and `=false` off flags without a value, which the parser would refuse: people who come from the older
 * tool write them. Values of other flags and words behind `--` stay as they are.
 *
 * @throws {Failure} for letters of flags that are written together.
 */
export function takeToggleValues(args: readonly string[], commands: readonly Command[]): BareToggles {
  const [first, second] = commandWords(args);
  const command = commands.find(({ name }) => name === first || name === `${first} ${second}`);
  const { toggles, valued } = namesOf({ ...GLOBAL_OPTIONS, ...command?.options });
  const words: string[] = [];
  const texts: Record<string, string[]> = {};
  const withText = new Set<string>();
  for (let index = 0; index < args.length; index++) {
    const word = args[index] ?? "";
    // One parser splits them into letters, the other does not.
    if (/^-[A-Za-z][^=]/.test(word)) throw joinedLetters(word);
    if (word === "--") return { words: [...words, ...args.slice(index)], texts: only(texts, withText) };
    const [, name = word, text] = /^(--[a-z-]+)=(.*)$/s.exec(word) ?? [];
    const key = toggles.get(name);
    words.push(key === undefined ? word : name);
    if (key !== undefined) {
      (texts[key] ??= []).push(text ?? "true");
      if (text !== undefined) withText.add(key);
    } else if (valued.has(word) && index + 1 < args.length) {
      // The next word is this flag's value, whatever it looks like.
      index++;
      words.push(args[index] ?? "");
    }
  }
  return { words, texts: only(texts, withText) };
}

function joinedLetters(word: string): Failure {
  return invalidArgument(
    word,
    `unknown option "${word}"`,
    "one-letter flags stand apart, each with its value",
  );
}

/** The names of flags without a value, with their keys, and the names of those with one. */
function namesOf(flags: OptionSet): {
  readonly toggles: ReadonlyMap<string, string>;
  readonly valued: ReadonlySet<string>;
} {
  const toggles = new Map<string, string>();
  const valued = new Set<string>();
  for (const [key, flag] of Object.entries(flags)) {
    const long = [optionName(key), ...(flag.aliases ?? []).map((alias) => `--${alias}`)];
    const names = [...long, ...(flag.short === undefined ? [] : [`-${flag.short}`])];
    for (const name of names) {
      if (flag.placeholder === undefined) toggles.set(name, key);
      else valued.add(name);
    }
  }
  return { toggles, valued };
}

function only(texts: BareToggles["texts"], keys: ReadonlySet<string>): BareToggles["texts"] {
  return Object.fromEntries(Object.entries(texts).filter(([key]) => keys.has(key)));
}
