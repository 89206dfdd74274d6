import type { JsonObject } from "../json.ts";

/** What chats are searched by; what is empty or absent does not count. */
export interface ChatSearchWish {
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

/** The body of a search for chats: each key only where it says something (chats sheet 6). */
export function chatSearchBody(wish: ChatSearchWish): JsonObject {
  const filter = {
    ...listAt("search_types", wish.searchTypes),
    ...listAt("chat_modes", wish.chatModes.map((mode) => WIRE_MODES[mode])),
    ...listAt("member_ids", wish.memberIds),
    ...(wish.isManager ? { is_manager: true } : {}),
    ...(wish.disableSearchByUser ? { disable_search_by_user: true } : {}),
  };
  return {
    ...(wish.query.trim() === "" ? {} : { query: quotedQuery(wish.query) }),
    ...(Object.keys(filter).length === 0 ? {} : { filter }),
    ...(wish.sort === undefined ? {} : { sorter: `${wish.sort}_desc` }),
  };
}

function listAt(key: string, values: readonly string[]): JsonObject {
  return values.length === 0 ? {} : { [key]: [...new Set(values)] };
}

/** The service takes a hyphen for more than a character unless the query stands in quotes (chats sheet 6). */
function quotedQuery(query: string): string {
  if (!query.includes("-")) return query;
  const inside = /^"((?:[^"\\]|\\.)*)"$/s.exec(query.trim())?.[1];
  const plain = inside?.replace(/\\(["\\])/g, "$1") ?? query;
  return `"${plain.replace(/["\\]/g, "\\$&")}"`;
}
