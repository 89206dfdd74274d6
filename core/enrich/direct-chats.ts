/**
 * Direct chats come without a name: here they get that of the other person.
 *
 * @module
 */

import type { Chat } from "../chat/wire.ts";
import { MAX_PEOPLE, queryPeople } from "../contact/requests.ts";
import { type Failure, isInterrupted } from "../failure.ts";
import { nonBlank } from "../json/access.ts";
import type { Client } from "../platform/client.ts";
import type { Identity } from "../platform/identity.ts";
import type { ApiRequest } from "../platform/request.ts";
import type { Warnings } from "../warning.ts";
import { createNameBook } from "./names.ts";
import { createPeopleLoader } from "./stages/sender-names.ts";

/** Chats with the names that could be found. */
export interface NamedChats<C extends Chat> {
  readonly chats: readonly C[];
  /** The person interrupted; the names are those that were known by then. */
  readonly interrupt?: Failure;
}

/** What the names are found with. */
export interface DirectChatContext {
  readonly client: Client;
  readonly warnings: Warnings;
}

/** The chats; direct ones with the name of the other person, else with what kind of account the id belongs to. */
export async function nameDirectChats<C extends Chat>(
  { client, warnings }: DirectChatContext,
  chats: readonly C[],
): Promise<NamedChats<C>> {
  const names = createNameBook();
  const { loadPeople, flush } = createPeopleLoader({ client, warnings, names });
  const targets = [
    ...new Set(chats.filter(isNameless).map(({ p2p_target_id }) => nonBlank(p2p_target_id) ?? "")),
  ];
  let interrupt: Failure | undefined;
  const loading = loadPeople(targets).catch((error) => {
    if (!isInterrupted(error)) throw error;
    interrupt = error;
  });
  flush();
  await loading;
  const named = chats.map((chat) =>
    isNameless(chat) ? { ...chat, name: partnerName(chat, names.nameOf) } : chat
  );
  return { chats: named, ...(interrupt === undefined ? {} : { interrupt }) };
}

/**
 * The same for chats by their ids.
 *
 * @throws {Failure} when the person interrupts.
 */
export async function nameDirectChatsById(
  context: DirectChatContext,
  chats: ReadonlyMap<string, Chat>,
): Promise<ReadonlyMap<string, Chat>> {
  const ids = [...chats.keys()];
  const named = await nameDirectChats(context, [...chats.values()]);
  if (named.interrupt !== undefined) throw named.interrupt;
  return new Map(named.chats.map((chat, at) => [ids[at] ?? "", chat]));
}

function isNameless({ chat_mode: mode, name }: Chat): boolean {
  return mode === "p2p" && nonBlank(name) === undefined;
}

function partnerName(
  { p2p_target_id: target, p2p_target_type: type }: Chat,
  nameOf: (id: string) => string | undefined,
): string {
  const id = nonBlank(target);
  if (id === undefined) return "direct chat";
  return nameOf(id) ?? (type === "bot" || type === "app" ? `bot ${id}` : id);
}

/** The call for the names, for dry runs. */
export function previewDirectChats(identity: Identity): ApiRequest {
  const desc = `only if there are direct chats: the names of the other people, up to ${
    MAX_PEOPLE[identity]
  } a call`;
  return { ...queryPeople(["<open_id>"], identity), desc };
}
