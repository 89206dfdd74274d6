/**
 * The tools that are served, made from the definitions of the commands (docs/contract.md, 16).
 *
 * @module
 */

import { type Failure, invalidArgument } from "../../core/failure.ts";
import type { Command, Program } from "../command.ts";
import { COMMAND_NAMES } from "../commands/names.ts";
import type { EntryFacts } from "../schema/entries.ts";
import { describeTool } from "../schema/tool.ts";
import { suggest } from "../suggestion.ts";
import { apiTools } from "./api-tools.ts";
import { answerFields, SAVING, shortInput } from "./short-schema.ts";
import { argumentName } from "./spelling.ts";
import { type Allowed, readOnlyFailure, refusalOf, type ServedTool, toolName } from "./tool.ts";

/** Which tools to serve. */
export interface ToolChoice extends Allowed {
  /** Families and names; absent: all. */
  readonly only: readonly string[] | undefined;
}

/** Commands without a plus that are tools, too: what shows who acts, and who or what a name means. */
const OTHER_TOOLS: readonly string[] = ["whoami", "resolve"];

/** The tools of a server. */
export interface ToolSet {
  /** In the order of the help. */
  readonly served: readonly ServedTool[];
  /** Why a tool of this name is not served; `undefined` where there is none. */
  leftOut(name: string): string | undefined;
  /** The tool for the command at a path of `cli/commands/`, served or not. */
  toolOf(path: string): string | undefined;
}

/**
 * Makes the tools of all commands and takes those that are chosen.
 *
 * @throws {Failure} exit 2 where something is chosen that is not there, or cannot be called.
 */
export async function chooseTools(program: Program, choice: ToolChoice): Promise<ToolSet> {
  const commands = (await program.commands())
    .filter(({ name }) => name.startsWith("+") || OTHER_TOOLS.includes(name));
  const own = await Promise.all(commands.map((one) => commandTool(one, choice)));
  const { allowWrite } = choice;
  const api = apiTools({ commands, allowWrite, refusalOf: (entry) => entryRefusal(entry) }, choice);
  const all = [...own, ...api];
  const only = chosenNames(choice.only, all);
  const refusal = (tool: ServedTool) => refusalOf(tool, choice) ?? choiceRefusal(tool, only);
  // A method is called through a tool.
  const entryRefusal = ({ name, method, ...facts }: EntryFacts) =>
    refusalOf(facts, choice) ??
      all.filter((tool) => tool.name === (method === undefined ? name : "api_call")).map(refusal)[0];
  const served = all.filter((tool) => refusal(tool) === undefined);
  checkServed(only, all, refusal);
  return {
    served,
    leftOut: (name) => all.filter((tool) => tool.name === name).map(refusal)[0],
    toolOf: (path) => all.find((tool) => tool.path === path)?.name,
  };
}

async function commandTool(command: Command, allowed: Allowed): Promise<ServedTool> {
  const { name, summary, risk, replaces, isIdempotent, identities } = command;
  const path = COMMAND_NAMES.find((one) => one.name === name)?.path ?? name;
  const leftOut = allowed.allowWrite ? [] : SAVING;
  const { inputSchema, outputSchema } = await describeTool(command);
  const { schema, remarks } = shortInput(inputSchema, command, {
    leftOut,
    hasIdentity: allowed.strict === undefined,
  });
  return {
    name: toolName(name),
    family: path.split("/")[0] ?? path,
    path,
    description: summary,
    inputSchema: schema,
    answerFields: answerFields(outputSchema),
    remarks,
    ...{ risk, replaces, isIdempotent, identities },
    resolve(args) {
      const saving = Object.keys(args).find((key) => leftOut.includes(argumentName(key)));
      if (saving !== undefined) throw readOnlyFailure(`${saving} saves files`);
      return Promise.resolve({ command, args });
    },
  };
}

/** Names of tools and families as they are called here. @throws {Failure} for what is none. */
function chosenNames(
  words: readonly string[] | undefined,
  tools: readonly ServedTool[],
): readonly string[] | undefined {
  if (words === undefined) return undefined;
  const families = familiesOf(tools);
  if (words.length === 0) throw wrongChoice("--tools is empty", `families: ${families.join(", ")}`);
  const known = [...families, ...tools.map(({ name }) => name)];
  return words.map((word) => {
    const name = toolName(word.toLowerCase());
    if (known.includes(name)) return name;
    const [meant] = suggest(name, known, 1);
    throw wrongChoice(
      `--tools names no tool and no family of tools: "${word}"`,
      meant === undefined ? `families: ${families.join(", ")}` : `did you mean ${meant}?`,
    );
  });
}

function choiceRefusal(
  { family, name }: ServedTool,
  only: readonly string[] | undefined,
): string | undefined {
  if (only === undefined || only.includes(family) || only.includes(name)) return undefined;
  return "this server was started without it: see --tools";
}

/** What is chosen and cannot be called would be missed without a word. */
function checkServed(
  only: readonly string[] = [],
  tools: readonly ServedTool[],
  refusal: (tool: ServedTool) => string | undefined,
): void {
  for (const word of only) {
    const reasons = tools.filter(({ family, name }) => [family, name].includes(word)).map(refusal);
    const [why] = reasons;
    if (why === undefined || reasons.includes(undefined)) continue;
    throw wrongChoice(`--tools names "${word}", which cannot be called: ${why}`, "leave it out, or allow it");
  }
}

function familiesOf(tools: readonly ServedTool[]): readonly string[] {
  return [...new Set(tools.map(({ family }) => family))];
}

function wrongChoice(message: string, hint: string): Failure {
  return invalidArgument("--tools", message, hint);
}
