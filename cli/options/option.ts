/**
 * Kinds of options: how the text of an option becomes a value, and what help says about it. A value that does not fit
 * is a `validation` failure that names the option and the value.
 *
 * @module
 */

import { type Failure, invalidArgument } from "../../core/failure.ts";
import type { NamedType } from "../../core/resolve/candidate.ts";
import { alternatives } from "../../core/text/count.ts";
import { suggest } from "../suggestion.ts";

/** One option. Its name is made from its key in the command: `messageId` is `--message-id`. */
export interface Option<T> {
  readonly summary: string;
  /** What stands for the value in help; absent for an option without a value. */
  readonly placeholder?: string;
  /** Values that are allowed, where they can be listed. */
  readonly choices?: readonly string[];
  /** The value is a number within these bounds, both included. */
  readonly range?: NumberRange;
  /** One text holds several of the choices, with commas between them. */
  readonly isSet?: true;
  readonly required: boolean;
  /** What help says about the value when the option is not given. */
  readonly fallback?: string;
  /** A further one-letter name. */
  readonly short?: string;
  /** Further names that are understood but not shown, without dashes. */
  readonly aliases?: readonly string[];
  /** Those of them that it had earlier: using one warns; beside the option's own name they do not count. */
  readonly formerNames?: readonly string[];
  /** Given several times, all its values count. */
  readonly isList?: true;
  /** It is no option but the words behind the command. */
  readonly isPositional?: true;
  /** It has a variable: `--page-size` is `IM_PAGE_SIZE`. */
  readonly hasVariable?: true;
  /** Its values may be names of chats or people. */
  readonly names?: NameRule;
  /** Its values are ids; a list of them may come from a file or standard input (`cli/id-lists.ts`). */
  readonly isId?: true;
  /** The value of the texts given, in order; `undefined` when the option was not given. */
  read(texts: readonly string[] | undefined, name: string): T;
}

/** What the values of an option name, by all values; `undefined` where they are no names after all. */
export type NameRule = (values: Readonly<Record<string, unknown>>) => NamedType | undefined;

/** The options of a command by key. */
export type OptionSet = Readonly<Record<string, Option<unknown>>>;

/** The values that a set of options gives. */
export type OptionValues<F extends OptionSet> = {
  readonly [K in keyof F]: F[K] extends Option<infer T> ? T : never;
};

/** Bounds of a number, both included; it is a whole one unless they say otherwise. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
  readonly isFraction?: true;
}

/** A kind of value: what is needed to make an option of it. */
export interface Kind<T> {
  readonly placeholder: string;
  readonly summary: string;
  readonly choices?: readonly string[];
  readonly range?: NumberRange;
  readonly isSet?: true;
  readonly names?: NameRule;
  readonly isId?: true;
  parse(text: string, name: string): T;
}

/** Names by key: a line needs each of them several times. */
const optionNamesByKey = new Map<string, string>();

/** The name of an option on the command line: `messageId` becomes `--message-id`. */
export function optionName(key: string): string {
  const name = optionNamesByKey.get(key) ?? `--${key.replace(/[A-Z]/g, "-$&").toLowerCase()}`;
  optionNamesByKey.set(key, name);
  return name;
}

/** What an option is called on the command line: its short and its full name, and its other names. */
export function optionNames(
  key: string,
  { short: letter, aliases = [] }: Option<unknown>,
): { readonly own: readonly string[]; readonly others: readonly string[] } {
  return {
    own: [...(letter === undefined ? [] : [`-${letter}`]), optionName(key)],
    others: aliases.map((name) => `--${name}`),
  };
}

/** An option that must be given. */
export function required<T>(kind: Kind<T>): Option<T> {
  return {
    ...helpFields(kind),
    required: true,
    read(texts, name) {
      const text = texts?.at(-1);
      if (text === undefined) throw missingOption(name, kind.choices?.join("|") ?? kind.placeholder);
      return kind.parse(text, name);
    },
  };
}

/** An option that may be left out; given twice, the last one counts. */
export function optional<T>(kind: Kind<T>): Option<T | undefined> {
  return {
    ...helpFields(kind),
    required: false,
    read(texts, name) {
      const text = texts?.at(-1);
      return text === undefined ? undefined : kind.parse(text, name);
    },
  };
}

/** An option with a value of its own when it is left out; an empty one goes without saying. */
export function withDefault<T>(kind: Kind<T>, value: T, fallback = String(value)): Option<T> {
  return {
    ...helpFields(kind),
    required: false,
    ...(fallback === "" ? {} : { fallback }),
    read(texts, name) {
      const text = texts?.at(-1);
      return text === undefined ? value : kind.parse(text, name);
    },
  };
}

/** An option without a value. From a variable, and behind `=`, it takes true/false, 1/0, yes/no, on/off. */
export function toggle(summary: string): Option<boolean> {
  return toggleWithDefault(summary, false);
}

/** An option that is on unless it is given as `--option=false`. */
export function onByDefault(summary: string): Option<boolean> {
  return { ...toggleWithDefault(summary, true), fallback: "true" };
}

