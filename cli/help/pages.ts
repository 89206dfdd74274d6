/**
 * Pages of help, made from the definitions of the commands.
 *
 * @module
 */

import type { Command } from "../command.ts";
import { GLOBAL_OPTIONS, variableName } from "../options/global.ts";
import { isIdList } from "../options/list.ts";
import { type Option, optionName, type OptionSet } from "../options/option.ts";
import { groupSummary } from "./groups.ts";
import {
  type Entry,
  exampleLines,
  indented,
  layOut,
  paragraphs,
  type Part,
  rows,
  usageLines,
  wrap,
} from "./layout.ts";
import type { ListedCommand } from "./outline.ts";
import { commandSections, METHODS, sectionOf } from "./sections.ts";
import { topicEntries } from "./topics.ts";

/** What the program is. */
export const INTRO = "im reads, sends and downloads Feishu and Lark messages";

/** How much a page says, and how wide it is. */
export interface PageStyle {
  /** Usage, options and two examples, without what all commands share. */
  readonly isShort: boolean;
  readonly columns: number;
}

/** Examples of a short page. */
const FEW_EXAMPLES = 2;

const FIRST_STEPS: readonly Entry[] = [
  ["im demo", "try it without an account"],
  ["im config init", "set up an app; asks for what it needs"],
  ["im auth login", "log in as yourself"],
  ["im doctor", "check the setup, and see what to fix"],
];

/** Commands of a group on one line. */
function byFirstWord(commands: readonly ListedCommand[]): readonly Entry[] {
  return [...Map.groupBy(commands, ({ name }) => name.split(" ")[0] ?? "")].map(([word, members]) => {
    const names = members.map(({ name }) => name.slice(word.length + 1)).join(", ");
    return [word, names === "" ? members[0]?.summary ?? "" : names];
  });
}

/** The parts of the program's page of help; `resources` have their methods beside them. */
export function rootParts(
  commands: readonly ListedCommand[],
  resources: readonly Entry[],
  isShort: boolean,
): readonly Part[] {
  return [
    { text: INTRO, indent: 0 },
    "",
    "USAGE",
    { text: "im <command> [options]", indent: 2 },
    ...commandSections(commands).flatMap(({ title, commands: members }): Part[] => [
      "",
      title.toUpperCase(),
      isShort ? byFirstWord(members) : members.map(({ name, summary }) => [name, summary]),
    ]),
    ...(isShort ? [] : [
      ...(resources.length === 0
        ? []
        : ["", { text: "API METHODS: im <resource> <method>", indent: 0 }, resources]),
      ...globalOptionParts(),
      "",
      { text: "TOPICS: im help <topic>", indent: 0 },
      topicEntries(),
    ]),
    "",
    "GET STARTED",
    FIRST_STEPS,
    "",
    "LEARN MORE",
    [
      ["im <command> -h", "options and two examples of a command"],
      ["im <command> --help", "everything about it"],
      ...(isShort ? [["im --help", "API methods, options of all commands, topics"] as const] : [
        ["im help --search <word>", "commands, options and topics that mention it"] as const,
        ["im help --all", "every command and API method"] as const,
        ["im help --map", "the same with all options, as JSON"] as const,
        [
          "<value> [optional] {a | b}",
          "a value of yours; what may be left out; one of which must be given",
        ] as const,
      ]),
    ],
    "",
  ];
}

/** Help of the program. */
export function rootHelp(
  commands: readonly ListedCommand[],
  resources: readonly Entry[],
  { isShort, columns }: PageStyle,
): string {
  return layOut(rootParts(commands, resources, isShort), columns);
}

/** Help of a group: the commands in it. */
export function groupHelp(group: string, commands: readonly Command[], { columns }: PageStyle): string {
  const shortcuts = commands.flatMap(({ name, seeAlso = [] }) =>
    seeAlso.filter(isShortcut).map((other): Entry => [`im ${other}`, `for ${name.slice(group.length + 1)}`])
  );
  return [
    ...wrap(groupSummary(group), columns),
    "",
    "USAGE",
    ...usageLines(["im", group, "<command>", "[options]"], columns),
    "",
    "COMMANDS",
    ...rows(commands.map(({ name, summary }) => [name.slice(group.length + 1), summary]), columns),
    ...(shortcuts.length === 0 ? [] : ["", "SHORTCUTS", ...rows(shortcuts, columns)]),
    "",
    "LEARN MORE",
    ...rows([
      [`im ${group} <command> -h`, "options and two examples; --help says everything"],
    ], columns),
    "",
  ].join("\n");
}

