/**
 * `--fields slim`: what most tasks need of a record, without what is empty, false or the usual.
 *
 * @module
 */

import { isJsonObject, type JsonObject, type JsonValue } from "../../../core/json/json.ts";
import { project } from "./project.ts";

/** Values that go without saying. */
const USUAL: Readonly<Record<string, JsonValue>> = {
  msg_type: "text",
  chat_mode: "group",
  chat_status: "normal",
};

/** Fields of records that no command has a preset for, which serve few tasks. */
const RARE = new Set([
  ...["avatar", "tenant_key", "id_type", "sender_type", "owner_id_type", "member_id_type", "user_id_type"],
  "operator_type",
  ...["i18n_names", "sender_i18n_names", "message_app_link", "message_position", "thread_message_position"],
  // Beside create_time.
  ...["create_time_ms", "create_time_iso"],
]);

/** What a reply need not repeat of its root. */
const OF_ROOT = new Set(["thread_id", "root_id", "chat_id"]);

/**
 * A record as the preset has it.
 *
 * @param fields of the preset; absent: all but those that serve few tasks
 */
export function slimRecord(record: JsonObject, fields: readonly string[] | undefined): JsonObject {
  const { thread_replies: replies, ...own } = record;
  const slim = isJsonObject(own) ? slimObject(fields === undefined ? own : projectAll(own, fields)) : {};
  if (!Array.isArray(replies) || replies.length === 0) return slim;
  const slimReplies = (replies as readonly JsonValue[]).filter(isJsonObject).map((reply) =>
    Object.fromEntries(Object.entries(slimRecord(reply, fields)).filter(([key]) => !OF_ROOT.has(key)))
  );
  return { ...slim, thread_replies: slimReplies };
}

function projectAll(record: JsonObject, fields: readonly string[]): JsonObject {
  return project(record, fields.map((field) => field.split(".")));
}

function slimObject(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object).flatMap(([key, value]): [string, JsonValue][] => {
      if (value === undefined || RARE.has(key) || USUAL[key] === value) return [];
      const slim = slimValue(value);
      return isEmpty(slim) ? [] : [[key, slim]];
    }),
  );
}

function slimValue(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(slimValue);
  return isJsonObject(value) ? slimObject(value) : value;
}

function isEmpty(value: JsonValue): boolean {
  if (value === null || value === "" || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isJsonObject(value) && Object.keys(value).length === 0;
}
