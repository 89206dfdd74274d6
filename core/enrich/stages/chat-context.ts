import { createBatcher } from "../../async/batch.ts";
import { MAX_CHATS, queryChats } from "../../chat/requests.ts";
import { Failure } from "../../failure.ts";
import { nonEmptyStringAt, objectsAt } from "../../json/access.ts";
import type { JsonObject } from "../../json/json.ts";
import { responseData } from "../../platform/response.ts";
import { attempt, describeFailure, type StageContext } from "../stage.ts";

/** Most calls at a time. */
const MAX_CONCURRENT = 1;

/** What is known of a chat. */
export interface ChatContext {
  /** `p2p`, `group` or `topic`. */
  readonly mode: string | undefined;
  readonly name: string | undefined;
  /** Open id of the other person of a direct chat. */
  readonly partner: string | undefined;
}

/** Looks up the chats of search results. */
export interface ChatContextStage {
  fetch(chatIds: readonly string[]): Promise<ReadonlyMap<string, ChatContext>>;
  /** Sends what still waits for company. */
  flush(): void;
}

/** Makes the stage. */
export function createChatContextStage(context: StageContext): ChatContextStage {
  const { client, warnings: notices } = context;
  const batcher = createBatcher<ChatContext>({
    batchSize: MAX_CHATS,
    concurrency: MAX_CONCURRENT,
    cache: true,
    async load(chatIds) {
      const data = await attempt(async () => responseData(await client.call(queryChats(chatIds)), ["items"]));
      if (data instanceof Failure) {
        notices.add("chat_context_failed", describeFailure(data));
        return new Map();
      }
      return new Map(objectsAt(data, "items").map(toChatEntry));
    },
  });
  return {
    async fetch(chatIds) {
      const found = new Map<string, ChatContext>();
      await Promise.all([...new Set(chatIds)].map(async (id) => {
        const chat = await batcher.get(id);
        if (chat !== undefined) found.set(id, chat);
      }));
      return found;
    },
    flush: () => batcher.flush(),
  };
}

function toChatEntry(chat: JsonObject): [string, ChatContext] {
  return [nonEmptyStringAt(chat, "chat_id") ?? "", {
    mode: nonEmptyStringAt(chat, "chat_mode"),
    name: nonEmptyStringAt(chat, "name"),
    partner: nonEmptyStringAt(chat, "p2p_target_id"),
  }];
}
