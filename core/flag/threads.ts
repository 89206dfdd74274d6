import { describeFailure } from "../attempt.ts";
import { Failure } from "../failure.ts";
import { createMessageLoader } from "../message/loader.ts";
import { messageIdOf, type RawMessage } from "../message/wire.ts";
import type { Client } from "../platform/client.ts";
import type { Warnings } from "../warning.ts";
import { isThreadFlag, MESSAGE_SCOPES } from "./layer.ts";
import type { Flag } from "./wire.ts";

/** A flag with the message of the thread that it keeps in the feed. */
export type ThreadFlag = Flag & {
  readonly message?: RawMessage;
  /** The message could not be fetched. */
  readonly message_error?: true;
};

/** Adds messages to flags that keep a thread in the feed. */
export interface ThreadMessages {
  /**
   * The flags in their order: those of threads with their message, or with `message_error` where it could not be
   * fetched; without either, no such message exists. Others stay as they are.
   *
   * @param known messages that came along with the flags
   */
  add(flags: readonly Flag[], known: readonly RawMessage[]): Promise<readonly ThreadFlag[]>;
}

/**
 * Makes a source of messages. A call that fails affects its own messages only.
 *
 * @param cache keep the messages for the whole run
 */
export function createThreadMessages(client: Client, warnings: Warnings, cache: boolean): ThreadMessages {
  const loader = createMessageLoader({ client, cache, scopes: MESSAGE_SCOPES });
  return {
    async add(flags, known) {
      const byId = new Map(known.map((message) => [messageIdOf(message), message]));
      const added = flags.map(async (flag) => {
        const id = flag.item_id ?? "";
        if (id.trim() === "" || !isThreadFlag(flag)) return flag;
        const message = byId.get(id) ?? await loader.get(id);
        if (message === undefined) return flag;
        if (!(message instanceof Failure)) return { ...flag, message };
        warnings.add("thread_messages_failed", describeFailure(message));
        return { ...flag, message_error: true as const };
      });
      loader.flush();
      return await Promise.all(added);
    },
  };
}
