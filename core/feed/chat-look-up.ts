import { MAX_CHATS, queryChats } from "../chat/requests.ts";
import { createBatcher } from "../enrich/batcher.ts";
import { attempt, causeOf, type StageContext } from "../enrich/stage.ts";
import { Failure } from "../failure.ts";
import type { JsonObject } from "../json.ts";
import { filledStringAt, objectAt, objectsAt } from "../json-access.ts";
import type { ApiRequest } from "../platform/request.ts";

/** Most calls at a time. */
const OPEN = 1;

/** Looks up the chats of feed cards (chats sheet 14 and 15). */
export interface ChatLookUp {
  /** The chats that are visible, as received, by id; 50 ids a call. */
  fetch(chatIds: readonly string[]): Promise<ReadonlyMap<string, JsonObject>>;
  /** How many chats could not be asked for, and why; `undefined` where all could. */
  problem(): string | undefined;
}

/** Makes the look-up. A call that fails costs its own chats only. */
export function createChatLookUp({ client, notices }: StageContext): ChatLookUp {
  let failed = 0;
  let cause: string | undefined;
  const batcher = createBatcher<JsonObject>({
    size: MAX_CHATS,
    open: OPEN,
    remember: true,
    async ask(chatIds) {
      const body = await attempt(() => client.call(chatRequest(chatIds)));
      if (body instanceof Failure) {
        failed += chatIds.length;
        cause ??= causeOf(body);
        notices.add("chat_context_failed", causeOf(body));
        return new Map();
      }
      const chats = objectsAt(objectAt(body, "data"), "items");
      return new Map(chats.map((chat) => [filledStringAt(chat, "chat_id") ?? "", chat]));
    },
  });
  return {
    async fetch(chatIds) {
      const ids = [...new Set(chatIds)];
      const asked = ids.map((id) => batcher.get(id));
      batcher.flush();
      const found = await Promise.all(asked);
      return new Map(ids.flatMap((id, index) => {
        const chat = found[index];
        return chat === undefined ? [] : [[id, chat] as const];
      }));
    },
    problem: () => cause === undefined ? undefined : `details of ${failed} chat(s) were skipped: ${cause}`,
  };
}

/** The call of the look-up, for dry runs. */
export function previewChatLookUp(what: string): ApiRequest {
  const desc = `${what}, up to ${MAX_CHATS} a call; needs im:chat:read; --no-detail leaves it out`;
  return { ...chatRequest(["<chat_id>"]), desc };
}

function chatRequest(chatIds: readonly string[]): ApiRequest {
  return { ...queryChats(chatIds), scopes: ["im:chat:read"] };
}
