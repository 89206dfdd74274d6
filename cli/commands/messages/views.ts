/**
 * How lists of messages look: to people, and as compact Markdown.
 *
 * @module
 */

import type { ReadPagesResult } from "../../../core/enrich/read-pages.ts";
import type { Message } from "../../../core/message/message.ts";
import { sectionsByChat } from "./chat-sections.ts";
import { conciseText, type ConciseView } from "./concise.ts";
import type { Line, Screen } from "../../screen.ts";
import type { Account } from "./next-commands.ts";
import { conversation } from "./conversation.ts";

/** Search results, each below the name of its chat. */
export function prettySearch(
  messages: readonly Message[],
  missing: readonly string[],
  screen: Screen,
  commandsAs?: Account,
): readonly Line[] {
  const empty = missing.length === 0 ? "no messages found" : "none of the messages found could be fetched";
  return [
    ...conversation(messages, screen, { empty, isMixed: true, commandsAs }),
    ...missingLines("found, but not fetched:", missing),
  ];
}

/** Messages that were requested by their ids. */
export function prettyMessages(
  messages: readonly Message[],
  missing: readonly string[],
  screen: Screen,
  commandsAs?: Account,
): readonly Line[] {
  const options = { empty: "no messages with these ids", isMixed: isMixed(messages), commandsAs };
  return [...conversation(messages, screen, options), ...missingLines("not returned:", missing)];
}

function isMixed(messages: readonly Message[]): boolean {
  return new Set(messages.map(({ chat_id }) => chat_id)).size > 1;
}

function missingLines(heading: string, missing: readonly string[]): readonly Line[] {
  return missing.length === 0 ? [] : ["", heading, ...missing];
}

/** The list of a chat or thread. */
export function conciseList(
  title: ConciseView["title"],
  id: string,
  { messages }: ReadPagesResult,
  nameOf: ConciseView["nameOf"],
): string {
  return conciseText({ title, id, sections: [{ messages }], nameOf });
}

/** Messages by id. */
export function conciseMessages(
  messages: readonly Message[],
  missing: readonly string[],
  nameOf: ConciseView["nameOf"],
): string {
  const chats = new Set(messages.map(({ chat_id: id }) => id ?? ""));
  const [id = ""] = chats.size === 1 ? chats : [];
  return conciseText({
    title: "Messages",
    id: id === "" ? undefined : id,
    sections: [{ messages }],
    missing,
    nameOf,
  });
}

/** Search results, chat by chat. */
export function conciseSearch(
  { messages }: ReadPagesResult,
  missing: readonly string[],
  nameOf: ConciseView["nameOf"],
): string {
  return conciseText({ title: "Search results", sections: sectionsByChat(messages), missing, nameOf });
}
