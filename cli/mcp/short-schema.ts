/**
 * What commands take, in few words: a client reads all tools before it does anything (docs/contract.md, 16). The full
 * schemas are those of `im schema`.
 *
 * @module
 */

import { isJsonObject, type JsonObject, type JsonValue } from "../../core/json/json.ts";
import type { Command } from "../command.ts";
import { argumentName, definitionText } from "./spelling.ts";

/** Options that are no arguments: `page_limit` says as much, answers have their own form, agents see what failed. */
export const UNUSED = ["page_all", "page_delay", "concise", "show_commands", "fail_fast", "verify", "update"];

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
    "split",
    "content",
    "msg_type",
    "attachment",
  ],
  ...[
    "safe_repeat",
    "video",
    "audio",
    "item_type",
    "exclude_muted",
    "image",
    "flag_type",
    "feed_group_id",
  ],
  ...["media_types", "recalled", "rate"],
];

/** Arguments that the list leaves out: calls take them, and `api_schema` with the name of the tool describes them. */
export const UNLISTED: readonly string[] = [
  ...["user_id_type", "member_id_type", "receive_id_type", "disable_search_by_user", "enrich_feed_thread"],
  ...[
    "workers",
    "chunk_size",
    "checksum",
    "skip_bad_images",
    "video_cover",
    "rescan",
    "sweep",
    "no_members",
    "recheck_media",
  ],
  ...["set_bot_manager", "exclude_sender_type", "head", "no_detail"],
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
 * @param hasIdentity whether a call may choose who acts
 */
export function shortInput(
  { properties, required }: JsonObject,
  command: Command,
  { leftOut, hasIdentity }: { readonly leftOut: readonly string[]; readonly hasIdentity: boolean },
): ShortInput {
  const { identities, risk } = command;
  const own = Object.entries(isJsonObject(properties) ? properties : {})
    .map(([name, schema]) => [argumentName(name), schema] as const)
    .filter(([name]) => !UNUSED.includes(name) && !leftOut.includes(name))
    .filter(([name]) => !UNLISTED.includes(name))
    .flatMap(([name, schema]) => isJsonObject(schema) ? [[name, schema] as const] : []);
  const names = Array.isArray(required) ? required.map((name) => argumentName(String(name))) : [];
  return {
    schema: {
      type: "object",
      properties: {
        ...Object.fromEntries(own.map(([name, schema]) => [name, shortProperty(name, schema)])),
        ...(hasIdentity && identities.length > 1 ? { as: { enum: identities } } : {}),
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

/** Fields that say how a list goes on, which `meta.pagination` says as well, and remarks. */
const AROUND: readonly string[] = ["has_more", "page_token", "notice", "notices", "_notice"];

/** The fields of the data that an answer always has, without those of its pages. */
export function answerFields({ properties, then }: JsonObject): readonly string[] {
  const data = at(at(then, "properties"), "data") ?? at(properties, "data");
  const required = isJsonObject(data) ? data["required"] : undefined;
  return Array.isArray(required) ? required.map(String).filter((name) => !AROUND.includes(name)) : [];
}

function at(value: JsonValue | undefined, key: string): JsonValue | undefined {
  return isJsonObject(value) ? value[key] : undefined;
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
  return definitionText(choices === undefined ? clause : clause.replace(/: \w+(, \w+)+$/, ""))
    .replace(/ \(and [^()]*\)$/, "");
}

function reachesFiles(names: readonly string[], { options }: Command): boolean {
  return names.some((name) => SAVING.includes(name)) ||
    Object.values(options).some(({ placeholder = "" }) => FILE_VALUES.includes(placeholder));
}
