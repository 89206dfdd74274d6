/**
 * The tree of commands as Cliffy has it: the only file that knows Cliffy. It defines `im`, its commands and groups and
 * their options; Cliffy finds the command of a line and reads its options and words.
 *
 * @module
 */

import type { Command as Definition } from "./command.ts";
import { optionNames, type OptionSet } from "./options/option.ts";
import { Command } from "@cliffy/command";

/** A command, or a group of commands, by the word that names it. */
export interface Branch {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** The command that is here; absent for a group, and for a command that this line does not need. */
  readonly command?: Definition;
  /** The commands of a group. */
  readonly branches?: readonly Branch[];
}

/** An option as Cliffy gets it. */
export interface TreeOption {
  readonly names: readonly string[];
  readonly takesValue: boolean;
  readonly summary: string;
  /** It is another name of an option, which help does not show. */
  readonly hidden: boolean;
}

/** A text that Cliffy read: the value of an option, or a word behind the command. */
export interface ReadText {
  /** The long name of the option. */
  readonly option?: string;
  readonly text: string;
}

/** What Cliffy makes of a line. */
export interface Findings {
  /** The command that it found, with the groups that it is in. */
  readonly path: readonly Branch[];
  /** All texts in the order of the line; an option without a value has none. */
  readonly texts: readonly ReadText[];
}

/** A tree that reads lines. */
export interface Tree {
  /** All its options: what one command takes may stand before its name, too. */
  readonly options: readonly TreeOption[];
  read(line: readonly string[]): Promise<Findings>;
}

/** Builds the tree of these branches; the options of these sets are those of `im` and may stand anywhere. */
export function buildTree(branches: readonly Branch[], sets: readonly OptionSet[]): Tree {
  const options = treeOptions(sets);
  let path: readonly Branch[] = [];
  let texts: ReadText[] = [];
  const found = (place: readonly Branch[]) => () => {
    path = place;
  };
  const root = new Command();
  root.name("im").description("reads, sends and downloads Feishu and Lark messages");
  // Help, version and errors are printed elsewhere (docs/contract.md, 3 and 12).
  root.helpOption(false).versionOption(false).throwErrors().noExit();
  root.type("text", ({ label, name, value }) => {
    texts.push(label === "Option" ? { option: name, text: value } : { text: value });
    return value;
  }, { global: true });
  for (const option of options) {
    const { flags, summary, settings } = definition(option);
    root.globalOption(flags, summary, settings);
  }
  // A line that cannot be read to its end has a command all the same.
  root.arguments("[words...:text]").action(found([])).error(found([]));
  addBranches(root, branches, { path: [], options, found });
  return {
    options,
    async read(line) {
      path = [];
      texts = [];
      try {
        await root.parse([...line]);
      } catch {
        // What it throws at is not among the texts: reading stops there.
      }
      return { path, texts };
    },
  };
}

/** What the branches of a tree share. */
interface Place {
  readonly path: readonly Branch[];
  readonly options: readonly TreeOption[];
  found(path: readonly Branch[]): () => void;
}

function addBranches(parent: Command, branches: readonly Branch[], { path, options, found }: Place): void {
  for (const branch of branches) {
    const { name, aliases = [], command, branches: inner = [] } = branch;
    const place = [...path, branch];
    const child = new Command();
    if (command !== undefined) child.description(command.summary);
    for (const option of ownOptions(options, command)) {
      const { flags, summary, settings } = definition(option);
      child.option(flags, summary, settings);
    }
    child.arguments("[words...:text]").action(found(place)).error(found(place));
    addBranches(child, inner, { path: place, options, found });
    parent.command(name, child);
    for (const alias of aliases) parent.alias(alias);
  }
}

function ownOptions(options: readonly TreeOption[], command: Definition | undefined): readonly TreeOption[] {
  if (command === undefined) return [];
  const own = new Set(treeOptions([command.options]).map(longName));
  return options.filter((option) => own.has(longName(option)));
}

/** The name by which Cliffy reports an option. */
export function longName({ names }: TreeOption): string {
  return names.at(-1) ?? "";
}

/** The options of several sets as one; further names of an option are options of their own. */
function treeOptions(sets: readonly OptionSet[]): readonly TreeOption[] {
  const found = new Map<string, TreeOption>();
  for (const [key, option] of sets.flatMap((set) => Object.entries(set))) {
    if (option.isPositional) continue;
    const { own, others } = optionNames(key, option);
    for (const names of [own, ...others.map((name) => [name])]) {
      const name = names.at(-1) ?? "";
      const earlier = found.get(name)?.names;
      const all = earlier === undefined
        ? names
        : [...new Set([...names.slice(0, -1), ...earlier.slice(0, -1), name])];
      found.set(name, {
        names: all,
        takesValue: option.placeholder !== undefined,
        summary: option.summary,
        hidden: names !== own,
      });
    }
  }
  return [...found.values()];
}

/**
 * An option without a value takes one behind `=`. Cliffy drops the empty value of an option that is not `required`; one
 * with a default may be left out all the same.
 */
function definition({ names, takesValue, summary, hidden }: TreeOption) {
  const flags = names.join(", ") + (takesValue ? " <value:text>" : "=[value:text]");
  const settings = { hidden, collect: true, ...(takesValue ? { required: true, default: "" } : {}) };
  return { flags, summary, settings };
}
