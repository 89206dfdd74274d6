import { createBatcher } from "../async/batch.ts";
import { Failure } from "../failure.ts";
import { objectsAt } from "../json/access.ts";
import { getMessage, getMessages, MAX_PAGE_SIZE } from "../message/requests.ts";
import { messageIdOf, type RawMessage, threadIdOf } from "../message/wire.ts";
import type { Client } from "../platform/client.ts";
import { responseData } from "../platform/response.ts";
import { attempt, type StageContext } from "./stage.ts";

/** Most calls at a time. */
const MAX_CONCURRENT = 1;

/** Fetches messages that are known by their ids, 50 a call. */
export interface MessageLoader {
  /** The messages in the order of the ids; those that the service leaves out are noted as missing. */
  fetch(messageIds: readonly string[]): Promise<readonly RawMessage[]>;
  /** Ids without a message, in the order in which that became known. */
  missing(): readonly string[];
  /** Why a call failed, if one did. */
  failure(): Failure | undefined;
  /** Sends what still waits for company. */
  flush(): void;
}

/** Makes a fetcher. A call that fails costs its own messages only. */
export function createMessageLoader(context: StageContext): MessageLoader {
  const missing = new Set<string>();
  let failure: Failure | undefined;
  const batcher = createBatcher<RawMessage>({
    batchSize: MAX_PAGE_SIZE,
    concurrency: MAX_CONCURRENT,
    cache: context.cache,
    async load(ids) {
      const data = await attempt(async () =>
        responseData(await context.client.call(getMessages(ids)), ["items"])
      );
      if (!(data instanceof Failure)) {
        return new Map(objectsAt(data, "items").map((one) => [messageIdOf(one), one]));
      }
      failure ??= data;
      return new Map();
    },
  });
  return {
    async fetch(messageIds) {
      const found = await Promise.all(messageIds.map((id) => batcher.get(id)));
      messageIds.forEach((id, index) => {
        if (found[index] === undefined) missing.add(id);
      });
      return found.filter((message) => message !== undefined);
    },
    missing: () => [...missing],
    failure: () => failure,
    flush: () => batcher.flush(),
  };
}

/**
 * The id of the thread that a message belongs to.
 *
 * @throws {Failure} `api`/`not_found` where the message has no thread; what the service said where it refused.
 */
export async function loadThreadId(client: Client, messageId: string): Promise<string> {
  const body = await client.call(getMessage(messageId));
  const messages = objectsAt(responseData(body, ["items"]), "items");
  const id = messages.map(threadIdOf).find((one) => one !== undefined);
  if (id !== undefined) return id;
  throw new Failure({
    type: "api",
    subtype: "not_found",
    message: `the message "${messageId}" has no thread: nobody has replied to it in one`,
    hint: `read the message itself with +messages-mget --message-ids ${messageId}`,
  });
}
