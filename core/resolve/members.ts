/**
 * The people in the caller's chats: all whom a bot sees by name.
 *
 * @module
 */

import { attempt, describeFailure } from "../attempt.ts";
import { createLimit } from "../async/limit.ts";
import { listMembers } from "../chat/requests.ts";
import { type Chat, CHAT_MEMBER, type ChatMember } from "../chat/wire.ts";
import { Failure } from "../failure.ts";
import type { ApiRequest } from "../platform/request.ts";
import { counted } from "../text/count.ts";
import type { Warnings } from "../warning.ts";
import { type Candidate, foldName, type Found, isNearName } from "./candidate.ts";
import { isRefused, readToEnd, type Source } from "./read-all.ts";

/** The most chats whose members are read, and how many at a time. */
const MAX_CHATS = 200;
const CONCURRENCY = 4;
/** Chats that are named with a person. */
const MAX_NAMED_CHATS = 3;

/** A page of the people in a chat. */
export function membersRequest(chatId: string, pageToken: string | undefined): ApiRequest {
  const request = listMembers(chatId, {
    ...{ memberIdType: "open_id", memberTypes: ["user"], pageSize: 100, pageToken },
  });
  return { ...request, scopes: ["im:chat.members:read"] };
}

/** Somebody in the chats. */
interface Member {
  readonly id: string;
  readonly name: string;
  /** Names of chats, or ids where they have none. */
  readonly chats: string[];
}

/**
 * Reads the people in chats.
 *
 * @throws {Failure} `validation` where there are too many chats: the name might be in those that are left out
 */
export async function readMembers(
  source: Source,
  chats: readonly Chat[],
  warnings: Warnings,
): Promise<readonly Member[]> {
  if (chats.length > MAX_CHATS) throw tooManyChats(chats.length);
  const members = new Map<string, Member>();
  const limit = createLimit(CONCURRENCY);
  const read = async ({ chat_id: id = "", name }: Chat) => {
    const schemas = { users: CHAT_MEMBER, truncations: CHAT_MEMBER };
    await readToEnd(source, (token) => membersRequest(id ?? "", token), schemas, (key, records) => {
      if (key === "truncations" && records.length > 0) {
        warnings.add("members_truncated", "the service lists a part of the members only", id ?? "");
      }
      for (const record of key === "users" ? records : []) add(members, record, name || (id ?? ""));
    });
  };
  const failures = (await Promise.all(chats.map((chat) => limit(() => attempt(() => read(chat))))))
    .map((result, at) => [result, chats[at]?.chat_id ?? ""] as const)
    .filter((entry): entry is readonly [Failure, string] => entry[0] instanceof Failure);
  const final = failures.find(([failure]) => !isRefused(failure));
  const [first = undefined] = failures;
  if (final !== undefined) throw final[0];
  if (first !== undefined && failures.length === chats.length) throw first[0];
  // Whom the caller may not see bears no name for it; but nothing is left out silently.
  for (const [failure, id] of failures) warnings.add("members_not_read", describeFailure(failure), id);
  return [...members.values()];
}

function add(members: Map<string, Member>, { member_id: id, name }: ChatMember, chat: string): void {
  if (!id) return;
  const member = members.get(id) ?? { id, name: name ?? "", chats: [] };
  members.set(id, member);
  if (!member.chats.includes(chat)) member.chats.push(chat);
}

function tooManyChats(count: number): Failure {
  return new Failure({
    type: "validation",
    subtype: "invalid_argument",
    message: `the caller is in ${
      counted(count, "chat")
    }; names are compared with the members of ${MAX_CHATS} at most`,
    hint: "give the open id instead",
  });
}

/** Those of the members that bear a name, and those whose names are close to it. */
export function findMembers(members: readonly Member[], name: string): Found {
  const folded = foldName(name);
  const named = members.filter((member) => isNearName(member.name, folded));
  const [exact = [], near = []] = [true, false].map((isExact) =>
    named.filter((member) => (foldName(member.name) === folded) === isExact).map(memberCandidate)
  );
  return { exact, near };
}

function memberCandidate({ id, name, chats }: Member): Candidate {
  return { type: "user", id, name, chats: chats.slice(0, MAX_NAMED_CHATS) };
}