/** Help of one command. */
export function commandHelp(command: Command, { isShort, columns }: PageStyle): string {
  const { name, summary, description = [], options, oneOf = [], examples, seeAlso = [] } = command;
  const shown = isShort ? examples.slice(0, FEW_EXAMPLES) : examples;
  const lead = seeAlsoSentences(name, seeAlso.map((other) => `im ${other}`));
  return [
    ...wrap(summary, columns),
    ...paragraphs(lead, columns),
    ...(isShort ? [] : paragraphs([...description, ...dangerText(command)], columns)),
    "",
    "USAGE",
    ...usageLines(["im", name, ...usageWords(command), "[options]"], columns),
    ...(oneOf.length === 0 ? [] : indented(wrap("{…}: one of these options is required", columns - 4), 4)),
    ...(Object.keys(options).length === 0 ? [] : ["", "OPTIONS", ...rows(optionEntries(options), columns)]),
    ...(isShort ? [] : [...identityLines(command, columns), layOut(globalOptionParts(), columns)]),
    "",
    "EXAMPLES",
    ...shown.flatMap((example) => exampleLines(example, columns)),
    "",
    "LEARN MORE",
    ...rows(
      isShort
        ? [[`im ${name} --help`, "scopes, options of all commands, more examples"]]
        : [["im help <topic>", topicEntries().map(([topic]) => topic).join(", ")]],
      columns,
    ),
    "",
  ].join("\n");
}

/** A method of the API has its shortcut there, other commands those that do something similar. */
function seeAlsoSentences(name: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  const isMethod = sectionOf(name) === METHODS;
  return [isMethod ? `The shortcut for this is ${lines.join(" or ")}.` : `See also ${lines.join(" and ")}.`];
}

function isShortcut(name: string): boolean {
  return name.startsWith("+");
}

/** How what has to be confirmed is confirmed, by its grade. */
const CONFIRMATIONS: Readonly<Record<NonNullable<Command["danger"]>, string>> = {
  moderate: "to type y",
  severe: "to type the name of what it is about",
  depends: "to type y, or a name if it is about a whole chat, a person or several members",
};

function dangerText({ risk, danger }: Command): readonly string[] {
  if (danger === undefined || risk !== "high-risk-write") return [];
  return [`At a terminal it first asks you ${CONFIRMATIONS[danger]}; elsewhere it needs --yes.`];
}

/** The words behind the command's name, then what must be given. */
function usageWords({ options, oneOf = [] }: Command): string[] {
  const entries = Object.entries(options);
  return [
    ...entries.filter(([, option]) => option.isPositional).map(([, { placeholder, required }]) =>
      required ? `<${placeholder}>` : `[<${placeholder}>]`
    ),
    ...entries.filter(([, { required, isPositional }]) => required && !isPositional)
      .map(([key, option]) => optionTitle(key, option)),
    ...oneOf.map((keys) =>
      `{${
        keys.flatMap((key) => options[key] === undefined ? [] : optionTitle(key, options[key])).join(" | ")
      }}`
    ),
  ];
}

function identityLines({ identities, scopes, moreScopes = {} }: Command, columns: number): string[] {
  if (identities.length === 0) return [];
  const heading = ["", "IDENTITY"];
  if (scopes.length === 0) return [...heading, `  --as ${identities.join(" or ")}`];
  const text = (words: string) => indented(wrap(words, columns - 2), 2);
  const more = Object.entries(moreScopes);
  return [
    ...heading,
    ...text(
      `--as ${identities.join(" or ")}; needs ${scopes.length === 1 ? "this scope" : "one of these scopes"}:`,
    ),
    ...scopes.map((scope) => `    ${scope}`),
    // A stage that lacks its own scope is left out, the command runs.
    ...(more.length === 0 ? [] : text("and, depending on the chat and the options:")),
    ...more.flatMap(([identity, those = []]) => [
      `    as ${identity}:`,
      ...those.map((scope) => " ".repeat(Math.max(4, Math.min(6, columns - scope.length))) + scope),
    ]),
  ];
}

function globalOptionParts(): readonly Part[] {
  const remark =
    `Most of these have a variable, such as ${variableName("retryBudget")} for --retry-budget; ` +
    "see im help environment.";
  return ["", "GLOBAL OPTIONS", optionEntries(GLOBAL_OPTIONS), { text: remark, indent: 2 }];
}

function optionEntries(set: OptionSet): readonly Entry[] {
  return Object.entries(set).map(([key, option]) => [optionTitle(key, option), optionText(option)]);
}

/** An option as help writes it: `-C, --directory <dir>`. */
export function optionTitle(key: string, option: Option<unknown>): string {
  if (option.isPositional) return `<${option.placeholder}>`;
  const value = option.placeholder === undefined ? "" : ` <${option.placeholder}>`;
  return `${option.short === undefined ? "" : `-${option.short}, `}${optionName(key)}${value}`;
}

/** What help says about an option. */
export function optionText(option: Option<unknown>): string {
  const { summary, required, fallback } = option;
  const remark = required ? " (required)" : fallback === undefined ? "" : ` (default ${fallback})`;
  return `${summary}${remark}${isIdList(option) ? "; @FILE or - (stdin)" : ""}`;
}
