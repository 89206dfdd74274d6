import type { Chat } from "../../../core/chat/wire.ts";
import { nonBlank, stringAt } from "../../../core/json/access.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { listing } from "../../output/listing.ts";
import type { Line, Screen } from "../../screen.ts";

/** The columns of chats in `table` and `csv`; a table shows the first twelve that hold anything. */
export const CHAT_COLUMNS: readonly string[] = [
  ...["name", "chat_id", "chat_mode", "chat_status", "external", "description", "owner_id"],
  ...["p2p_target_type", "p2p_target_id", "create_time", "update_time", "owner_id_type", "tenant_key"],
  ...["labels", "avatar"],
];

/** What most tasks need of a chat. */
export const CHAT_SLIM: readonly string[] = [
  ...["name", "chat_id", "chat_mode", "description", "external", "p2p_target_id"],
];

/** Chats for people: name, id and what sets a chat apart; below them what was filtered out. */
export function prettyChats(
  chats: readonly Chat[],
  filter: JsonObject | undefined,
  screen: Screen,
): readonly Line[] {
  const hint = stringAt(filter, "hint") ?? "";
  const rows = chats.map((chat) => ({
    name: nameOf(chat),
    id: chat.chat_id ?? "",
    facts: chatFacts(chat),
    notes: [chat.description ?? ""],
  }));
  return [...(rows.length === 0 ? ["no chats"] : listing(rows, screen)), ...(hint === "" ? [] : [hint])];
}

/** The name; a direct chat without one is called by the id of the other one. */
export function nameOf({ name, chat_mode: mode, p2p_target_id: target }: Chat): string {
  return nonBlank(name) ?? (mode === "p2p" ? nonBlank(target) ?? "direct chat" : "");
}

/** What is not the usual: a chat that is no group, has people from outside, or is no more. */
export function chatFacts(chat: Chat): readonly string[] {
  const { chat_mode: mode, chat_status: status, external, p2p_target_type: type, p2p_target_id: target } =
    chat;
  const other = nonBlank(target);
  return [
    ...(mode === "p2p" && nameOf(chat) !== "direct chat" ? ["direct chat"] : []),
    ...(mode === "topic" ? ["topic chat"] : []),
    ...(other === undefined || nameOf(chat).endsWith(other)
      ? []
      : [`with ${type === "bot" || type === "app" ? "bot " : ""}${other}`]),
    ...(chat.chat_type === "public" ? ["public"] : []),
    ...(external === true ? ["external"] : []),
    ...(nonBlank(status) === undefined || status === "normal" ? [] : [String(status)]),
  ];
}
