/**
 * Manual pages, made from the tree of commands.
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
  type TreeExample,
  type TreeOption,
  type TreeTopic,
  usageOf,
} from "./tree.ts";

/** The pages by their path below a directory of manuals: `man1/im.1`. */
export function manualPages(tree: Tree, version: string): ReadonlyMap<string, string> {
  const sections = commandsBySection(tree);
  const commands = [...sections].filter(([title]) => title !== METHODS).flatMap(([, members]) => members);
  const resources = Map.groupBy(sections.get(METHODS) ?? [], resourceOf);
  const head = (name: string, section: number) => heading(name, section, version);
  return new Map([
    ["man1/im.1", [head("im", 1), mainPage(tree, [...resources.keys()])].join("\n")],
    ...commands.map((command) => {
      const name = pageName(command);
      return [`man1/${name}.1`, [head(name, 1), commandPage(command, name)].join("\n")] as const;
    }),
    ...[...resources].map(([resource, methods]) => {
      const name = resourcePage(resource);
      return [`man1/${name}.1`, [head(name, 1), methodsPage(resource, methods)].join("\n")] as const;
    }),
    ...tree.topics.map((topic) => {
      const name = `im-${topic.name}`;
      return [`man7/${name}.7`, [head(name, 7), topicPage(topic)].join("\n")] as const;
    }),
  ]);
}

/** `im +chat-list` is `im-chat-list`, `im config show` is `im-config-show`. */
function pageName({ command }: TreeCommand): string {
  return command.replace("+", "").replaceAll(" ", "-");
}

/** Methods have a page a resource; their names would be those of shortcuts. */
function resourcePage(resource: string): string {
  return `im-api-${resource.replace(/[._]/g, "-")}`;
}

function heading(name: string, section: number, version: string): string {
  return `.TH "${name.toUpperCase()}" "${section}" "" "im ${version}" "im"`;
}

function mainPage(tree: Tree, resources: readonly string[]): string {
  const sections = [...commandsBySection(tree)].filter(([title]) => title !== METHODS);
  return lines([
    ".SH NAME",
    `im \\- ${escaped(tree.summary.replace(/^im /, ""))}`,
    ".SH SYNOPSIS",
    ".B im",
    escaped("<command> [options]"),
    ...sections.flatMap(([title, commands]) => [
      `.SH ${title.toUpperCase()}`,
      ...commands.flatMap((one) => term(one.command, `${one.summary}; see ${pageName(one)}(1)`)),
    ]),
    `.SH ${METHODS.toUpperCase()}`,
    ...resources.flatMap((resource) => term(`im ${resource}`, `see ${resourcePage(resource)}(1)`)),
    ".SH OPTIONS OF EVERY COMMAND",
    ...optionTerms(tree.global_options),
    ".SH SEE ALSO",
    escaped(tree.topics.map(({ name }) => `im-${name}(7)`).join(", ")),
  ]);
}

function commandPage(command: TreeCommand, name: string): string {
  return lines([
    ".SH NAME",
    `${escaped(name)} \\- ${escaped(command.summary)}`,
    ".SH SYNOPSIS",
    escaped(usageOf(command)),
    ...(command.description.length === 0 ? [] : [".SH DESCRIPTION", ...paragraphs(command.description)]),
    ...optionsOf(command, ".SH"),
    ...identityOf(command, ".SH"),
    ".SH EXAMPLES",
    ...examplesOf(command.examples),
    ".SH SEE ALSO",
    escaped("im(1), im-exit-codes(7), im-environment(7)"),
  ]);
}

function methodsPage(resource: string, methods: readonly TreeCommand[]): string {
  return lines([
    ".SH NAME",
    `${escaped(resourcePage(resource))} \\- methods of the API: ${escaped(resource)}`,
    ...methods.flatMap((method) => [
      `.SH ${escaped(method.command.replace(/^im /, "").toUpperCase())}`,
      escaped(`${method.summary}.`),
      ...paragraphs(method.description),
      ".PP",
      escaped(usageOf(method)),
      ...optionsOf(method, ".SS"),
      ...identityOf(method, ".SS"),
      ".SS EXAMPLES",
      ...examplesOf(method.examples),
    ]),
    ".SH SEE ALSO",
    escaped("im(1), im-schema(1), im-api(1)"),
  ]);
}

function topicPage({ name, summary, sections }: TreeTopic): string {
  return lines([
    ".SH NAME",
    `${escaped(`im-${name}`)} \\- ${escaped(summary)}`,
    ...sections.flatMap(({ heading, paragraphs: texts = [], entries = [], examples = [] }) => [
      ...(heading === "" ? [".PP"] : [`.SH ${escaped(heading)}`]),
      ...paragraphs(texts),
      ...entries.flatMap((entry) => term(entry.term, entry.meaning)),
      ...examplesOf(examples),
    ]),
    ".SH SEE ALSO",
    escaped("im(1)"),
  ]);
}

function optionsOf({ arguments: words, options }: TreeCommand, macro: string): string[] {
  const all = [...words.map(asValue), ...options];
  return all.length === 0 ? [] : [`${macro} OPTIONS`, ...optionTerms(all)];
}

function optionTerms(options: readonly TreeOption[]): string[] {
  return options.flatMap((option) => term(optionTitle(option), optionText(option)));
}

function identityOf(command: TreeCommand, macro: string): string[] {
  const sentences = scopeSentences(command);
  return sentences.length === 0 ? [] : [`${macro} IDENTITY`, ...sentences.map(escaped)];
}

function examplesOf(examples: readonly TreeExample[]): string[] {
  return examples.flatMap(({ comment, line }) => [
    ".PP",
    escaped(`${comment}:`),
    ".PP",
    ".nf",
    ".RS",
    escaped(line),
    ".RE",
    ".fi",
  ]);
}

function term(title: string, text: string): string[] {
  return [".TP", `.B ${escaped(title)}`, escaped(text)];
}

function paragraphs(texts: readonly string[]): string[] {
  return texts.flatMap((text) => [".PP", escaped(text)]);
}

/** Text in which roff finds no request and no sign of its own. */
function escaped(text: string): string {
  return text.replaceAll("\\", "\\e").replaceAll("-", "\\-").replaceAll("~", "\\(ti").replaceAll("^", "\\(ha")
    .replaceAll("`", "\\(ga").replaceAll("'", "\\(aq").replace(/^(?=\.)/, "\\&")
    .replace(
      /[^ -~\n]/gu,
      (sign) => `\\[u${sign.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}]`,
    );
}

function lines(all: readonly string[]): string {
  return `${all.join("\n")}\n`;
}
