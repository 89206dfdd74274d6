/**
 * What commands take, in few words: a client reads all tools before it does anything (docs/contract.md, 16). The full
 * schemas are those of `im schema`.
 *
 * @module
 */

import { isJsonObject, type JsonObject, type JsonValue } from "../../core/json/json.ts";
import type { Command } from "../command.ts";
import { argumentName } from "./spelling.ts";

/** Options that are no arguments: `page_limit` says as much, and answers have their own form. */
const LEFT_OUT = ["page_all", "page_delay", "concise"];

/** Arguments that mean the same in every tool; the instructions of the server explain them once (`instructions.ts`). */
export const EXPLAINED: readonly string[] = [
  ...["page_size", "page_token", "page_limit", "start", "end", "start_time", "end_time"],
  ...["chat_id", "message_id", "message_ids", "as", "dry_run", "root"],
  ...["no_reactions", "download_resources", "download_limit", "idempotency_key", "safe_repeat"],
];

/** Arguments of tools that read with which they save files: a server that only reads does not have them. */
export const SAVING: readonly string[] = ["download_resources", "download_limit"];

/** Values that name a file of the client's machine. */
const FILE_VALUES = ["path", "image", "file", "video", "audio", "json"];

/**
 * The schema of a command's options as that of a tool's arguments.
 *
 * @param leftOut further arguments that the tool does not have
 */
export function shortInput(
  { properties, required }: JsonObject,
  command: Command,
  leftOut: readonly string[],
): JsonObject {
  const { identities, risk } = command;
  const own = Object.entries(isJsonObject(properties) ? properties : {})
    .map(([name, schema]) => [argumentName(name), schema] as const)
    .filter(([name]) => !LEFT_OUT.includes(name) && !leftOut.includes(name))
    .map(([name, schema]) => [name, shortProperty(name, schema)] as const);
  const names = Array.isArray(required) ? required.map((name) => argumentName(String(name))) : [];
  return {
    type: "object",
    properties: {
      ...Object.fromEntries(own),
      ...(identities.length > 1 ? { as: { enum: identities } } : {}),
      ...(risk === "read" ? {} : { dry_run: { type: "boolean" } }),
      ...(reachesFiles(own.map(([name]) => name), command) ? { root: { type: "string" } } : {}),
    },
    ...(names.length === 0 ? {} : { required: names }),
  };
}

function shortProperty(name: string, schema: JsonValue): JsonObject {
  if (!isJsonObject(schema)) return {};
  const { type, enum: choices, items, maximum, default: fallback, description } = schema;
  const isExplained = description === undefined || EXPLAINED.includes(name);
  return {
    ...(choices === undefined ? type === undefined ? {} : { type } : { enum: choices }),
    ...(isJsonObject(items) ? { items: shortProperty(name, items) } : {}),
    ...(isExplained ? {} : { description: shortText(String(description), choices !== undefined) }),
    ...(maximum === undefined || name === "page_limit" ? {} : { maximum }),
    ...(fallback === undefined ? {} : { default: fallback }),
  };
}

/** The first clause, in which names of options stand as those of arguments. */
function shortText(text: string, hasChoices: boolean): string {
  const [clause = ""] = text.split("; ");
  return (hasChoices ? clause.replace(/: \w+(, \w+)+$/, "") : clause)
    .replace(/--([a-z][a-z-]*[a-z])/g, (_whole, name) => argumentName(name));
}

function reachesFiles(names: readonly string[], { options }: Command): boolean {
  return names.some((name) => SAVING.includes(name)) ||
    Object.values(options).some(({ placeholder = "" }) => FILE_VALUES.includes(placeholder));
}
