import { createBatcher } from "../enrich/batcher.ts";
import { attempt, causeOf, type StageContext } from "../enrich/stage.ts";
import { Failure } from "../failure.ts";
import type { JsonObject } from "../json.ts";
import { filledStringAt, objectsAt } from "../json-access.ts";
import { answeredData } from "../platform/answered-data.ts";
import { messageIdOf, type RawMessage } from "../message/raw-message.ts";
import { getMessages, MAX_PAGE } from "../message/requests.ts";
import { MESSAGE_SCOPES } from "./detect-feed-layer.ts";
import { isThreadFlag } from "./flag-layer.ts";

/** Most calls at a time. */
const OPEN = 1;

/** Adds messages to flags that keep a thread in the feed. */
export interface ThreadMessages {
  /**
   * The flags in their order: those of threads with the raw message under `message`, with `message_error: true` where
   * it could not be fetched; without either the service knows no such message. Others stay as they are.
   *
   * @param known messages that came along with the flags
   */
  add(flags: readonly JsonObject[], known: readonly JsonObject[]): Promise<readonly JsonObject[]>;
}

/** Makes the stage. A call that fails costs its own messages only (chats sheet 12). */
export function createThreadMessages({ client, notices, remember }: StageContext): ThreadMessages {
  const batcher = createBatcher<RawMessage | Failure>({
    size: MAX_PAGE,
    open: OPEN,
    remember,
    async ask(ids) {
      const request = { ...getMessages(ids), scopes: MESSAGE_SCOPES };
      const data = await attempt(async () => answeredData(await client.call(request), ["items"]));
      if (data instanceof Failure) {
        notices.add("thread_messages_failed", causeOf(data));
        return new Map(ids.map((id) => [id, data]));
      }
      return new Map(objectsAt(data, "items").map((one) => [messageIdOf(one), one]));
    },
  });
  return {
    async add(flags, known) {
      const byId = new Map(known.map((message) => [messageIdOf(message), message]));
      const added = flags.map(async (flag) => {
        const id = isThreadFlag(flag) ? filledStringAt(flag, "item_id") : undefined;
        if (id === undefined) return flag;
        const message = byId.get(id) ?? await batcher.get(id);
        if (message === undefined) return flag;
        return message instanceof Failure ? { ...flag, message_error: true } : { ...flag, message };
      });
      batcher.flush();
      return await Promise.all(added);
    },
  };
}
