/**
 * The tree of commands as `im help --map` prints it: what the reference and the manual pages are made from.
 *
 * @module
 */

/** An option or an argument. */
export interface TreeOption {
  readonly name: string;
  readonly short?: string;
  readonly value?: string;
  readonly summary: string;
  /** It takes ids from a file or standard input, too. */
  readonly id_list?: true;
  readonly required: boolean;
  readonly repeatable: boolean;
  readonly default?: string;
}

/** A line of help that can be run. */
export interface TreeExample {
  readonly comment: string;
  readonly line: string;
}

/** A command. */
export interface TreeCommand {
  /** With `im` before it. */
  readonly command: string;
  readonly section: string;
  readonly summary: string;
  readonly description: readonly string[];
  readonly risk: string;
  readonly identities: readonly string[];
  readonly scopes: readonly string[];
  readonly more_scopes?: Readonly<Record<string, readonly string[]>>;
  readonly see_also?: readonly string[];
  readonly arguments: readonly TreeOption[];
  readonly options: readonly TreeOption[];
  /** Names of options of which one must be given, in groups. */
  readonly one_of?: readonly (readonly string[])[];
  readonly examples: readonly TreeExample[];
}

/** A part of a topic: one of the three lists is there. */
export interface TreeSection {
  readonly heading: string;
  readonly paragraphs?: readonly string[];
  readonly entries?: readonly { readonly term: string; readonly meaning: string }[];
  readonly examples?: readonly TreeExample[];
}

/** A topic of the help. */
export interface TreeTopic {
  readonly name: string;
  readonly summary: string;
  readonly sections: readonly TreeSection[];
}

/** The whole of it. */
export interface Tree {
  readonly summary: string;
  readonly global_options: readonly TreeOption[];
  readonly commands: readonly (TreeCommand | { readonly commands: readonly TreeCommand[] })[];
  readonly topics: readonly TreeTopic[];
}

/** The tree in the document that `im help --map` prints. */
export function readTree(document: string): Tree {
  return JSON.parse(document).data;
}

/** All commands, those of groups too, by section. */
export function commandsBySection({ commands }: Tree): ReadonlyMap<string, readonly TreeCommand[]> {
  const all = commands.flatMap((one) => "commands" in one ? one.commands : [one]);
  return Map.groupBy(all, ({ section }) => section);
}

/** The section of the methods of the API. */
export const METHODS = "API methods";

/** The resource that a method belongs to: `chat.members` of `im chat.members get`. */
export function resourceOf({ command }: TreeCommand): string {
  return command.split(" ")[1] ?? "";
}

/** The words of a command line. */
export function usageOf({ command, arguments: words, options, one_of: groups = [] }: TreeCommand): string {
  return [
    command,
    ...words.map(({ name, required }) => required ? `<${name}>` : `[<${name}>]`),
    ...options.filter(({ required }) => required).map(withValue),
    ...groups.map((names) =>
      `{${options.filter(({ name }) => names.includes(name)).map(withValue).join(" | ")}}`
    ),
    "[options]",
  ].join(" ");
}

/** An option as help writes it: `-C, --directory <dir>`. */
export function optionTitle({ name, short, value }: TreeOption): string {
  return `${short === undefined ? "" : `${short}, `}${name}${value === undefined ? "" : ` <${value}>`}`;
}

/** An argument as help writes it: `<name>`, `<old> <new>`. */
export function asValue(argument: TreeOption): TreeOption {
  return { ...argument, name: `<${argument.name}>` };
}

function withValue({ name, value }: TreeOption): string {
  return value === undefined ? name : `${name} <${value}>`;
}

/** What help says about an option. */
export function optionText({ summary, required, default: preset, id_list: isIdList }: TreeOption): string {
  const remark = required ? " (required)" : preset === undefined ? "" : ` (default ${preset})`;
  return `${summary}${remark}${isIdList ? "; @FILE or - (stdin)" : ""}`;
}

/** Which scopes a command needs, in sentences. */
export function scopeSentences({ identities, scopes, more_scopes = {} }: TreeCommand): readonly string[] {
  if (identities.length === 0) return [];
  return [
    `Runs as ${identities.join(" or ")}.`,
    ...(scopes.length === 0 ? [] : [
      `Needs ${scopes.length === 1 ? "the scope" : "one of these scopes:"} ${scopes.join(", ")}.`,
    ]),
    ...Object.entries(more_scopes).map(([identity, those]) =>
      `As ${identity}, depending on the chat and the options, also: ${those.join(", ")}.`
    ),
  ];
}
