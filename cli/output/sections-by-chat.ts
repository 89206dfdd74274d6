import type { JsonObject } from "../../core/json.ts";
import { filledStringAt } from "../../core/json-access.ts";
import type { ConciseSection } from "./concise.ts";

/**
 * Messages of several chats as one section a chat, in order of appearance, headed by the chat's name, `P2P` or its id
 * (reading sheet 3.3).
 */
export function sectionsByChat(messages: readonly JsonObject[]): readonly ConciseSection[] {
  const chats = new Map<string, JsonObject[]>();
  for (const message of messages) {
    const id = filledStringAt(message, "chat_id") ?? "";
    const chat = chats.get(id);
    if (chat === undefined) chats.set(id, [message]);
    else chat.push(message);
  }
  return [...chats].map(([id, messages]) => ({
    heading: headingOf(id, messages),
    facts: id === "" ? [] : [["chat_id", id]],
    messages,
  }));
}

function headingOf(id: string, messages: readonly JsonObject[]): string {
  const name = messages.map((message) => filledStringAt(message, "chat_name")).find((name) =>
    name !== undefined
  );
  if (name !== undefined) return name;
  if (messages.some((message) => filledStringAt(message, "chat_type") === "p2p")) return "P2P";
  return id === "" ? "unknown chat" : id;
}
