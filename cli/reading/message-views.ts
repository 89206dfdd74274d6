/**
 * How lists of messages look to people: the pretty table and the concise view (reading sheet 2 and 3.3).
 *
 * @module
 */

import type { PagesRead } from "../../core/enrich/read-pages.ts";
import type { JsonObject } from "../../core/json.ts";
import { stringAt } from "../../core/json-access.ts";
import { type ConciseFact, conciseText, type ConciseView } from "../output/concise.ts";
import { prettyTable } from "../output/pretty-table.ts";
import { sectionsByChat } from "../output/sections-by-chat.ts";
import { messageRow } from "./message-rows.ts";

/** Characters of a search result's content that the table shows. */
const SEARCH_CHARACTERS = 30;
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
    ...messageRow(message, SEARCH_CHARACTERS),
  }));
  const found = missing.length === 0 ? "no messages found" : "no message found could be fetched";
  return [
    ...prettyRows(rows, "result", found),
    ...(missing.length === 0 ? [] : ["", "found, but not fetched:", ...missing]),
  ];
}

/** The list of a chat or thread. */
export function conciseList(
  title: ConciseView["title"],
  facts: readonly ConciseFact[],
  { messages, end }: PagesRead,
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
export function conciseSearch({ messages, end }: PagesRead, missing: readonly string[]): string {
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
