/**
 * The reference in `docs/reference/`: pages of Markdown, made from the tree of commands.
 *
 * @module
 */

import {
  asValue,
  commandsBySection,
  METHODS,
  optionText,
  optionTitle,
  resourceOf,
  scopeSentences,
  type Tree,
  type TreeCommand,
  type TreeOption,
  type TreeSection,
  usageOf,
} from "./tree.ts";

const NOTE = "<!-- Made by `deno task reference` from the definitions of the commands; do not edit. -->";

/** The pages by their path below `docs/reference/`. */
export function referencePages(tree: Tree): ReadonlyMap<string, string> {
  const sections = [...commandsBySection(tree)].filter(([title]) => title !== METHODS);
  const resources = Map.groupBy(commandsBySection(tree).get(METHODS) ?? [], resourceOf);
  return new Map([
    ["README.md", indexPage(tree)],
    ...sections.map(([title, commands]) => [fileOf(title), commandsPage(title, commands)] as const),
    ...[...resources].map(([name, methods]) =>
      [`api/${name}.md`, commandsPage(`API methods: ${name}`, methods)] as const
    ),
    ["topics.md", topicsPage(tree)],
  ]);
}

function indexPage(tree: Tree): string {
  const resources = Map.groupBy(commandsBySection(tree).get(METHODS) ?? [], resourceOf);
  return page("Reference", [
    `${tree.summary}. \`<value>\` is a value that you choose, \`[…]\` may be left out, \`a|b\` is one of these words, and of \`{a | b}\` one must be given.`,
    ...[...commandsBySection(tree)].filter(([title]) => title !== METHODS).flatMap(([title, commands]) => [
      `## ${title}`,
      list(commands.map((one) => link(one, fileOf(title)))),
    ]),
    `## ${METHODS}`,
    list(
      [...resources].map(([name, methods]) =>
        `[\`im ${name}\`](api/${name}.md): ${methods.map((one) => one.command.split(" ").at(-1)).join(", ")}`
      ),
    ),
    "## Options of every command",
    optionList(tree.global_options),
    "Most can also be set by a variable, `--retry-budget` by `IM_RETRY_BUDGET`.",
    "## Topics",
    list(
      tree.topics.map(({ name, summary }) => `[\`im help ${name}\`](topics.md#im-help-${name}): ${summary}`),
    ),
  ]);
}

function commandsPage(title: string, commands: readonly TreeCommand[]): string {
  return page(title, commands.flatMap(commandParts));
}

function commandParts(command: TreeCommand): string[] {
  const { summary, description, see_also = [], arguments: words, options, examples } = command;
  return [
    `## ${command.command}`,
    `${summary}.`,
    ...description.map(prose),
    ...(see_also.length === 0 ? [] : [seeAlsoSentence(command.section, see_also)]),
    code([usageOf(command)]),
    ...(words.length + options.length === 0 ? [] : [optionList([...words.map(asValue), ...options])]),
    ...(scopeSentences(command).length === 0 ? [] : [scopeSentences(command).join(" ")]),
    code(examples.flatMap(({ comment, line }) => [`# ${comment}`, line])),
  ];
}

/** A method of the API has its shortcut there, other commands those that do something similar. */
function seeAlsoSentence(section: string, others: readonly string[]): string {
  const names = others.map((other) => `\`${other}\``);
  return section === METHODS
    ? `The shortcut for this is ${names.join(" or ")}.`
    : `See also ${names.join(" and ")}.`;
}

function topicsPage({ topics }: Tree): string {
  return page(
    "Topics",
    topics.flatMap(({ name, summary, sections }) => [
      `## im help ${name}`,
      `${summary[0]?.toUpperCase()}${summary.slice(1)}.`,
      ...sections.flatMap(topicParts),
    ]),
  );
}

function topicParts({ heading, paragraphs = [], entries = [], examples = [] }: TreeSection): string[] {
  return [
    ...(heading === "" ? [] : [`### ${heading[0]}${heading.slice(1).toLowerCase()}`]),
    ...paragraphs.map(prose),
    ...(entries.length === 0
      ? []
      : [list(entries.map(({ term, meaning }) => `\`${term}\`: ${prose(meaning)}`))]),
    ...(examples.length === 0 ? [] : [code(examples.flatMap(({ comment, line }) => [`# ${comment}`, line]))]),
  ];
}

/** The address of a heading, as the pages of repositories make it. */
function link({ command, summary }: TreeCommand, file: string): string {
  const anchor = command.toLowerCase().replace(/[^\w -]/g, "").replaceAll(" ", "-");
  return `[\`${command}\`](${file}#${anchor}): ${summary}`;
}

function optionList(options: readonly TreeOption[]): string {
  return list(options.map((option) => `\`${optionTitle(option)}\`: ${prose(optionText(option))}`));
}

function page(title: string, parts: readonly string[]): string {
  return `${[`# ${title}`, NOTE, ...parts].join("\n\n")}\n`;
}

function list(entries: readonly string[]): string {
  return entries.map((entry) => `- ${entry}`).join("\n");
}

function code(lines: readonly string[]): string {
  return ["```sh", ...lines, "```"].join("\n");
}

/** Text of help in which nothing is Markdown. */
function prose(text: string): string {
  return text.replace(/[\\`*_<>[\]|~]/g, String.raw`\$&`);
}

function fileOf(title: string): string {
  return `${title.toLowerCase().replaceAll(" ", "-")}.md`;
}
