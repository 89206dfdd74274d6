import { createBatcher } from "../async/batch.ts";
import { attempt } from "../attempt.ts";
import { Failure } from "../failure.ts";
import type { Client } from "../platform/client.ts";
import { recordsAt } from "../platform/list-reader.ts";
import { responseData } from "../platform/response.ts";
import { MAX_CHATS, queryChats } from "./requests.ts";
import { CHAT, type Chat } from "./wire.ts";

/** Most calls at a time. */
const MAX_CONCURRENT = 1;

/** Fetches chats by their ids, 50 a call, each once a run. A call that fails affects its own chats only. */
export interface ChatLoader {
  /** One chat: `undefined` where it is not visible, the failure where its call failed. */
  get(chatId: string): Promise<Chat | Failure | undefined>;
  /** Sends the ids that wait for a full call. */
  flush(): void;
}

/** How chats are loaded. */
export interface ChatLoaderOptions {
  readonly client: Client;
  /** Scopes to name when the service refuses. */
  readonly scopes?: readonly string[];
}

/** Makes a loader. */
export function createChatLoader({ client, scopes }: ChatLoaderOptions): ChatLoader {
  return createBatcher<Chat | Failure>({
    batchSize: MAX_CHATS,
    concurrency: MAX_CONCURRENT,
    cache: true,
    async load(ids) {
      const request = { ...queryChats(ids), ...(scopes === undefined ? {} : { scopes }) };
      const data = await attempt(async () => responseData(await client.call(request), ["items"]));
      if (data instanceof Failure) return new Map(ids.map((id) => [id, data]));
      const chats = recordsAt(data, "items", CHAT);
      return new Map(chats.map((chat) => [chat.chat_id ?? "", chat]));
    },
  });
}
