/**
 * Which parameters of raw methods take a name in place of an id: those that are sure to be a chat or a person. Others are
 * sent as they are.
 *
 * @module
 */

import { parseChatId } from "../../core/chat/chat-id.ts";
import { parseOpenId } from "../../core/contact/person-id.ts";
import type { JsonValue } from "../../core/json/json.ts";
import { checkPathSegment } from "../../core/platform/request.ts";
import type { NamedType } from "../../core/resolve/candidate.ts";
import { isUrl } from "../../core/text/link.ts";
import { markName } from "../options/names.ts";
import type { NameRule } from "../options/option.ts";

/** Parameters that are people where the kind of id, which another parameter says, is the usual one. */
const PEOPLE: Readonly<Record<string, string>> = {
  user_id_list: "userIdType",
  owner_id: "userIdType",
  id_list: "memberIdType",
  manager_ids: "memberIdType",
  moderator_added_list: "userIdType",
  moderator_removed_list: "userIdType",
};

/** Parameters that are whatever another one says. */
const BY_TYPE: Readonly<Record<string, string>> = {
  receive_id: "receiveIdType",
  container_id: "containerIdType",
};

const TYPES: Readonly<Record<string, NamedType>> = { chat_id: "chat", chat: "chat", open_id: "user" };

/** When a parameter is a chat or a person; `undefined` for one that never is. */
export function nameRule(name: string): NameRule | undefined {
  if (name === "chat_id" || name === "chat_ids") return () => "chat";
  const typeKey = PEOPLE[name] ?? BY_TYPE[name];
  if (typeKey === undefined) return undefined;
  return (values) => {
    const type = values[typeKey];
    if (typeof type === "string") return TYPES[type];
    // JSON may say the kind of id.
    const isSaid = typeof values["params"] === "string" && /_id_type\b/.test(values["params"]);
    return name in PEOPLE && !isSaid ? "user" : undefined;
  };
}

/** A value of such a parameter: an id, the id in a link, or what may be a name. The service judges everything else. */
export function idOrName(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(idOrName);
  if (typeof value !== "string") return value;
  const id = parseChatId(value) ?? parseOpenId(value);
  const text = value.trim();
  const isOther = text === "" || /^[a-z]{2,5}_/.test(text) || text.includes("@") || isUrl(text) ||
    !isPathSegment(text);
  return id ?? (isOther ? value : markName(value));
}

/** What may not stand in a path was an attempt at something else, and is refused as before. */
function isPathSegment(text: string): boolean {
  try {
    checkPathSegment("", text);
    return true;
  } catch {
    return false;
  }
}
