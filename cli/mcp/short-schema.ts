/**
 * What commands take, in few words: a client reads all tools before it does anything (docs/contract.md, 16). The full
 * schemas are those of `im schema`.
 *
 * @module
 */

import { isJsonObject, type JsonObject } from "../../core/json/json.ts";
import type { Command } from "../command.ts";
import { argumentName } from "./spelling.ts";

/** Options that are no arguments: `page_limit` says as much, and answers have their own form. */
const LEFT_OUT = ["page_all", "page_delay", "concise", "show_commands"];

/** Arguments that need no description: the instructions of the server say what they are (`instructions.ts`). */
export const COMMON: readonly string[] = [
  ...["page_size", "page_token", "page_limit", "start", "end", "start_time", "end_time"],
  ...["chat_id", "message_id", "message_ids", "as", "dry_run", "root", "fields"],
];

/** Arguments that several tools have and few calls use: their descriptions stand once, in the instructions. */
export const RARE: readonly string[] = [
  ...["no_reactions", "download_resources", "download_limit"],
  ...[
    "literal",
    "title",
    "tables",
    "skip_bad_images",
    "split",
    "content",
    "msg_type",
    "video_cover",
    "attachment",
  ],
  ...[
    "receive_id_type",
    "safe_repeat",
    "video",
    "audio",
    "item_type",
    "exclude_muted",
    "image",
    "flag_type",
    "feed_group_id",
  ],
];

/** Arguments of tools that read with which they save files: a server that only reads does not have them. */
export const SAVING: readonly string[] = ["download_resources", "download_limit"];

/** Values that name a file of the client's machine. */
const FILE_VALUES = ["path", "image", "file", "video", "audio", "json"];

/** What a tool takes. */
export interface ShortInput {
  readonly schema: JsonObject;
  /** Descriptions that are not in the schema, by argument. */
  readonly remarks: Readonly<Record<string, string>>;
}

/**
 * The schema of a command's options as that of a tool's arguments.
 *
 * @param leftOut further arguments that the tool does not have
 */
export function shortInput(
  { properties, required }: JsonObject,
  command: Command,
  leftOut: readonly string[],
): ShortInput {
  const { identities, risk } = command;
  const own = Object.entries(isJsonObject(properties) ? properties : {})
    .map(([name, schema]) => [argumentName(name), schema] as const)
    .filter(([name]) => !LEFT_OUT.includes(name) && !leftOut.includes(name))
    .flatMap(([name, schema]) => isJsonObject(schema) ? [[name, schema] as const] : []);
  const names = Array.isArray(required) ? required.map((name) => argumentName(String(name))) : [];
  return {
    schema: {
      type: "object",
      properties: {
        ...Object.fromEntries(own.map(([name, schema]) => [name, shortProperty(name, schema)])),
        ...(identities.length > 1 ? { as: { enum: identities } } : {}),
        ...(risk === "read" ? { fields: { type: "string" } } : { dry_run: { type: "boolean" } }),
        ...(reachesFiles(own.map(([name]) => name), command) ? { root: { type: "string" } } : {}),
      },
      ...(names.length === 0 ? {} : { required: names }),
    },
    remarks: Object.fromEntries(
      own.filter(([name]) => RARE.includes(name)).map(([name, schema]) => [name, descriptionOf(schema)]),
    ),
  };
}

function shortProperty(name: string, schema: JsonObject): JsonObject {
  const { type, enum: choices, items, maximum, default: fallback } = schema;
  const description = COMMON.includes(name) || RARE.includes(name) ? "" : descriptionOf(schema);
  return {
    ...(choices === undefined ? type === undefined ? {} : { type } : { enum: choices }),
    ...(isJsonObject(items) ? { items: shortProperty(name, items) } : {}),
    ...(description === "" ? {} : { description }),
    ...(maximum === undefined || name === "page_limit" ? {} : { maximum }),
    ...(fallback === undefined ? {} : { default: fallback }),
  };
}

/** The first clause, in which names of options stand as those of arguments. */
function descriptionOf({ description, enum: choices }: JsonObject): string {
  const [clause = ""] = String(description ?? "").split("; ");
  // Choices stand beside it.
  return (choices === undefined ? clause : clause.replace(/: \w+(, \w+)+$/, ""))
    .replace(/--([a-z][a-z-]*[a-z])/g, (_whole, name) => argumentName(name));
}

function reachesFiles(names: readonly string[], { options }: Command): boolean {
  return names.some((name) => SAVING.includes(name)) ||
    Object.values(options).some(({ placeholder = "" }) => FILE_VALUES.includes(placeholder));
}
