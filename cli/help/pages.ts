import type { Command } from "../command.ts";
import { loadCommands } from "../commands/mod.ts";
import { GLOBAL_OPTIONS, variableName } from "../options/global.ts";
import { type Option, optionName, type OptionSet } from "../options/option.ts";
import type { ParsedLine } from "../line.ts";

const INTRO = "im reads, sends and downloads Feishu and Lark messages";

const ENVIRONMENT: readonly (readonly [string, string])[] = [
  ["IM_APP_ID, IM_APP_SECRET", "app credentials, used to get a bot token"],
  ["IM_USER_ACCESS_TOKEN", "ready-made user token"],
  ["IM_TENANT_ACCESS_TOKEN", "ready-made bot token"],
  ["IM_DEFAULT_AS", "user, bot or auto"],
  ["IM_STRICT_MODE", "user or bot: the only identity that may act"],
  ["IM_BRAND", "feishu (default) or lark"],
  ["IM_BASE_URL, IM_ACCOUNTS_URL", "hosts other than the brand's"],
  ["IM_CONFIG_DIR", "directory of the profiles and secrets"],
  ["IM_STORE", "system or file: where the key to the secrets is kept"],
  ["IM_CONFIG_DIR", "directory of the configuration and of secrets"],
  ["IM_STORE", "file: keep the key to the secrets in a file"],
];

const EXIT_STATUSES: readonly (readonly [string, string])[] = [
  ["0", "done"],
  ["1", "refused by the service, or partly done"],
  ["2", "wrong usage"],
  ["3", "login, permission or configuration"],
  ["4", "network"],
  ["5", "internal error, or the file system"],
  ["6", "policy"],
  ["10", "confirmation needed (--yes)"],
  ["130", "interrupted by Ctrl-C"],
  ["143", "ended by SIGTERM"],
];

/** The help page for a line. */
export async function helpText({ command, group }: Pick<ParsedLine, "command" | "group">): Promise<string> {
  if (command !== undefined) return commandHelp(command);
  if (group !== undefined) return groupHelp(group.name, group.commands);
  const { rawResources } = await import("../raw/resources.ts");
  return rootHelp(await loadCommands(), await rawResources());
}

/** Help of the program. */
export function rootHelp(
  commands: readonly Command[],
  resources: readonly (readonly [resource: string, methods: string])[] = [],
): string {
  return [
    INTRO,
    "",
    "USAGE",
    "  im <command> [options]",
    "",
    "COMMANDS",
    ...rows(commands.map(({ name, summary }) => [name, summary])),
    "",
    ...(resources.length === 0 ? [] : ["API METHODS: im <resource> <method>", ...rows(resources), ""]),
    ...commonHelp(),
    "",
    "GET STARTED",
    "  im config init          set up an app; asks for what it needs",
    "  im auth login           log in as yourself",
    "  im doctor               check that everything works, and what to do if not",
    "",
    "LEARN MORE",
    "  im <command> --help     options and examples of a command",
    "  im --version            print the version",
    "",
  ].join("\n");
}

/** Help of a group: the commands in it. */
export function groupHelp(group: string, commands: readonly Command[]): string {
  return [
    "USAGE",
    `  im ${group} <command> [options]`,
    "",
    "COMMANDS",
    ...rows(commands.map(({ name, summary }) => [name.slice(group.length + 1), summary])),
    "",
    "LEARN MORE",
    `  im ${group} <command> --help`,
    "",
  ].join("\n");
}

