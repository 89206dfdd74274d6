/**
 * How messages read for the client of a tool: inputs are its arguments, actions are other tools where there is one, else
 * lines for a person to type.
 *
 * @module
 */

import { Failure, type FailureDetail } from "../../core/failure.ts";
import type { JsonObject } from "../../core/json/json.ts";
import { type ActionRef, type InputRef, type Phrase, spell, type Spelling } from "../../core/text/phrase.ts";
import type { Warning } from "../../core/warning.ts";
import type { CommandResult } from "../command.ts";
import { optionName } from "../options/option.ts";
import { commandLineSpelling } from "../spelling.ts";

/** The argument for an option: `messageId`, `--message-id` and `message-id` are all `message_id`. */
export function argumentName(name: string): string {
  return optionName(name).replace(/^-+/, "").replaceAll("-", "_");
}

/** What only confirms or switches something on. */
const SWITCHES = ["yes", "dryRun"];

/** Spells texts for a client. */
export interface ToolSpelling {
  text(text: Phrase): string;
  failure(failure: Failure): Failure;
  result(result: CommandResult): CommandResult;
}

/**
 * Makes it.
 *
 * @param toolOf the tool for the command at a path of `cli/commands/`, where one is served
 * @param options names of the options of the command, with dashes, in whose texts they stand as arguments
 * @param redact takes secrets out of a text
 */
export function createToolSpelling(
  toolOf: (path: string) => string | undefined,
  options: readonly string[],
  redact: (text: string) => string,
): ToolSpelling {
  const spelling = spellingFor(toolOf);
  const text = (phrase: Phrase) => redact(namedAsArguments(spell(phrase, spelling), options));
  const failure = (failure: Failure) =>
    new Failure(spelledDetail(failure.detail, text), failure.cause, failure.exhausted);
  return {
    text,
    failure,
    result: (result) => ({
      ...result,
      ...(result.failure === undefined ? {} : { failure: failure(result.failure) }),
      ...(result.warnings === undefined
        ? {}
        : { warnings: result.warnings.map(({ key, detail }): Warning => ({ key, detail: text(detail) })) }),
    }),
  };
}

function spellingFor(toolOf: (path: string) => string | undefined): Spelling {
  const commandLine = commandLineSpelling();
  return (ref) => {
    if ("setting" in ref) return commandLine(ref);
    if ("input" in ref) return spellInput(ref);
    const tool = spellTool(ref, toolOf);
    return tool === undefined ? commandLine(ref) : tool;
  };
}

function spellInput({ input, value }: InputRef): string {
  if (input === "directory") return "root";
  const name = argumentName(input);
  if (SWITCHES.includes(input)) return `${name}: true`;
  return value === undefined ? name : `${name}: ${JSON.stringify(value)}`;
}

/** A tool with its arguments, as a call has them. */
function spellTool(
  { action, inputs = {} }: ActionRef,
  toolOf: (path: string) => string | undefined,
): string | undefined {
  const tool = toolOf(action);
  const given = Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => [argumentName(key), value]),
  );
  if (tool !== undefined) return toolCall(tool, action === "schema" ? schemaArguments(given) : given);
  const isMethod = !action.includes("/") && action.includes(".");
  const call = isMethod ? toolOf("api") : undefined;
  if (call === undefined) return undefined;
  const { yes, data, help, ...params } = given;
  const schema = toolOf("schema");
  // A tool has no page of help: its schema says the same.
  if (help !== undefined && schema !== undefined) return toolCall(schema, { method: action });
  return toolCall(call, {
    method: action,
    ...(Object.keys(params).length === 0 ? {} : { params }),
    ...(data === undefined ? {} : { data }),
    ...(yes === undefined ? {} : { yes }),
  });
}

/** The tool calls a method what the command line has without a name. */
function schemaArguments({ path }: JsonObject): JsonObject {
  return path === undefined ? {} : { method: path };
}

function toolCall(name: string, given: JsonObject): string {
  return Object.keys(given).length === 0 ? name : `${name} ${JSON.stringify(given)}`;
}

/** Some texts have the names of options in them as they stand on a command line. */
function namedAsArguments(text: string, options: readonly string[]): string {
  return text.replace(/--[a-z][a-z-]*[a-z]/g, (name) => options.includes(name) ? argumentName(name) : name);
}

function spelledDetail(detail: FailureDetail, text: (phrase: Phrase) => string): FailureDetail {
  const entries = Object.entries(detail).map(([key, value]): [string, unknown] => {
    switch (key) {
      case "message":
      case "hint":
        return [key, text(value)];
      case "input":
        return ["param", argumentName(value)];
      case "param":
        return [key, text(value)];
      case "params":
        return [
          key,
          detail.params?.map(({ input, name, reason, ...others }) => ({
            name: input === undefined ? text(name ?? "") : argumentName(input),
            reason: text(reason),
            ...others,
          })),
        ];
      default:
        return [key, value];
    }
  });
  return Object.fromEntries(entries) as unknown as FailureDetail;
}
