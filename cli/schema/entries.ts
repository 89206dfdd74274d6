/**
 * Everything that can be described, and finding some of it by name, by family or by a word.
 *
 * @module
 */

import type { Method } from "../../core/api/method.ts";
import { Failure } from "../../core/failure.ts";
import type { JsonObject } from "../../core/json/json.ts";
import { action, phrase } from "../../core/text/phrase.ts";
import type { Command } from "../command.ts";
import { optionNames } from "../options/option.ts";
import { parameterOptions } from "../raw/parameters.ts";
import { methodCommandName } from "../raw/resources.ts";
import { suggest } from "../suggestion.ts";
import { describeMethodTool, describeTool, type ToolDescription } from "./tool.ts";

/** A command by what finds it. */
export interface EntryFacts extends Pick<Command, "summary" | "risk" | "identities"> {
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
}

/** A command that can be described. */
export interface Entry extends EntryFacts {
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
export type Selection<E extends EntryFacts> =
  | { readonly kind: "one"; readonly entry: E }
  | { readonly kind: "many"; readonly entries: readonly E[] };

/** Finds what is meant; a leading `im` is ignored, and dots mean what blanks mean. */
export function selectEntries<E extends EntryFacts>(
  words: readonly string[],
  entries: readonly E[],
): Selection<E> {
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

/** What a list says about one of them. */
export function rowOf({ name, summary, method, risk, identities }: EntryFacts): JsonObject {
  return {
    name,
    description: summary,
    ...(method === undefined ? {} : { http_method: method.http, path: method.path }),
    identities,
    risk,
  };
}

/** The failure for a name that finds nothing. */
export function unknownEntry(
  name: string,
  entries: readonly EntryFacts[],
  { kind, param }: { readonly kind: string; readonly param: string },
): Failure {
  const names = new Set(entries.flatMap((one) => [...one.families, ...one.names]));
  const suggestions = suggest(name, [...names], 6);
  const resources = [...new Set(entries.flatMap(({ method, families }) => method && families.at(-1) || []))];
  return new Failure({
    type: "validation",
    subtype: "invalid_argument",
    message: `no ${kind} is called or mentions "${name}"`,
    hint: suggestions[0] === undefined
      ? phrase`resources: ${resources.join(", ")}; all ${kind}s: ${action("schema")}`
      : phrase`did you mean ${suggestions[0]}? all ${kind}s: ${action("schema")}`,
    param,
    params: [{ name, reason: "unknown name", ...(suggestions.length ? { suggestions } : {}) }],
  });
}
