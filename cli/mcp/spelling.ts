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
import { GLOBAL_OPTIONS } from "../options/global.ts";
import { optionName } from "../options/option.ts";
import { commandLineSpelling, spellDetail, type Texts, withHint } from "../spelling.ts";
import { toolName } from "./tool.ts";

/** The argument for an option: `messageId`, `--message-id` and `message-id` are all `message_id`. */
export function argumentName(name: string): string {
  return optionName(name).replace(/^-+/, "").replaceAll("-", "_");
}

/** What only confirms or switches something on. */
const SWITCHES = ["yes", "dryRun"];

/** Arguments that are objects: their values are JSON already. */
const JSON_INPUTS: readonly string[] = ["params", "data"];

/** Options that every call has as arguments. */
const CALL_KEYS: readonly string[] = ["as", "dryRun", "fields", "maxTokens", "directory"];
/** Options that the person who starts the server gives. */
const SERVER_OPTIONS: readonly string[] = Object.keys(GLOBAL_OPTIONS)
  .filter((key) => !CALL_KEYS.includes(key)).map(optionName);

/** Spells texts for a client. */
export interface ToolSpelling extends Texts {
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
  const text = (phrase: Phrase) => redact(withoutTwins(inToolWords(spell(phrase, spelling), options)));
  const detail = (detail: FailureDetail) => spelledDetail(withHint(detail), text);
  const failure = ({ detail: own, cause, exhausted }: Failure) => new Failure(detail(own), cause, exhausted);
  return {
    text,
    detail: (own) => spellDetail(detail(own)),
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
  if (SERVER_OPTIONS.includes(optionName(input))) {
    return value === undefined ? optionName(input) : `${optionName(input)} ${value}`;
  }
  const name = argumentName(input);
  if (SWITCHES.includes(input)) return `${name}: true`;
  if (JSON_INPUTS.includes(name) && value !== undefined) return `${name}: ${value}`;
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

/** Some texts have the names of options and of shortcuts in them as they stand on a command line. */
export function inToolWords(text: string, options: readonly string[]): string {
  return text
    .replace(/(?<![\w-]|the server's )--[a-z][a-z-]*[a-z]/g, (name) => {
      if (SERVER_OPTIONS.includes(name)) return `the server's ${name}`;
      return options.includes(name) ? argumentName(name) : name;
    })
    .replace(/(?:\bim )?(?<![\w-])\+([a-z]+(?:-[a-z]+)+)/g, (_whole, name) => toolName(name));
}

/** On a command line two ways lead to a thing, for a client one: its schema, or the object that a field stands in. */
function withoutTwins(text: string): string {
  return text
    .replace(/\bsee (api_schema \{"method":"[^"]+"\}), or \1 for all fields/, "see $1")
    .replace(/\(or ((?:params|data): \{)/g, "(in $1");
}

/** A command line of something that is no tool. */
const OTHER_LINE = /(\bim (?!\+)[a-z]+(?: [a-z-]+)?(?: --[a-z][a-z-]*)+)/;

/** The text of a definition, such as the description of an option, for a client, which has no streams to name. */
export function definitionText(text: string): string {
  return text.split(OTHER_LINE).map((part, at) => {
    if (at % 2 === 1) return part;
    return inToolWords(part, part.match(/--[a-z][a-z-]*[a-z]/g) ?? [])
      .replace(/, - reads standard input|,? or - \(stdin\)/, "")
      .replace(/ and - (?=as with)/, " ")
      .replace(/, (a \w+), or - for stdout/, " or $1");
  }).join("");
}

function spelledDetail(detail: FailureDetail, text: (phrase: Phrase) => string): FailureDetail {
  const entries = Object.entries(detail).map(([key, value]): [string, unknown] => {
    switch (key) {
      case "message":
      case "hint":
        return [key, text(value)];
      case "input":
        return ["param", value === "directory" ? "root" : argumentName(value)];
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
