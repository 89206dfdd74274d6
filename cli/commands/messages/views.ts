/**
 * How lists of messages look to people: the pretty table and the concise view.
 *
 * @module
 */

import type { ReadPagesResult } from "../../../core/enrich/read-pages.ts";
import type { Message } from "../../../core/message/message.ts";
import { type ConciseFact, conciseText, type ConciseView, sectionsByChat } from "./concise.ts";
import { prettyTable } from "../../output/formats/table.ts";
import { truncate } from "../../../core/text/truncate.ts";

/** Characters of a search result's content that the table shows. */
const MAX_SEARCH_CONTENT = 30;
const TIP = "full text and details: --format json";

/** A list as a table; `empty` stands where there is nothing. */
export function prettyList(
  messages: readonly Message[],
  empty: string,
  { withId = false }: { readonly withId?: boolean } = {},
): readonly string[] {
  const rows = messages.map((message) => ({
    ...messageRow(message),
    ...(withId ? { message_id: message.message_id } : {}),
  }));
  return prettyRows(rows, "message", empty);
}

/** Search results as a table. */
export function prettySearch(
  messages: readonly Message[],
  missing: readonly string[],
): readonly string[] {
  const rows = messages.map((message) => ({
    chat: chatOf(message),
    ...messageRow(message, MAX_SEARCH_CONTENT),
  }));
  const found = missing.length === 0 ? "no messages found" : "none of the messages found could be fetched";
  return [
    ...prettyRows(rows, "result", found),
    ...(missing.length === 0 ? [] : ["", "found, but not fetched:", ...missing]),
  ];
}

/** The list of a chat or thread. */
export function conciseList(
  title: ConciseView["title"],
  facts: readonly ConciseFact[],
  { messages, end }: ReadPagesResult,
): string {
  return conciseText({
    title,
    sections: [{ facts, messages }],
    hasMore: end.hasMore,
    nextToken: end.nextToken,
  });
}

/** Messages by id. */
export function conciseMessages(messages: readonly Message[], missing: readonly string[]): string {
  return conciseText({
    title: "Messages",
    sections: [{ facts: [], messages }],
    summaryFacts: missing.length === 0 ? [] : [["missing_message_ids", missing.join(", ")]],
  });
}

/** Search results, chat by chat. */
export function conciseSearch({ messages, end }: ReadPagesResult, missing: readonly string[]): string {
  return conciseText({
    title: "Search results",
    sections: sectionsByChat(messages),
    hasMore: end.hasMore,
    nextToken: end.nextToken,
    summaryFacts: missing.length === 0 ? [] : [["missing_message_ids", missing.join(", ")]],
  });
}

function prettyRows(
  rows: readonly Readonly<Record<string, string>>[],
  noun: string,
  empty: string,
): readonly string[] {
  if (rows.length === 0) return [empty];
  const counted = `${rows.length} ${noun}${rows.length === 1 ? "" : "s"}; ${TIP}`;
  return [...prettyTable(rows).trimEnd().split("\n"), "", counted];
}

/** The chat's name, else what kind it is, else its id. */
function chatOf({ chat_name, chat_type, chat_id = "" }: Message): string {
  return chat_name ?? (chat_type === "p2p" ? "p2p" : chat_id);
}

/** One message as a row of the pretty table: the content on one line, cut after `characters`. */
export function messageRow(message: Message, characters = 40): Readonly<Record<string, string>> {
  const { sender } = message;
  const content = message.content.replace(/\s*\n\s*/g, " ");
  return {
    ...(content === "" ? {} : { content: truncate(content, characters) }),
    sender: sender?.name ?? sender?.id ?? "",
    time: message.create_time,
    type: message.msg_type,
  };
}
