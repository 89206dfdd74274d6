/**
 * Everything that can be described, and finding some of it by name, by family or by a word.
 *
 * @module
 */

import type { Method } from "../../core/api/method.ts";
import type { Command } from "../command.ts";
import { optionNames } from "../options/option.ts";
import { parameterOptions } from "../raw/parameters.ts";
import { methodCommandName } from "../raw/resources.ts";
import { describeMethodTool, describeTool, type ToolDescription } from "./tool.ts";

/** A command by what finds it. */
export interface Entry extends Pick<Command, "summary" | "risk" | "identities"> {
  /** `im messages delete` */
  readonly name: string;
  /** What it may be called: `messages delete`, `messages.delete`. */
  readonly names: readonly string[];
  /** What it belongs to: `messages`, `chat.members`, `config`. */
  readonly families: readonly string[];
  /** Of a method of the API. */
  readonly method?: Method;
  /** What a search looks through. */
  texts(): readonly string[];
  describe(): Promise<ToolDescription>;
}

/** What the program calls a command and where it belongs. */
export interface CommandPlace {
  readonly path: string;
  readonly name: string;
  readonly aliases?: readonly string[];
}

/** All commands and methods, by name. */
export function allEntries(
  commands: readonly Command[],
  places: readonly CommandPlace[],
  methods: readonly Method[],
): readonly Entry[] {
  const entries = [
    ...commands.map((command) => commandEntry(command, places.find(({ name }) => name === command.name))),
    ...methods.map(methodEntry),
  ];
  // By code unit, so that the order is the same everywhere.
  return entries.sort((a, b) => a.name < b.name ? -1 : 1);
}

function commandEntry(command: Command, place: CommandPlace | undefined): Entry {
  const { name, summary, risk, identities, options, description = [] } = command;
  const names = [name, ...place?.aliases ?? []];
  return {
    ...{ name: `im ${name}`, summary, risk, identities },
    names: names.flatMap((one) => one.startsWith("+") ? [one, one.slice(1)] : [one, one.replace(" ", ".")]),
    families: [place?.path.split("/")[0] ?? name],
    texts: () => [...names, summary, ...description, ...optionTexts(options)],
    describe: () => describeTool(command),
  };
}

function methodEntry(method: Method): Entry {
  const { id, summary, risk, identities, http, path, notes = "" } = method;
  const name = methodCommandName(id);
  const steps = id.split(".");
  return {
    ...{ name: `im ${name}`, summary, risk, identities, method },
    names: [name, id, id.replaceAll(".", " ")],
    families: steps.slice(1).map((_step, at) => steps.slice(0, at + 1).join(".")),
    texts: () => {
      const options = Object.fromEntries(parameterOptions(method).map(({ key, option }) => [key, option]));
      return [name, id, summary, notes, `${http} ${path}`, ...optionTexts(options)];
    },
    describe: () => Promise.resolve(describeMethodTool(method)),
  };
}

function optionTexts(options: Command["options"]): readonly string[] {
  return Object.entries(options).flatMap(([key, option]) => {
    const { own, others } = optionNames(key, option);
    return [...own, ...others, option.summary];
  });
}

/** What some words mean: one command, those of a family, or all in which every word stands. */
export type Selection =
  | { readonly kind: "one"; readonly entry: Entry }
  | { readonly kind: "many"; readonly entries: readonly Entry[] };

/** Finds what is meant; a leading `im` is ignored, and dots mean what blanks mean. */
export function selectEntries(words: readonly string[], entries: readonly Entry[]): Selection {
  const typed = words.join(" ").trim().replace(/^im(?=[. ]|$)[. ]?/, "");
  if (typed === "") return { kind: "many", entries };
  const entry = entries.find(({ names }) => names.includes(typed));
  if (entry !== undefined) return { kind: "one", entry };
  const family = entries.filter(({ families }) => families.includes(typed.replaceAll(" ", ".")));
  if (family.length > 0) return { kind: "many", entries: family };
  const wanted = typed.toLowerCase().split(/\s+/);
  return {
    kind: "many",
    entries: entries.filter((one) => {
      const text = one.texts().join("\n").toLowerCase();
      return wanted.every((word) => text.includes(word));
    }),
  };
}
