import { Failure } from "../failure.ts";
import { nonEmptyStringAt, objectAt, objectsAt } from "../json/access.ts";
import type { JsonObject } from "../json/json.ts";
import type { Client } from "../platform/client.ts";
import { responseData } from "../platform/response.ts";
import { queryDirectChats } from "./requests.ts";

/** What chats are searched by; what is empty or absent does not count. */
export interface ChatSearchQuery {
  readonly query: string;
  /** Open ids. */
  readonly memberIds: readonly string[];
  readonly searchTypes: readonly string[];
  readonly chatModes: readonly ("group" | "topic")[];
  readonly isManager: boolean;
  readonly disableSearchByUser: boolean;
  readonly sort: string | undefined;
}

/** The service's names of the modes. */
const WIRE_MODES = { group: "default", topic: "thread" } as const;

/** The body of a search for chats: each key only where it says something. */
export function chatSearchBody(wish: ChatSearchQuery): JsonObject {
  const filter = {
    ...listAt("search_types", wish.searchTypes),
    ...listAt("chat_modes", wish.chatModes.map((mode) => WIRE_MODES[mode])),
    ...listAt("member_ids", wish.memberIds),
    ...(wish.isManager ? { is_manager: true } : {}),
    ...(wish.disableSearchByUser ? { disable_search_by_user: true } : {}),
  };
  return {
    ...(wish.query.trim() === "" ? {} : { query: quoteQuery(wish.query) }),
    ...(Object.keys(filter).length === 0 ? {} : { filter }),
    ...(wish.sort === undefined ? {} : { sorter: `${wish.sort}_desc` }),
  };
}

function listAt(key: string, values: readonly string[]): JsonObject {
  return values.length === 0 ? {} : { [key]: [...new Set(values)] };
}

/** The service takes a hyphen for more than a character unless the query stands in quotes. */
function quoteQuery(query: string): string {
  if (!query.includes("-")) return query;
  const inside = /^"((?:[^"\\]|\\.)*)"$/s.exec(query.trim())?.[1];
  const plain = inside?.replace(/\\(["\\])/g, "$1") ?? query;
  return `"${plain.replace(/["\\]/g, "\\$&")}"`;
}

/** A page of search results as a page of chats. */
export interface ChatSearchPage {
  /** The body with the chats themselves as its items. */
  readonly body: JsonObject;
  /** Hits that came without their chat. */
  readonly skipped: number;
}

/** Takes the chats out of the hits that they are wrapped in. */
export function unwrapChatHits(body: JsonObject): ChatSearchPage {
  const data = objectAt(body, "data") ?? {};
  const hits = objectsAt(data, "items");
  const items = hits.flatMap((hit) => objectAt(hit, "meta_data") ?? []);
  return { body: { ...body, data: { ...data, items } }, skipped: hits.length - items.length };
}

/**
 * The id of the direct chat with a person.
 *
 * @throws {Failure} `api`/`not_found` where there is none; what the service said where it refused.
 */
export async function findDirectChat(client: Client, openId: string): Promise<string> {
  const body = await client.call(queryDirectChats([openId]));
  const chats = objectsAt(responseData(body, ["p2p_chats"]), "p2p_chats");
  const id = chats.map((chat) => nonEmptyStringAt(chat, "chat_id")).find((one) => one !== undefined);
  if (id !== undefined) return id;
  throw new Failure({
    type: "api",
    subtype: "not_found",
    message: `there is no direct chat with "${openId}"`,
    hint: "check the open id; a direct chat exists once one of you has written",
  });
}
