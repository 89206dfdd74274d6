import { Failure } from "../failure.ts";
import { objectsAt } from "../json-access.ts";
import { messageIdOf, type RawMessage } from "../message/raw-message.ts";
import { getMessages, MAX_PAGE } from "../message/requests.ts";
import { answeredData } from "../platform/answered-data.ts";
import { createBatcher } from "./batcher.ts";
import { attempt, type StageContext } from "./stage.ts";

/** Most calls at a time. */
const OPEN = 1;

/** Fetches messages that are known by their ids, 50 a call. */
export interface MessageFetcher {
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
export function createMessageFetcher(context: StageContext): MessageFetcher {
  const missing = new Set<string>();
  let failure: Failure | undefined;
  const batcher = createBatcher<RawMessage>({
    size: MAX_PAGE,
    open: OPEN,
    remember: context.remember,
    async ask(ids) {
      const data = await attempt(async () =>
        answeredData(await context.client.call(getMessages(ids)), ["items"])
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
