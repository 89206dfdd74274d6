/**
 * The tools that are served, made from the definitions of the commands (docs/contract.md, 16).
 *
 * @module
 */

import { invalidArgument } from "../../core/failure.ts";
import type { Command, Program } from "../command.ts";
import { COMMAND_NAMES } from "../commands/names.ts";
import { describeTool } from "../schema/tool.ts";
import { suggest } from "../suggestion.ts";
import { apiTools } from "./api-tools.ts";
import { SAVING, shortInput } from "./short-schema.ts";
import { argumentName } from "./spelling.ts";
import { readOnlyFailure, type ServedTool, toolName } from "./tool.ts";

/** Which tools to serve. */
export interface ToolChoice {
  readonly allowWrite: boolean;
  /** Families and names; all where there are none. */
  readonly only: readonly string[];
}

/** Commands without a plus that are tools, too: what shows who acts, and who or what a name means. */
const OTHER_TOOLS: readonly string[] = ["whoami", "resolve"];

/** The tools of a server. */
export interface ToolSet {
  /** In the order of the help. */
  readonly served: readonly ServedTool[];
  /** Names of those that the choice leaves out. */
  readonly leftOut: readonly string[];
}

/**
 * Makes the tools of all commands and takes those that are chosen.
 *
 * @throws {Failure} exit 2 where something is chosen that is not there.
 */
export async function chooseTools(program: Program, { allowWrite, only }: ToolChoice): Promise<ToolSet> {
  const commands = await program.commands();
  const own = await Promise.all(
    commands.filter(({ name }) => name.startsWith("+") || OTHER_TOOLS.includes(name)).map((one) =>
      commandTool(one, allowWrite)
    ),
  );
  const all = [...own, ...apiTools(commands, allowWrite)];
  checkChoice(only, all);
  const isServed = ({ name, family, risk }: ServedTool) =>
    (allowWrite || risk === "read") && (only.length === 0 || only.includes(family) || only.includes(name));
  return {
    served: all.filter(isServed),
    leftOut: all.filter((tool) => !isServed(tool)).map(({ name }) => name),
  };
}

async function commandTool(command: Command, allowWrite: boolean): Promise<ServedTool> {
  const { name, summary, risk, replaces, isIdempotent, identities } = command;
  const path = COMMAND_NAMES.find((one) => one.name === name)?.path ?? name;
  const leftOut = allowWrite ? [] : SAVING;
  const { schema, remarks } = shortInput((await describeTool(command)).inputSchema, command, leftOut);
  return {
    name: toolName(name),
    family: path.split("/")[0] ?? path,
    path,
    description: summary,
    inputSchema: schema,
    remarks,
    ...{ risk, replaces, isIdempotent },
    isOnline: identities.length > 0,
    resolve(args) {
      const saving = Object.keys(args).find((key) => leftOut.includes(argumentName(key)));
      if (saving !== undefined) throw readOnlyFailure(`${saving} saves files`);
      return Promise.resolve({ command, args });
    },
  };
}

function checkChoice(only: readonly string[], tools: readonly ServedTool[]): void {
  const families = [...new Set(tools.map(({ family }) => family))];
  const known = [...families, ...tools.map(({ name }) => name)];
  const wrong = only.find((one) => !known.includes(one));
  if (wrong === undefined) return;
  const [meant] = suggest(wrong, known, 1);
  throw invalidArgument(
    "--tools",
    `--tools names no tool and no family of tools: "${wrong}"`,
    meant === undefined ? `families: ${families.join(", ")}` : `did you mean ${meant}?`,
  );
}
