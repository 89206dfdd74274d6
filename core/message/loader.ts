/**
 * Messages that are known by their ids.
 *
 * @module
 */

import { createBatcher } from "../async/batch.ts";
import { attempt } from "../attempt.ts";
import { Failure } from "../failure.ts";
import { arrayAt } from "../json/access.ts";
import type { JsonObject } from "../json/json.ts";
import type { Client } from "../platform/client.ts";
import { responseData } from "../platform/response.ts";
import { action, phrase } from "../text/phrase.ts";
import { getMessage, getMessages, MAX_PAGE_SIZE } from "./requests.ts";
import { messageIdOf, type RawMessage, readMessages, threadIdOf } from "./wire.ts";

/** Most calls at a time. */
const MAX_CONCURRENT = 1;

/** Fetches messages by their ids, 50 a call. A call that fails affects its own messages only. */
export interface MessageLoader {
  /** One message: `undefined` where the service leaves it out, the failure where its call failed. */
  get(messageId: string): Promise<RawMessage | Failure | undefined>;
  /** Messages in the order of the ids; those that could not be fetched are noted as missing. */
  fetch(messageIds: readonly string[]): Promise<readonly RawMessage[]>;
  /** Ids that `fetch` found no message for, in the order in which that became known. */
  missing(): readonly string[];
  /** Why a call failed, if one did. */
  failure(): Failure | undefined;
  /** Sends the ids that wait for a full call. */
  flush(): void;
}

/** How messages are loaded. */
export interface MessageLoaderOptions {
  readonly client: Client;
  /** Keep the messages for the whole run. */
  readonly cache: boolean;
  /** Scopes to name when the service refuses. */
  readonly scopes?: readonly string[];
}

/** Makes a loader. */
export function createMessageLoader({ client, cache, scopes }: MessageLoaderOptions): MessageLoader {
  const missing = new Set<string>();
  let failure: Failure | undefined;
  const batcher = createBatcher<RawMessage | Failure>({
    batchSize: MAX_PAGE_SIZE,
    concurrency: MAX_CONCURRENT,
    cache,
    async load(ids) {
      const request = { ...getMessages(ids), ...(scopes === undefined ? {} : { scopes }) };
      const messages = await attempt(async () => messagesIn(await client.call(request)));
      if (!(messages instanceof Failure)) return new Map(messages.map((one) => [messageIdOf(one), one]));
      failure ??= messages;
      return new Map(ids.map((id) => [id, messages]));
    },
  });
  return {
    get: batcher.get,
    async fetch(messageIds) {
      const found = await Promise.all(messageIds.map((id) => batcher.get(id)));
      return messageIds.flatMap((id, index) => {
        const message = found[index];
        if (message !== undefined && !(message instanceof Failure)) return [message];
        missing.add(id);
        return [];
      });
    },
    missing: () => [...missing],
    failure: () => failure,
    flush: batcher.flush,
  };
}

function messagesIn(body: JsonObject): readonly RawMessage[] {
  return readMessages(arrayAt(responseData(body, ["items"]), "items"));
}

/**
 * The id of the thread that a message belongs to.
 *
 * @throws {Failure} `api`/`not_found` where the message has no thread; the service's own where it refuses.
 */
export async function loadThreadId(client: Client, messageId: string): Promise<string> {
  const messages = messagesIn(await client.call(getMessage(messageId)));
  const id = messages.map(threadIdOf).find((one) => one !== undefined);
  if (id !== undefined) return id;
  throw new Failure({
    type: "api",
    subtype: "not_found",
    message: `the message "${messageId}" has no thread: nobody has replied to it in one`,
    hint: phrase`read the message itself: ${action("messages/get", { messageIds: messageId })}`,
  });
}
