import { createLimit } from "../../async/limit.ts";
import { attempt, describeFailure, isPermanent } from "../../attempt.ts";
import { Failure } from "../../failure.ts";
import { arrayAt } from "../../json/access.ts";
import { getBundle } from "../../message/requests.ts";
import { messageIdOf, messageTypeOf, type RawMessage, readMessages } from "../../message/wire.ts";
import { responseData } from "../../platform/response.ts";
import type { Stage, StageContext } from "../stage.ts";

/** Most bundles fetched at a time. */
const MAX_CONCURRENT = 8;

/** What a bundle holds, or why it could not be fetched. */
export type BundleItems = readonly RawMessage[] | Failure;

/** What forwarded bundles hold. */
export const bundles: Stage = {
  name: "bundles",
  finds: "messages",
  preview: () => [{
    ...getBundle("<message_id>"),
    pathValues: {},
    desc: "for each forwarded bundle: the messages in it",
  }],
  start(context) {
    const fetch = createBundleLoader(context);
    const { nameOf } = context.names;
    return {
      levels: ["page", "thread"],
      async load({ messages }) {
        const found = await fetch(messages);
        const forwarded = new Map(
          [...found].map(([id, items]) => [id, items instanceof Failure ? [] : items]),
        );
        return {
          forwarded,
          rendering(message) {
            const id = messageIdOf(message);
            const items = found.get(id);
            if (items === undefined) return {};
            return {
              bundle: items instanceof Failure ? { failure: items.message } : { id, items, nameOf },
            };
          },
        };
      },
    };
  },
};

/** Fetches what each bundle among some messages holds, by the bundle's message id. */
export type BundleLoader = (messages: readonly RawMessage[]) => Promise<ReadonlyMap<string, BundleItems>>;

/** Makes a loader. */
export function createBundleLoader(context: StageContext): BundleLoader {
  const { warnings, cache } = context;
  const limit = createLimit(MAX_CONCURRENT);
  const fetched = new Map<string, Promise<BundleItems>>();

  async function fetchOne(id: string): Promise<BundleItems> {
    const items = await limit(() => fetchWithRetry(context, id));
    if (items instanceof Failure) warnings.add("merge_forward_prefetch_failed", describeFailure(items), id);
    // After a permanent failure there is no second request, however long the walk is.
    if (!cache && !(items instanceof Failure && isPermanent(items))) fetched.delete(id);
    return items;
  }

  return async (messages) => {
    const ids = messages.filter((message) => messageTypeOf(message) === "merge_forward").map(messageIdOf);
    const entries = [...new Set(ids)].filter((id) => id !== "").map(async (id) => {
      const items = fetched.get(id) ?? fetchOne(id);
      fetched.set(id, items);
      return [id, await items] as const;
    });
    return new Map(await Promise.all(entries));
  };
}

/** Tries twice, unless the failure is permanent; after a fault of the server without the parameter for cards. */
async function fetchWithRetry({ client }: StageContext, id: string): Promise<BundleItems> {
  const fetch = (cards: "raw" | "plain") =>
    attempt(async () =>
      readMessages(arrayAt(responseData(await client.call(getBundle(id, cards)), ["items"]), "items"))
    );
  const items = await fetch("raw");
  if (!(items instanceof Failure) || isPermanent(items)) return items;
  return await fetch(items.detail.subtype === "server_error" ? "plain" : "raw");
}
