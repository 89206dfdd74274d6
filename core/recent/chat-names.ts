import { attempt, describeFailure } from "../attempt.ts";
import { createChatLoader } from "../chat/loader.ts";
import { getChat } from "../chat/requests.ts";
import { CHAT, type Chat } from "../chat/wire.ts";
import { Failure } from "../failure.ts";
import { readAs } from "../json/schema.ts";
import type { Client } from "../platform/client.ts";
import { responseData } from "../platform/response.ts";
import type { Warnings } from "../warning.ts";
import { chatFacts } from "./chat-walk.ts";
import type { ActiveChat } from "./question.ts";

/**
 * The chats with names and types, which are fetched for those that have none. What cannot be fetched becomes a warning,
 * and so do interrupts: what was read is worth more than its names.
 */
export async function nameChats(
  client: Client,
  warnings: Warnings,
  chats: readonly ActiveChat[],
): Promise<readonly ActiveChat[]> {
  const find = chatFinder(client);
  return await Promise.all(chats.map(async (chat) => {
    if (chat.chatId === "" || (chat.type !== undefined && chat.name !== undefined)) return chat;
    const found = await find(chat.chatId).catch((error) => {
      if (error instanceof Failure) return error;
      throw error;
    });
    if (found instanceof Failure) warnings.add("chat_context_failed", describeFailure(found));
    if (found === undefined || found instanceof Failure) return chat;
    return { ...chat, ...chatFacts(found), chatId: chat.chatId };
  }));
}

/** People ask about many chats at a time, bots about one. */
function chatFinder(client: Client): (chatId: string) => Promise<Chat | Failure | undefined> {
  if (client.identity === "user") return createChatLoader({ client }).get;
  return async (chatId) =>
    await attempt(async () =>
      readAs(CHAT, { ...responseData(await client.call(getChat(chatId))), chat_id: chatId })
    );
}
