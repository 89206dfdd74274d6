import type { Phrase } from "../../text/phrase.ts";
import { createBatcher } from "../../async/batch.ts";
import { MAX_CHATS, queryChats } from "../../chat/requests.ts";
import { Failure } from "../../failure.ts";
import { nonEmptyStringAt, objectsAt } from "../../json/access.ts";
import type { JsonObject } from "../../json/json.ts";
import type { ApiRequest } from "../../platform/request.ts";
import { responseData } from "../../platform/response.ts";
import { attempt, describeFailure, type StageContext } from "../stage.ts";

/** Most calls at a time. */
const CONCURRENCY = 1;

/** Looks up the chats of feed cards. */
export interface FeedChatLoader {
  /** The chats that are visible, as received, by id; 50 ids a call. */
  fetch(chatIds: readonly string[]): Promise<ReadonlyMap<string, JsonObject>>;
  /**
   * What is missing, told once in a warning, too: chats that could not be asked for, or that none of all was found;
   * `undefined` where all went well.
   */
  finish(): string | undefined;
}

/** Makes the look-up. A call that fails costs its own chats only. */
export function createFeedChatLoader({ client, warnings: notices }: StageContext): FeedChatLoader {
  const asked = new Set<string>();
  let failed = 0;
  let found = 0;
  let cause: Phrase | undefined;
  const batcher = createBatcher<JsonObject>({
    batchSize: MAX_CHATS,
    concurrency: CONCURRENCY,
    cache: true,
    async load(chatIds) {
      const data = await attempt(async () =>
        responseData(await client.call(chatRequest(chatIds)), ["items"])
      );
      if (data instanceof Failure) {
        failed += chatIds.length;
        cause ??= describeFailure(data);
        return new Map();
      }
      const chats = objectsAt(data, "items");
      found += chats.length;
      return new Map(chats.map((chat) => [nonEmptyStringAt(chat, "chat_id") ?? "", chat]));
    },
  });
  return {
    async fetch(chatIds) {
      const ids = [...new Set(chatIds)];
      for (const id of ids) asked.add(id);
      const answers = ids.map((id) => batcher.get(id));
      batcher.flush();
      const chats = await Promise.all(answers);
      return new Map(ids.flatMap((id, index) => {
        const chat = chats[index];
        return chat === undefined ? [] : [[id, chat] as const];
      }));
    },
    finish() {
      const isNothing = asked.size > 0 && found === 0;
      if (cause === undefined && !isNothing) return undefined;
      const [key, detail] = cause === undefined
        ? [
          "chats_not_visible",
          `none of ${asked.size} chat(s) is visible: there are no details of them`,
        ] as const
        : ["chat_context_failed", `details of ${failed} chat(s) were skipped: ${cause}`] as const;
      notices.add(key, detail);
      return detail;
    },
  };
}

/** The call of the look-up, for dry runs. */
export function previewFeedChats(what: string): ApiRequest {
  const desc = `${what}, up to ${MAX_CHATS} a call; needs im:chat:read; --no-detail leaves it out`;
  return { ...chatRequest(["<chat_id>"]), desc };
}

function chatRequest(chatIds: readonly string[]): ApiRequest {
  return { ...queryChats(chatIds), scopes: ["im:chat:read"] };
}
