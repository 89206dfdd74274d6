/**
 * The names of chats and people whose ids are known.
 *
 * @module
 */

import { MAX_CHATS, queryChats } from "../chat/requests.ts";
import { CHAT } from "../chat/wire.ts";
import { MAX_PEOPLE, queryPeople } from "../contact/requests.ts";
import { readPeople } from "../contact/wire.ts";
import type { Client } from "../platform/client.ts";
import type { Identity } from "../platform/identity.ts";
import { recordsAt } from "../platform/list-reader.ts";
import type { ApiRequest } from "../platform/request.ts";
import { responseData } from "../platform/response.ts";
import type { Candidate, NamedType } from "./candidate.ts";
import { chatCandidate } from "./chats.ts";

/** The calls for some ids of one type. */
export function idRequests(
  type: NamedType,
  ids: readonly string[],
  identity: Identity,
): readonly ApiRequest[] {
  const size = type === "chat" ? MAX_CHATS : MAX_PEOPLE[identity];
  const blocks = Array.from(
    { length: Math.ceil(ids.length / size) },
    (_none, at) => ids.slice(at * size, (at + 1) * size),
  );
  const scopes = identity === "user" ? "contact:user.basic_profile:readonly" : "contact:user.base:readonly";
  return blocks.map((block) =>
    type === "chat"
      ? { ...queryChats(block), scopes: ["im:chat:read"] }
      : { ...queryPeople(block, identity), scopes: [scopes] }
  );
}

/** What the ids stand for; those that the caller does not see are left out. */
export async function findIds(
  client: Client,
  type: NamedType,
  ids: readonly string[],
): Promise<readonly Candidate[]> {
  const answers = await Promise.all(
    idRequests(type, ids, client.identity).map(async (request) => {
      const data = responseData(await client.call(request), ["items"]);
      if (type === "chat") return recordsAt(data, "items", CHAT).map((chat) => chatCandidate(chat));
      return readPeople(data).map(({ open_id, user_id, name }): Candidate => ({
        ...{ type: "user", id: open_id ?? user_id ?? "", name: name ?? "" },
      }));
    }),
  );
  const found = answers.flat();
  return ids.flatMap((id) => found.find((one) => one.id === id) ?? []);
}
