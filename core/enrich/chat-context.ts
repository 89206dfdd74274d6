import { MAX_CHATS, queryChats } from "../chat/requests.ts";
import { Failure } from "../failure.ts";
import type { JsonObject } from "../json.ts";
import { filledStringAt, objectsAt } from "../json-access.ts";
import { answeredData } from "../platform/answered-data.ts";
import { createBatcher } from "./batcher.ts";
import { attempt, causeOf, type StageContext } from "./stage.ts";

/** Most calls at a time. */
const OPEN = 1;

/** What is known of a chat. */
export interface ChatContext {
  /** `p2p`, `group` or `topic`. */
  readonly mode: string | undefined;
  readonly name: string | undefined;
  /** Open id of the other person of a direct chat. */
  readonly partner: string | undefined;
}

/** Looks up the chats of search results (reading sheet 2.3). */
export interface ChatContextStage {
  fetch(chatIds: readonly string[]): Promise<ReadonlyMap<string, ChatContext>>;
  /** Sends what still waits for company. */
  flush(): void;
}

/** Makes the stage. */
export function createChatContextStage(context: StageContext): ChatContextStage {
  const { client, notices } = context;
  const batcher = createBatcher<ChatContext>({
    size: MAX_CHATS,
    open: OPEN,
    remember: true,
    async ask(chatIds) {
      const data = await attempt(async () => answeredData(await client.call(queryChats(chatIds)), ["items"]));
      if (data instanceof Failure) {
        notices.add("chat_context_failed", causeOf(data));
        return new Map();
      }
      return new Map(objectsAt(data, "items").map(readChat));
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

function readChat(chat: JsonObject): [string, ChatContext] {
  return [filledStringAt(chat, "chat_id") ?? "", {
    mode: filledStringAt(chat, "chat_mode"),
    name: filledStringAt(chat, "name"),
    partner: filledStringAt(chat, "p2p_target_id"),
  }];
}
