/**
 * How lists of messages look to people: the pretty table and the concise view.
 *
 * @module
 */

import type { ReadPagesResult } from "../../../core/enrich/read-pages.ts";
import { objectAt, stringAt } from "../../../core/json/access.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import {
  type ConciseFact,
  conciseText,
  type ConciseView,
  sectionsByChat,
} from "../../output/formats/concise.ts";
import { prettyTable } from "../../output/formats/table.ts";
import { truncateCharacters } from "../../output/truncate.ts";

/** Characters of a search result's content that the table shows. */
const MAX_SEARCH_CONTENT = 30;
const TIP = "full text and details: --format json";

/** A list as a table; `empty` is said where there is nothing. */
export function prettyList(
  messages: readonly JsonObject[],
  empty: string,
  { withId = false }: { readonly withId?: boolean } = {},
): readonly string[] {
  const rows = messages.map((message) => ({
    ...messageRow(message),
    ...(withId ? { message_id: stringAt(message, "message_id") ?? "" } : {}),
  }));
  return prettyRows(rows, "message", empty);
}

/** Search results as a table. */
export function prettySearch(
  messages: readonly JsonObject[],
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

/** Messages that were asked for by id. */
export function conciseMessages(messages: readonly JsonObject[], missing: readonly string[]): string {
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
function chatOf(message: JsonObject): string {
  const name = stringAt(message, "chat_name");
  if (name !== undefined) return name;
  return stringAt(message, "chat_type") === "p2p" ? "p2p" : stringAt(message, "chat_id") ?? "";
}

/** One message as a row of the pretty table: the content on one line, cut after `characters`. */
export function messageRow(message: JsonObject, characters = 40): Readonly<Record<string, string>> {
  const content = (stringAt(message, "content") ?? "").replace(/\s*\n\s*/g, " ");
  const sender = objectAt(message, "sender");
  return {
    ...(content === "" ? {} : { content: truncateCharacters(content, characters) }),
    sender: stringAt(sender, "name") ?? stringAt(sender, "id") ?? "",
    time: stringAt(message, "create_time") ?? "",
    type: stringAt(message, "msg_type") ?? "",
  };
}
