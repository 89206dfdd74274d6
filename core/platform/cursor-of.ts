import type { JsonObject } from "../json.ts";
import { stringAt } from "../json-access.ts";
import { unexpectedShape } from "./answered-data.ts";

/** Where a page says that its list goes on. */
export interface Cursor {
  readonly hasMore: boolean;
  /** Where the next page begins; empty where the service told nothing. */
  readonly token: string;
}

/**
 * Reads the cursor of a page.
 *
 * @param data `data` of the answer
 * @throws {Failure} `internal`/`invalid_response` where `has_more` is neither true nor false: taken for false, the rest
 * of the list would be lost without a word.
 */
export function cursorOf(data: JsonObject): Cursor {
  const hasMore = data["has_more"] ?? false;
  if (typeof hasMore !== "boolean") throw unexpectedShape("data.has_more", hasMore, "true or false");
  return { hasMore, token: stringAt(data, "page_token") || stringAt(data, "next_page_token") || "" };
}
