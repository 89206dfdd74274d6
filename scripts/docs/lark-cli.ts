/**
 * Commands and options of lark-cli and what has become of them: `lark-cli.json`, which `docs/from-lark-cli.md` prints and
 * a test compares with the commands of this program.
 *
 * @module
 */

import data from "./lark-cli.json" with { type: "json" };

/** How something of lark-cli is here. */
export const VERDICTS = ["same", "better", "different", "absent"] as const;

/** One of them. */
export type Verdict = (typeof VERDICTS)[number];

/** An option of lark-cli. */
export interface FormerOption {
  /** With its dashes. */
  readonly name: string;
  /** What stands for its value; absent for an option without one. */
  readonly placeholder?: string;
  /** The words it takes, where they are few. */
  readonly choices: readonly string[];
  /** Its value when it is not given. */
  readonly fallback?: string;
  readonly verdict: Verdict;
  readonly note?: string;
}

/** A command of lark-cli. */
export interface FormerCommand {
  readonly name: string;
  readonly options: readonly FormerOption[];
  /** Why there is no such command here. */
  readonly absent?: { readonly note?: string };
}

/** Reads `--order asc|desc (desc)` and what is said about it. */
export function formerOption(key: string, statement: string): FormerOption {
  const [, name = "", placeholder, fallback] = /^(--?[a-z-]+)(?: ([^ (]+))?(?: \((\S+)\))?$/.exec(key) ?? [];
  if (name === "") throw new Error(`not an option: "${key}"`);
  return {
    name,
    choices: /^[A-Z]+$/.test(placeholder ?? "") ? [] : placeholder?.split(/[|,]/) ?? [],
    ...(placeholder === undefined ? {} : { placeholder }),
    ...(fallback === undefined ? {} : { fallback }),
    ...verdictOf(statement),
  };
}

function verdictOf(statement: string): { readonly verdict: Verdict; readonly note?: string } {
  const [, word, note] = /^([a-z]+)(?:: (.+))?$/.exec(statement) ?? [];
  const verdict = VERDICTS.find((one) => one === word);
  if (verdict === undefined) throw new Error(`not a verdict: "${statement}"`);
  return { verdict, ...(note === undefined ? {} : { note }) };
}

function optionsOf(options: Readonly<Record<string, string>>): readonly FormerOption[] {
  return Object.entries(options).map(([key, statement]) => formerOption(key, statement));
}

/** The options that every command of lark-cli has. */
export const FORMER_OPTIONS: readonly FormerOption[] = optionsOf(data.everywhere);

/** Shortcuts that lark-cli does not have. */
export const OWN_COMMANDS: readonly string[] = data.own;

/** The commands of lark-cli. */
export const FORMER_COMMANDS: readonly FormerCommand[] = Object.entries<string | Record<string, string>>(
  data.commands,
).map(([name, about]) => {
  if (typeof about !== "string") return { name, options: optionsOf(about) };
  const { note } = verdictOf(about);
  return { name, options: [], absent: { ...(note === undefined ? {} : { note }) } };
});

/** The comparison as Markdown: a line for what is the same, a table for the rest. */
export function comparison(): string {
  const absent = FORMER_COMMANDS.filter((command) => command.absent !== undefined);
  return [
    ...section("All commands", FORMER_OPTIONS),
    ...FORMER_COMMANDS.filter((command) => command.absent === undefined)
      .flatMap(({ name, options }) => section(`\`${name}\``, options)),
    "### Commands that are absent",
    "",
    ...absent.map(({ name, absent }) =>
      `- \`${name}\`${absent?.note === undefined ? "" : `: ${absent.note}`}`
    ),
  ].join("\n");
}

function section(title: string, options: readonly FormerOption[]): string[] {
  const same = options.filter(({ verdict }) => verdict === "same").map(({ name }) => `\`${name}\``);
  const others = options.filter(({ verdict }) => verdict !== "same");
  const rows = others.map(({ name, verdict, note = "" }) => [`\`${name}\``, verdict, note]);
  return [
    `### ${title}`,
    "",
    ...(options.length === 0 ? ["The same; it has no options of its own.", ""] : []),
    ...(same.length === 0 ? [] : [...wrap(`The same: ${same.join(", ")}.`), ""]),
    ...(rows.length === 0 ? [] : [...markdownTable(["option", "compared", "here"], rows), ""]),
  ];
}

/** The longest line of prose that the formatter leaves. */
const LINE_WIDTH = 110;

function wrap(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + word.length > LINE_WIDTH) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((_, at) => Math.max(3, ...[head, ...rows].map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => cell.replaceAll("|", "\\|").padEnd(widths[at] ?? 0)).join(" | ")} |`;
  return [line(head), `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...rows.map(line)];
}
