import type { JsonObject } from "../json.ts";
import { objectAt, objectsAt } from "../json-access.ts";

/** A page of search results as a page of chats. */
export interface ChatHits {
  /** The body with the chats themselves as its items. */
  readonly body: JsonObject;
  /** Hits that came without their chat. */
  readonly lost: number;
}

/** Takes the chats out of the hits that they are wrapped in (chats sheet 6). */
export function unwrapChatHits(body: JsonObject): ChatHits {
  const data = objectAt(body, "data") ?? {};
  const hits = objectsAt(data, "items");
  const items = hits.flatMap((hit) => objectAt(hit, "meta_data") ?? []);
  return { body: { ...body, data: { ...data, items } }, lost: hits.length - items.length };
}
