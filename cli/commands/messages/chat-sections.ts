import { nonBlank } from "../../../core/json/access.ts";
import type { Message } from "../../../core/message/message.ts";
import type { ConciseSection } from "./concise.ts";

/**
 * Messages of several chats as one section a chat, in order of appearance, headed by the chat's name, `P2P` or its id.
 */
export function sectionsByChat(messages: readonly Message[]): readonly ConciseSection[] {
  const chats = Map.groupBy(messages, ({ chat_id: id }) => nonBlank(id) ?? "");
  return [...chats].map(([id, messages]) => ({
    heading: headingOf(id, messages),
    id: id === "" ? undefined : id,
    messages,
  }));
}

function headingOf(id: string, messages: readonly Message[]): string {
  const name = messages.map(({ chat_name }) => nonBlank(chat_name)).find((name) => name !== undefined);
  if (name !== undefined) return name;
  const partner = messages.map(({ chat_partner: one }) => nonBlank(one?.name)).find((one) =>
    one !== undefined
  );
  if (messages.some(({ chat_type }) => chat_type === "p2p")) {
    return partner === undefined ? "P2P" : `P2P ${partner}`;
  }
  return id === "" ? "unknown chat" : id;
}
