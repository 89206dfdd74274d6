import { createLimit } from "../../async/limit.ts";
import { Failure } from "../../failure.ts";
import { objectsAt } from "../../json/access.ts";
import { isJsonObject } from "../../json/json.ts";
import type { FolderListing } from "../../message/render/renderer.ts";
import { listFolder } from "../../message/requests.ts";
import { folderKeysOf } from "../../message/resources.ts";
import { messageIdOf, type RawMessage } from "../../message/wire.ts";
import { responseData } from "../../platform/response.ts";
import { attempt, describeFailure, type StageContext } from "../stage.ts";

/** Most folders fetched at a time. */
const MAX_CONCURRENT = 8;

/** Lists what folders hold. */
export interface FolderStage {
  /** Listings by folder key; a folder that could not be listed is missing. */
  fetch(messages: readonly RawMessage[]): Promise<ReadonlyMap<string, FolderListing>>;
}

/** Makes the stage. */
export function createFolderStage(context: StageContext): FolderStage {
  const gate = createLimit(MAX_CONCURRENT);
  return {
    async fetch(messages) {
      const listings = new Map<string, FolderListing>();
      const wanted = new Map(
        messages.flatMap((message) =>
          folderKeysOf(message).map((key) => [key, messageIdOf(message)] as const)
        ),
      );
      await Promise.all(Array.from(wanted, async ([key, messageId]) => {
        const listing = await gate(() => fetchOne(context, key, messageId));
        if (listing !== undefined) listings.set(key, listing);
      }));
      return listings;
    },
  };
}

async function fetchOne(
  { client, warnings: notices }: StageContext,
  key: string,
  messageId: string,
): Promise<FolderListing | undefined> {
  const data = await attempt(async () => {
    const body = await client.call(listFolder(key, messageId));
    return isJsonObject(body["data"]) ? responseData(body, ["items"]) : undefined;
  });
  if (data === undefined || data instanceof Failure) {
    notices.add("folder_fetch_failed", data === undefined ? "empty data" : describeFailure(data), key);
    return undefined;
  }
  const total = data["all_count"];
  return { items: objectsAt(data, "items"), total: typeof total === "number" ? total : undefined };
}
