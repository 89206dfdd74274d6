import { MAX_CHATS, queryChats } from "../chat/requests.ts";
import { createBatcher } from "../enrich/batcher.ts";
import { attempt, causeOf, type StageContext } from "../enrich/stage.ts";
import { Failure } from "../failure.ts";
import type { JsonObject } from "../json.ts";
import { filledStringAt, objectsAt } from "../json-access.ts";
import { answeredData } from "../platform/answered-data.ts";
import type { ApiRequest } from "../platform/request.ts";

/** Most calls at a time. */
const OPEN = 1;

/** Looks up the chats of feed cards (chats sheet 14 and 15). */
export interface ChatLookUp {
  /** The chats that are visible, as received, by id; 50 ids a call. */
  fetch(chatIds: readonly string[]): Promise<ReadonlyMap<string, JsonObject>>;
  /**
   * What is missing, told once in a warning, too: chats that could not be asked for, or that none of all was found;
   * `undefined` where all went well.
   */
  finish(): string | undefined;
}

/** Makes the look-up. A call that fails costs its own chats only. */
export function createChatLookUp({ client, notices }: StageContext): ChatLookUp {
  const asked = new Set<string>();
  let failed = 0;
  let found = 0;
  let cause: string | undefined;
  const batcher = createBatcher<JsonObject>({
    size: MAX_CHATS,
    open: OPEN,
    remember: true,
    async ask(chatIds) {
      const data = await attempt(async () =>
        answeredData(await client.call(chatRequest(chatIds)), ["items"])
      );
      if (data instanceof Failure) {
        failed += chatIds.length;
        cause ??= causeOf(data);
        return new Map();
      }
      const chats = objectsAt(data, "items");
      found += chats.length;
      return new Map(chats.map((chat) => [filledStringAt(chat, "chat_id") ?? "", chat]));
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
export function previewChatLookUp(what: string): ApiRequest {
  const desc = `${what}, up to ${MAX_CHATS} a call; needs im:chat:read; --no-detail leaves it out`;
  return { ...chatRequest(["<chat_id>"]), desc };
}

function chatRequest(chatIds: readonly string[]): ApiRequest {
  return { ...queryChats(chatIds), scopes: ["im:chat:read"] };
}
