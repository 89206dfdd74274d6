import { createLimit } from "../../async/limit.ts";
import { Failure } from "../../failure.ts";
import { objectsAt } from "../../json/access.ts";
import { getBundle } from "../../message/requests.ts";
import { messageIdOf, messageTypeOf, type RawMessage } from "../../message/wire.ts";
import { responseData } from "../../platform/response.ts";
import { attempt, describeFailure, isPermanent, type StageContext } from "../stage.ts";

/** Most bundles fetched at a time. */
const MAX_CONCURRENT = 8;

/** What a bundle holds, or why it could not be fetched. */
export type BundleItems = readonly RawMessage[] | Failure;

/** Fetches what forwarded bundles hold. */
export interface BundleStage {
  /** The messages in each bundle among these messages, by the bundle's message id. */
  fetch(messages: readonly RawMessage[]): Promise<ReadonlyMap<string, BundleItems>>;
}

/** Makes the stage. */
export function createBundleStage(context: StageContext): BundleStage {
  const { warnings: notices, cache: remember } = context;
  const gate = createLimit(MAX_CONCURRENT);
  const fetched = new Map<string, Promise<BundleItems>>();

  async function fetchOne(id: string): Promise<BundleItems> {
    const items = await gate(() => fetchWithRetry(context, id));
    if (items instanceof Failure) notices.add("merge_forward_prefetch_failed", describeFailure(items), id);
    // What failed for good is not asked for again, however long the walk is.
    if (!remember && !(items instanceof Failure && isPermanent(items))) fetched.delete(id);
    return items;
  }

  return {
    async fetch(messages) {
      const ids = messages.filter((message) => messageTypeOf(message) === "merge_forward").map(messageIdOf);
      const entries = [...new Set(ids)].filter((id) => id !== "").map(async (id) => {
        const items = fetched.get(id) ?? fetchOne(id);
        fetched.set(id, items);
        return [id, await items] as const;
      });
      return new Map(await Promise.all(entries));
    },
  };
}

/** A second try, unless the first failed for good; after a fault of the server without the parameter for cards. */
async function fetchWithRetry({ client }: StageContext, id: string): Promise<BundleItems> {
  const ask = (cards: "raw" | "plain") =>
    attempt(async () => objectsAt(responseData(await client.call(getBundle(id, cards)), ["items"]), "items"));
  const items = await ask("raw");
  if (!(items instanceof Failure) || isPermanent(items)) return items;
  return await ask(items.detail.subtype === "server_error" ? "plain" : "raw");
}
