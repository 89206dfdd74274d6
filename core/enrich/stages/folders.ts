import { createLimit } from "../../async/limit.ts";
import { attempt, describeFailure } from "../../attempt.ts";
import { Failure } from "../../failure.ts";
import { isJsonObject } from "../../json/json.ts";
import type { FolderListing } from "../../message/render/renderer.ts";
import { listFolder } from "../../message/requests.ts";
import { folderKeysOf } from "../../message/resources.ts";
import { messageIdOf, type RawMessage, readFolder } from "../../message/wire.ts";
import { responseData } from "../../platform/response.ts";
import type { Stage, StageContext } from "../stage.ts";

/** Most folders fetched at a time. */
const MAX_CONCURRENT = 8;

/** What lies in folders. */
export const folders: Stage = {
  name: "folders",
  preview: () => [{
    ...listFolder("<folder_key>", "<message_id>"),
    pathValues: {},
    desc: "for each folder: its contents",
  }],
  start(context) {
    const fetch = createFolderLoader(context);
    return {
      levels: ["page", "thread"],
      async load({ messages }) {
        const listings = await fetch(messages);
        return { rendering: () => ({ folders: listings }) };
      },
    };
  },
};

/** Lists the folders of some messages, by folder key; a folder that could not be listed is missing. */
export type FolderLoader = (messages: readonly RawMessage[]) => Promise<ReadonlyMap<string, FolderListing>>;

/** Makes a loader. */
export function createFolderLoader(context: StageContext): FolderLoader {
  const limit = createLimit(MAX_CONCURRENT);
  return async (messages) => {
    const listings = new Map<string, FolderListing>();
    const holders = new Map(
      messages.flatMap((message) => folderKeysOf(message).map((key) => [key, messageIdOf(message)] as const)),
    );
    await Promise.all(Array.from(holders, async ([key, messageId]) => {
      const listing = await limit(() => fetchOne(context, key, messageId));
      if (listing !== undefined) listings.set(key, listing);
    }));
    return listings;
  };
}

async function fetchOne(
  { client, warnings }: StageContext,
  key: string,
  messageId: string,
): Promise<FolderListing | undefined> {
  const data = await attempt(async () => {
    const body = await client.call(listFolder(key, messageId));
    return isJsonObject(body["data"]) ? responseData(body, ["items"]) : undefined;
  });
  if (data === undefined || data instanceof Failure) {
    warnings.add("folder_fetch_failed", data === undefined ? "empty data" : describeFailure(data), key);
    return undefined;
  }
  const { items, all_count: total } = readFolder(data);
  return { items: items ?? [], total: typeof total === "number" ? total : undefined };
}