/** Help of one command. */
export function commandHelp(command: Command): string {
  const usage = Object.entries(command.options)
    .filter(([, option]) => option.required && !option.isPositional)
    .map(([key, option]) => `${optionName(key)} <${option.placeholder}>`);
  const identities = command.identities.length === 0
    ? []
    : command.scopes.length === 0
    ? ["", "IDENTITY", `  --as ${command.identities.join(" or ")}`]
    : ["", "IDENTITY", `  --as ${command.identities.join(" or ")}; needs one of these scopes:`]
      .concat(command.scopes.map((scope) => `    ${scope}`), moreScopeLines(command));
  return [
    command.summary,
    ...(command.description ?? []).flatMap((paragraph) => ["", ...wrap(paragraph, 78)]),
    "",
    "USAGE",
    ...commandLines(["im", command.name, ...positionalUsage(command.options), ...usage, "[options]"]),
    ...(Object.keys(command.options).length === 0 ? [] : ["", "OPTIONS", ...optionRows(command.options)]),
    ...identities,
    "",
    "EXAMPLES",
    ...command.examples.flatMap((
      { comment, line },
    ) => [`  # ${comment}`, ...commandLines(`im ${line}`.split(" "))]),
    "",
    ...commonHelp(),
    "",
  ].join("\n");
}

/** The words behind the command's name. */
function positionalUsage(set: OptionSet): string[] {
  return Object.values(set).filter((option) => option.isPositional).map(({ placeholder, required }) =>
    required ? `<${placeholder}>` : `[<${placeholder}>]`
  );
}

/** Scopes that depend on what is read; a stage that lacks its own is left out, the command runs. */
function moreScopeLines({ moreScopes = {} }: Command): string[] {
  const entries = Object.entries(moreScopes);
  if (entries.length === 0) return [];
  return [
    "  and, depending on the chat and the options:",
    ...entries.flatMap((
      [identity, scopes = []],
    ) => [`    as ${identity}:`, ...scopes.map((one) => `      ${one}`)]),
  ];
}

function commonHelp(): string[] {
  return [
    "GLOBAL OPTIONS",
    ...optionRows(GLOBAL_OPTIONS),
    `  Each can be set by a variable: --retry-budget by ${variableName("retryBudget")}.`,
    "  So can --page-size, --page-all, --page-limit and --page-delay.",
    "",
    "ENVIRONMENT",
    ...rows(ENVIRONMENT),
    "",
    "EXIT STATUS",
    ...rows(EXIT_STATUSES),
  ];
}

function optionRows(set: OptionSet): string[] {
  return rows(Object.entries(set).map(([key, option]) => [optionTitle(key, option), optionText(option)]));
}

function optionTitle(key: string, option: Option<unknown>): string {
  if (option.isPositional) return `<${option.placeholder}>`;
  const value = option.placeholder === undefined ? "" : ` <${option.placeholder}>`;
  return `${option.short === undefined ? "" : `-${option.short}, `}${optionName(key)}${value}`;
}

function optionText(option: Option<unknown>): string {
  if (option.required) return `${option.summary} (required)`;
  return option.fallback === undefined ? option.summary : `${option.summary} (default ${option.fallback})`;
}

/** Two columns within 80; the second one wraps under itself. */
function rows(entries: readonly (readonly [string, string])[]): string[] {
  const width = Math.min(30, Math.max(...entries.map(([title]) => title.length)) + 2);
  return entries.flatMap(([title, text]) => {
    const [first = "", ...others] = wrap(text, 80 - width - 2);
    const head = title.length < width
      ? [`  ${title.padEnd(width)}${first}`]
      : [`  ${title}`, `  ${" ".repeat(width)}${first}`];
    return [...head, ...others.map((line) => `  ${" ".repeat(width)}${line}`)];
  });
}

/** A command line that can be copied, broken before an option where it is longer than a line. */
function commandLines(words: readonly string[]): string[] {
  // An option stays with its value.
  const parts = words.join(" ").split(/ (?=--|\[|\|)/);
  const lines = wrap(parts.map((part) => part.replaceAll(" ", "\u00a0")).join(" "), 74);
  return lines.map((line, index) =>
    `${index === 0 ? "  " : "    "}${line.replaceAll("\u00a0", " ")}${index < lines.length - 1 ? " \\" : ""}`
  );
}

function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
