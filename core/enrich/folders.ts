import { Failure } from "../failure.ts";
import { isJsonObject } from "../json.ts";
import { objectsAt } from "../json-access.ts";
import { folderKeysOf } from "../message/folder-refs.ts";
import { messageIdOf, type RawMessage } from "../message/raw-message.ts";
import type { FolderListing } from "../message/render/rendering.ts";
import { listFolder } from "../message/requests.ts";
import { answeredData } from "../platform/answered-data.ts";
import { createGate } from "./gate.ts";
import { attempt, causeOf, type StageContext } from "./stage.ts";

/** Most folders fetched at a time. */
const OPEN = 8;

/** Lists what folders hold (reading sheet 4.8). */
export interface FolderStage {
  /** Listings by folder key; a folder that could not be listed is missing. */
  fetch(messages: readonly RawMessage[]): Promise<ReadonlyMap<string, FolderListing>>;
}

/** Makes the stage. */
export function createFolderStage(context: StageContext): FolderStage {
  const gate = createGate(OPEN);
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
  { client, notices }: StageContext,
  key: string,
  messageId: string,
): Promise<FolderListing | undefined> {
  const data = await attempt(async () => {
    const body = await client.call(listFolder(key, messageId));
    return isJsonObject(body["data"]) ? answeredData(body, ["items"]) : undefined;
  });
  if (data === undefined || data instanceof Failure) {
    notices.add("folder_fetch_failed", data === undefined ? "empty data" : causeOf(data), key);
    return undefined;
  }
  const total = data["all_count"];
  return { items: objectsAt(data, "items"), total: typeof total === "number" ? total : undefined };
}
