import { createBatcher } from "../../async/batch.ts";
import { Failure } from "../../failure.ts";
import { isThreadFlag, MESSAGE_SCOPES } from "../../flag/layer.ts";
import { nonEmptyStringAt, objectsAt } from "../../json/access.ts";
import type { JsonObject } from "../../json/json.ts";
import { getMessages, MAX_PAGE_SIZE } from "../../message/requests.ts";
import { messageIdOf, type RawMessage } from "../../message/wire.ts";
import { responseData } from "../../platform/response.ts";
import { attempt, describeFailure, type StageContext } from "../stage.ts";

/** Most calls at a time. */
const CONCURRENCY = 1;

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

/** Makes the stage. A call that fails costs its own messages only. */
export function createThreadMessages(
  { client, warnings: notices, cache: remember }: StageContext,
): ThreadMessages {
  const batcher = createBatcher<RawMessage | Failure>({
    batchSize: MAX_PAGE_SIZE,
    concurrency: CONCURRENCY,
    cache: remember,
    async load(ids) {
      const request = { ...getMessages(ids), scopes: MESSAGE_SCOPES };
      const data = await attempt(async () => responseData(await client.call(request), ["items"]));
      if (data instanceof Failure) {
        notices.add("thread_messages_failed", describeFailure(data));
        return new Map(ids.map((id) => [id, data]));
      }
      return new Map(objectsAt(data, "items").map((one) => [messageIdOf(one), one]));
    },
  });
  return {
    async add(flags, known) {
      const byId = new Map(known.map((message) => [messageIdOf(message), message]));
      const added = flags.map(async (flag) => {
        const id = isThreadFlag(flag) ? nonEmptyStringAt(flag, "item_id") : undefined;
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
