/**
 * The whole tree of commands, for people and for programs.
 *
 * @module
 */

import type { JsonObject, JsonValue } from "../../core/json/json.ts";
import type { Command, Example } from "../command.ts";
import { TOPIC_NAMES, type TopicName } from "../commands/names.ts";
import { GLOBAL_OPTIONS } from "../options/global.ts";
import { optionSchema } from "../options/json.ts";
import { isIdList } from "../options/list.ts";
import { type Option, optionName, optionNames, type OptionSet } from "../options/option.ts";
import { rows, wrap } from "./layout.ts";
import type { ListedCommand } from "./outline.ts";
import { INTRO } from "./pages.ts";
import { commandSections, sectionOf } from "./sections.ts";
import { topicEntries, topicNamed } from "./topics.ts";

/** Every command and method with its summary, one a line. */
export function allHelp(
  commands: readonly ListedCommand[],
  methods: readonly ListedCommand[],
  columns: number,
): string {
  const list = (members: readonly ListedCommand[]) =>
    rows(members.map(({ name, summary }) => [`im ${name}`, summary]), columns);
  return [
    ...wrap(INTRO, columns),
    ...commandSections(commands).flatMap(({ title, commands: members }) => [
      "",
      title.toUpperCase(),
      ...list(members),
    ]),
    "",
    "API METHODS",
    ...list(methods),
    "",
    "TOPICS",
    ...rows(topicEntries().map(([name, summary]) => [`im help ${name}`, summary]), columns),
    "",
  ].join("\n");
}

/** The tree with everything that the definitions say. */
export function commandMap(commands: readonly Command[], methods: readonly Command[]): JsonObject {
  return {
    name: "im",
    summary: INTRO,
    global_options: optionList(GLOBAL_OPTIONS),
    commands: nested([...commands, ...methods]),
    topics: TOPIC_NAMES.map((name) => ({ name, ...topicOf(name) })),
  };
}

function topicOf(name: TopicName): JsonObject {
  const { summary, sections } = topicNamed(name);
  return {
    summary,
    sections: sections.map((section): JsonObject => {
      const heading = section.heading ?? "";
      switch (section.kind) {
        case "text":
          return { heading, paragraphs: section.texts };
        case "rows":
          return { heading, entries: section.entries.map(([term, meaning]) => ({ term, meaning })) };
        case "examples":
          return { heading, examples: section.examples.map(exampleOf) };
      }
    }),
  };
}

function exampleOf({ comment, line }: Example): JsonObject {
  return { comment, line: `im ${line}` };
}

/** Commands of two words stand in a group. */
function nested(commands: readonly Command[]): JsonValue {
  const groups = Map.groupBy(commands, ({ name }) => name.split(" ")[0] ?? "");
  return [...groups].map(([name, members]): JsonObject => {
    const [only] = members;
    if (only?.name === name) return describe(only, name);
    return { name, commands: members.map((one) => describe(one, one.name.slice(name.length + 1))) };
  });
}

function describe(command: Command, word: string): JsonObject {
  const {
    name,
    summary,
    description,
    risk,
    danger,
    identities,
    scopes,
    moreScopes,
    seeAlso,
    options,
    oneOf,
    examples,
  } = command;
  return {
    name: word,
    command: `im ${name}`,
    section: sectionOf(name),
    summary,
    description: description ?? [],
    risk,
    ...(danger === undefined ? {} : { danger_grade: danger }),
    identities,
    scopes,
    ...(moreScopes === undefined ? {} : { more_scopes: { ...moreScopes } }),
    ...(seeAlso === undefined ? {} : { see_also: seeAlso.map((other) => `im ${other}`) }),
    arguments: Object.values(options).filter((option) => option.isPositional).map((option) => ({
      name: option.placeholder ?? "",
      ...details(option),
    })),
    options: optionList(options),
    ...(oneOf === undefined ? {} : { one_of: oneOf.map((keys) => keys.map(optionName)) }),
    examples: examples.map(exampleOf),
  };
}

function optionList(set: OptionSet): JsonValue {
  return Object.entries(set).filter(([, option]) => !option.isPositional).map(([key, option]) => {
    const { own, others } = optionNames(key, option);
    return {
      name: optionName(key),
      ...(own.length > 1 ? { short: own[0] ?? "" } : {}),
      ...(others.length === 0 ? {} : { aliases: others }),
      ...(option.placeholder === undefined ? {} : { value: option.placeholder }),
      ...details(option),
    };
  });
}

function details(option: Option<unknown>): JsonObject {
  const { type } = optionSchema(option);
  return {
    summary: option.summary,
    required: option.required,
    repeatable: option.isList === true,
    ...(isIdList(option) ? { id_list: true } : {}),
    ...(type === undefined ? {} : { type }),
    ...(option.choices === undefined ? {} : { choices: option.choices }),
    ...(option.fallback === undefined ? {} : { default: option.fallback }),
  };
}
