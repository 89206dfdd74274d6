/**
 * Chats by their names: those that the caller is in, and public ones that a search finds.
 *
 * @module
 */

import { attempt, describeFailure } from "../attempt.ts";
import { listChats, searchChats } from "../chat/requests.ts";
import { chatSearchBody } from "../chat/search.ts";
import { CHAT, type Chat, CHAT_HIT } from "../chat/wire.ts";
import { Failure } from "../failure.ts";
import type { ApiRequest } from "../platform/request.ts";
import type { Warnings } from "../warning.ts";
import {
  type Candidate,
  firstCharacters,
  foldName,
  type Found,
  isNearName,
  knownFacts,
} from "./candidate.ts";
import { isRefused, readToEnd, type Source } from "./read-all.ts";

const PAGE_SIZE = 100;
/** Longer queries find nothing. */
const MAX_QUERY = 64;

/** A page of the chats that the caller is in. The list has every name, where a search has words. */
export function ownChatsRequest(pageToken: string | undefined): ApiRequest {
  return {
    ...listChats({ sort: "create_time", userIdType: "open_id", types: [], pageSize: PAGE_SIZE, pageToken }),
    scopes: ["im:chat:read"],
  };
}

/** A page of the chats whose names have a text in them. */
function searchRequest(query: string, pageToken: string | undefined): ApiRequest {
  const body = chatSearchBody({
    ...{ query, memberIds: [], searchTypes: [], chatModes: [], isManager: false },
    ...{ disableSearchByUser: true, sort: undefined },
  });
  return { ...searchChats(body, PAGE_SIZE, pageToken), scopes: ["im:chat:read"] };
}

/** What to search for: the name as it is written and, where that is another text, in its usual letters. */
function queriesFor(name: string): readonly string[] {
  const forms = [name, name.normalize("NFKC")].map((form) => firstCharacters(form.trim(), MAX_QUERY));
  return [...new Set(forms)];
}

/** The calls that finding a chat takes, for a preview. */
export function chatNameRequests(name: string): readonly ApiRequest[] {
  return [
    ...queriesFor(name).map((query) => ({
      ...searchRequest(query, undefined),
      desc: `finds the chat with the name "${name}", page by page`,
    })),
    {
      ...ownChatsRequest(undefined),
      desc: "compares the name with the chats that the caller is in, page by page",
    },
  ];
}

/** The chats that the caller is in, each once. */
export async function readOwnChats(source: Source): Promise<readonly Chat[]> {
  const chats = new Map<string, Chat>();
  await readToEnd(source, ownChatsRequest, { items: CHAT }, (_key, items) => {
    for (const chat of items) if (chat.chat_id) chats.set(chat.chat_id, chat);
  });
  return [...chats.values()];
}

/** What finding chats takes. */
export interface ChatSource extends Source {
  readonly warnings: Warnings;
  /** Reads the chats that the caller is in, once a run. */
  ownChats(): Promise<readonly Chat[]>;
}

/** Finds chats by name. Without the search, those that the caller is in are left, and a warning says so. */
export async function findChats(source: ChatSource, name: string): Promise<Found> {
  const found = new Map<string, Chat>();
  const search = async (query: string) => {
    await readToEnd(source, (token) => searchRequest(query, token), { items: CHAT_HIT }, (_key, hits) => {
      for (const { meta_data: chat } of hits) if (chat?.chat_id) found.set(chat.chat_id, chat);
    });
  };
  const searchOrWarn = async (query: string) => {
    const result = await attempt(() => search(query));
    if (result instanceof Failure && !isRefused(result)) throw result;
    if (result instanceof Failure) source.warnings.add("chat_search_refused", describeFailure(result));
  };
  const [own] = await Promise.all([source.ownChats(), ...queriesFor(name).map(searchOrWarn)]);
  const folded = foldName(name);
  const hits = [...found.values()];
  const others = own.filter(({ chat_id: id }) => id && !found.has(id));
  const joined = new Set(own.map(({ chat_id: id }) => id));
  const isNamed = (chat: Chat) => foldName(chat.name ?? "") === folded;
  const asCandidate = (chat: Chat) => chatCandidate(chat, joined.has(chat.chat_id));
  return {
    exact: [...hits, ...others].filter(isNamed).map(asCandidate),
    near: [
      ...hits.filter((chat) => !isNamed(chat)),
      ...others.filter((chat) => !isNamed(chat) && isNearName(chat.name ?? "", folded)),
    ].map(asCandidate),
  };
}

/** A chat with what tells it from others of its name. */
export function chatCandidate(chat: Chat, isJoined?: boolean): Candidate {
  const { chat_id: id, name, chat_mode, chat_status, description, owner_id, external } = chat;
  return {
    type: "chat",
    id: id ?? "",
    name: name ?? "",
    ...knownFacts({
      chat_mode,
      ...(chat_status === "normal" ? {} : { chat_status }),
      description,
      owner_id,
      external,
      p2p_target_id: chat.p2p_target_id,
    }),
    ...(isJoined === undefined ? {} : { joined: isJoined }),
  };
}
