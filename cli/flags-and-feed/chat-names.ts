import type { ChatLookUp } from "../../core/feed/chat-look-up.ts";
import type { JsonObject } from "../../core/json.ts";
import { filledStringAt } from "../../core/json-access.ts";

/** Cards of a feed group, live and deleted. */
export interface FeedItems {
  readonly items: readonly JsonObject[];
  readonly deleted_items: readonly JsonObject[];
}

/** The cards with `chat_name` where the chat is visible and has a name (chats sheet 15). */
export async function withChatNames(
  lookUp: ChatLookUp,
  { items, deleted_items }: FeedItems,
): Promise<FeedItems> {
  const ids = [...items, ...deleted_items].flatMap((item) => filledStringAt(item, "feed_id") ?? []);
  const chats = await lookUp.fetch(ids);
  const named = (item: JsonObject): JsonObject => {
    const name = filledStringAt(chats.get(filledStringAt(item, "feed_id") ?? ""), "name");
    return name === undefined ? item : { ...item, chat_name: name };
  };
  return { items: items.map(named), deleted_items: deleted_items.map(named) };
}