function toggleWithDefault(summary: string, absent: boolean): Option<boolean> {
  return {
    summary,
    required: false,
    read(texts, name) {
      const text = texts?.at(-1);
      if (text === undefined) return absent;
      if (isTrue(text)) return true;
      if (["false", "0", "no", "off"].includes(text.trim().toLowerCase())) return false;
      // Somebody may have typed the secret itself.
      throw invalidArgument(
        name,
        isSecretKey(name) ? `${name} takes no value` : `${name} must be true or false: "${text}"`,
        name.startsWith("-") ? `write ${name} alone, or ${name}=false` : exampleHint(name, "true"),
      );
    },
  };
}

/** Whether an option, by key or name, is about a secret: errors do not show what was typed there. */
export function isSecretKey(key: string): boolean {
  return /secret/i.test(key);
}

/** Whether the text of an option without a value means yes. */
export function isTrue(text: string | undefined): boolean {
  return ["true", "1", "yes", "on"].includes(text?.trim().toLowerCase() ?? "");
}

/** The words behind the command, in order; none is fine here, the command knows how many it needs. */
export function positional<T>(kind: Kind<T>): Option<readonly T[]> {
  return {
    ...helpFields(kind),
    required: false,
    isPositional: true,
    read: (texts, name) => (texts ?? []).map((word) => kind.parse(word, name)),
  };
}

/** The same option with a one-letter name besides. */
export function short<T>(letter: string, option: Option<T>): Option<T> {
  return { ...option, short: letter };
}

/** The same option with further names, which people and agents guess or know from earlier versions. */
export function alias<T>(option: Option<T>, ...aliases: readonly string[]): Option<T> {
  return { ...option, aliases };
}

/** The same option with its former names; if its own name is given, they are ignored. */
export function formerName<T>(option: Option<T>, ...names: readonly string[]): Option<T> {
  return { ...option, aliases: [...option.aliases ?? [], ...names], formerNames: names };
}

/** The same option with a variable besides. */
export function withVariable<T>(option: Option<T>): Option<T> {
  return { ...option, hasVariable: true };
}

/** Any text, as it is. */
export function text(placeholder: string, summary: string): Kind<string> {
  return { placeholder, summary, parse: (value) => value };
}

/** One of a list of words; `anyCase` also takes it in capitals, `placeholder` stands for it where the list is long. */
export function choice<const W extends string>(
  words: readonly W[],
  summary: string,
  { anyCase = false, placeholder }: { readonly anyCase?: boolean; readonly placeholder?: string } = {},
): Kind<W> {
  return {
    placeholder: placeholder ?? words.join("|"),
    summary: placeholder === undefined ? summary : `${summary}: ${words.join(", ")}`,
    choices: words,
    parse(value, name) {
      const wanted = anyCase ? value.toLowerCase() : value;
      const word = words.find((one) => one === wanted);
      if (word === undefined) {
        const [meant] = suggest(value, words, 1);
        throw invalidArgument(
          name,
          `${name} must be ${alternatives(words)}: "${value}"`,
          meant === undefined ? exampleHint(name, words[0] ?? "") : `did you mean ${meant}?`,
        );
      }
      return word;
    },
  };
}

/** A whole number within bounds, both included. */
export function integer(min: number, max: number, summary: string): Kind<number> {
  return {
    ...numberMatching(/^[+-]?\d+$/, "a whole number", "n", { min, max, summary }),
    range: { min, max },
  };
}

/** A time in seconds; fractions are allowed. */
export function seconds(min: number, max: number, summary: string): Kind<number> {
  return {
    ...numberMatching(/^\d+(\.\d+)?$/, "a number of seconds", "seconds", { min, max, summary }),
    range: { min, max, isFraction: true },
  };
}

/** A number that most limits allow. */
const EXAMPLE_NUMBER = 30;

function numberMatching(
  form: RegExp,
  what: string,
  placeholder: string,
  { min, max, summary }: { readonly min: number; readonly max: number; readonly summary: string },
): Kind<number> {
  return {
    placeholder,
    summary,
    parse(value, name) {
      const number = form.test(value.trim()) ? Number(value) : NaN;
      if (!(number >= min && number <= max)) {
        const example = String(Math.min(max, Math.max(min, EXAMPLE_NUMBER)));
        throw invalidArgument(
          name,
          `${name} must be ${what} from ${min} to ${max}: "${value}"`,
          exampleHint(name, example),
        );
      }
      return number;
    },
  };
}

/** How to write a value that an option takes; `name` is its own, that of its variable, or of a word. */
export function exampleHint(name: string, value: string): string {
  if (name.startsWith("-")) return `write it like ${name} ${value}`;
  return `write it like ${/^[A-Z_]+$/.test(name) ? `${name}=` : ""}${value}`;
}

/** The failure for an option that must be given and was not. */
export function missingOption(name: string, placeholder: string): Failure {
  return invalidArgument(name, `${name} is missing`, `add ${name} <${placeholder}>`);
}

function helpFields<T>({ placeholder, summary, choices, range, isSet, names, isId }: Kind<T>) {
  return {
    placeholder,
    summary,
    ...(choices === undefined ? {} : { choices }),
    ...(range === undefined ? {} : { range }),
    ...(isSet === undefined ? {} : { isSet }),
    ...(names === undefined ? {} : { names }),
    ...(isId === undefined ? {} : { isId }),
  };
}
