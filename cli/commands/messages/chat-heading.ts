import { createChatLoader } from "../../../core/chat/loader.ts";
import type { Chat } from "../../../core/chat/wire.ts";
import { Failure } from "../../../core/failure.ts";
import { nonBlank } from "../../../core/json/access.ts";
import type { Message } from "../../../core/message/message.ts";
import type { Client } from "../../../core/platform/client.ts";
import type { Line } from "../../screen.ts";
import { headingLine } from "./conversation.ts";

/** Reads the chat while its messages are listed. The heading does without a name that cannot be found. */
export async function loadChat(client: Client, chatId: string): Promise<Chat | undefined> {
  const loader = createChatLoader({ client });
  const loading = loader.get(chatId);
  loader.flush();
  const chat = await loading.catch(() => undefined);
  return chat instanceof Failure ? undefined : chat;
}

/** Name and id of a chat; a direct one is called by the other person where that one wrote something. */
export function chatHeading(chat: Chat | undefined, chatId: string, messages: readonly Message[]): Line {
  const partner = nonBlank(chat?.p2p_target_id);
  const sender = messages.find(({ sender }) => partner !== undefined && sender?.id === partner)?.sender;
  const direct = chat?.chat_mode === "p2p" ? nonBlank(sender?.name) ?? "direct chat" : undefined;
  return headingLine(nonBlank(chat?.name) ?? direct, chatId);
}
