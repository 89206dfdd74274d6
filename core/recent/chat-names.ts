import { attempt, describeFailure } from "../attempt.ts";
import { type ChatLoader, createChatLoader } from "../chat/loader.ts";
import { getChat } from "../chat/requests.ts";
import { CHAT } from "../chat/wire.ts";
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
  const { get, flush } = chatFinder(client);
  const named = chats.map(async (chat) => {
    const isKnown = chat.type !== undefined && (chat.name ?? chat.partner) !== undefined;
    if (chat.chatId === "" || isKnown) return chat;
    const found = await get(chat.chatId).catch((error) => {
      if (error instanceof Failure) return error;
      throw error;
    });
    if (found instanceof Failure) warnings.add("chat_context_failed", describeFailure(found));
    if (found === undefined || found instanceof Failure) return chat;
    return { ...chat, ...chatFacts(found), chatId: chat.chatId };
  });
  flush();
  return await Promise.all(named);
}

/** People ask about many chats at a time, bots about one. */
function chatFinder(client: Client): ChatLoader {
  if (client.identity === "user") return createChatLoader({ client });
  return {
    async get(chatId) {
      const request = getChat(chatId);
      return await attempt(async () =>
        readAs(CHAT, { ...responseData(await client.call(request)), chat_id: chatId })
      );
    },
    flush() {},
  };
}
