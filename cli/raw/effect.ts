/**
 * What a call does that has to be confirmed, in words for the person who confirms it.
 *
 * @module
 */

import type { Method } from "../../core/api/method.ts";
import { arrayAt } from "../../core/json/access.ts";
import { isJsonObject } from "../../core/json/json.ts";
import { type ApiRequest, requestPath } from "../../core/platform/request.ts";
import { counted } from "../../core/text/count.ts";
import type { ConfirmedAction } from "../confirmation.ts";

/** What a call is about. */
interface Target {
  /** An id in the path. */
  idOf(name: string): string;
  /** Ids in the body. */
  idsOf(name: string): readonly string[];
}

const EFFECTS: Readonly<Record<string, (target: Target) => string>> = {
  "messages.delete": ({ idOf }) =>
    `recalls the message ${idOf("message_id")} for everybody in its chat, which cannot be undone`,
  "chats.delete": ({ idOf }) =>
    `disbands the chat ${idOf("chat_id")} for everybody in it, with its history, which cannot be undone`,
  "chat.members.delete": ({ idOf, idsOf }) =>
    `removes ${listed(idsOf("id_list"), "member")} from the chat ${idOf("chat_id")}`,
  "feed.groups.delete": ({ idOf }) =>
    `deletes the feed group ${idOf("feed_group_id")}, which cannot be undone`,
  "messages.urgent_phone": ({ idOf, idsOf }) =>
    `calls ${listed(idsOf("user_id_list"), "person", "people")} on the phone about the message ${
      idOf("message_id")
    }, which costs money`,
  "messages.urgent_sms": ({ idOf, idsOf }) =>
    `sends ${listed(idsOf("user_id_list"), "person", "people")} a text message about the message ${
      idOf("message_id")
    }, which costs money`,
  "pins.delete": ({ idOf }) =>
    `removes the pin of the message ${idOf("message_id")} for everybody in its chat`,
};

/** More ids are counted, not named. */
const MAX_NAMED = 3;

function listed(ids: readonly string[], noun: string, plural?: string): string {
  const count = counted(ids.length, noun, plural);
  if (ids.length === 0) return plural ?? `${noun}s`;
  return ids.length > MAX_NAMED ? count : `${count} (${ids.join(", ")})`;
}

/** What a call does, and of a severe one the id of what it does it to; of a path that nobody knows, what it may do. */
export function effectOf(
  method: Method | undefined,
  request: ApiRequest,
): Pick<ConfirmedAction, "effect" | "target"> {
  const describe = method === undefined ? undefined : EFFECTS[method.id];
  const path = requestPath(request);
  if (method === undefined || describe === undefined) {
    return { effect: "may delete something for good" };
  }
  const parts = path.split("/");
  const at = method.path.split("/");
  const target: Target = {
    idOf: (name) => request.pathValues?.[name] ?? parts[at.indexOf(`{${name}}`)] ?? "",
    idsOf: (name) =>
      (isJsonObject(request.body) ? arrayAt(request.body, name) : []).filter((id) => typeof id === "string"),
  };
  const effect = describe(target);
  return isSevere(method, target) ? { effect, target: target.idOf("chat_id") } : { effect };
}

/** What ends a chat, or takes several people out of it. */
function isSevere({ danger }: Method, { idsOf }: Target): boolean {
  return danger === "severe" || (danger === "depends" && idsOf("id_list").length > 1);
}
