import { Failure } from "../failure.ts";
import type { JsonObject } from "../json/json.ts";
import type { Client } from "../platform/client.ts";
import { recordsAt } from "../platform/list-reader.ts";
import { responseData } from "../platform/response.ts";
import { queryDirectChats } from "./requests.ts";
import { CHAT, type Chat, type ChatHit } from "./wire.ts";

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
export function chatSearchBody(search: ChatSearchQuery): JsonObject {
  const filter = {
    ...listAt("search_types", search.searchTypes),
    ...listAt("chat_modes", search.chatModes.map((mode) => WIRE_MODES[mode])),
    ...listAt("member_ids", search.memberIds),
    ...(search.isManager ? { is_manager: true } : {}),
    ...(search.disableSearchByUser ? { disable_search_by_user: true } : {}),
  };
  return {
    ...(search.query.trim() === "" ? {} : { query: quoteQuery(search.query) }),
    ...(Object.keys(filter).length === 0 ? {} : { filter }),
    ...(search.sort === undefined ? {} : { sorter: `${search.sort}_desc` }),
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

/** The chats of a search. */
export interface FoundChats {
  readonly chats: readonly Chat[];
  /** Hits that came without their chat. */
  readonly skipped: number;
}

/** Takes the chats out of the hits that they are wrapped in. */
export function unwrapChatHits(hits: readonly ChatHit[]): FoundChats {
  const chats = hits.flatMap(({ meta_data: chat }) => chat ?? []);
  return { chats, skipped: hits.length - chats.length };
}

/**
 * The id of the direct chat with a person.
 *
 * @throws {Failure} `api`/`not_found` where there is none; what the service said where it refused.
 */
export async function findDirectChat(client: Client, openId: string): Promise<string> {
  const data = responseData(await client.call(queryDirectChats([openId])), ["p2p_chats"]);
  const chats = recordsAt(data, "p2p_chats", CHAT);
  const id = chats.map((chat) => chat.chat_id ?? "").find((one) => one.trim() !== "");
  if (id !== undefined) return id;
  throw new Failure({
    type: "api",
    subtype: "not_found",
    message: `there is no direct chat with "${openId}"`,
    hint: "check the open id; a direct chat exists once one of you has written",
  });
}
