/**
 * The requests that read messages. Pure: a dry run prints them, a run sends them.
 *
 * @module
 */

import type { JsonObject } from "../json/json.ts";
import type { ApiRequest } from "../platform/request.ts";
import { formatRfc3339 } from "../text/time.ts";

/** Largest page of a list, and the most ids of one `mget`. */
export const MAX_PAGE_SIZE = 50;
/** The most messages of one call for reactions. */
export const MAX_REACTION_QUERIES = 20;

/**
 * Asks for the senders' names along with the messages. That servers which do not know the parameter
 * ignore it is unverified: this is the one place to switch it off.
 */
const WITH_SENDER_NAME: Readonly<Record<string, string>> = { with_sender_name: "true" };
/** Cards come as they were written, with everything in them. */
const RAW_CARDS: Readonly<Record<string, string>> = { card_msg_content_type: "raw_card_content" };

/** What is listed. */
export interface ListQuery {
  readonly container: "chat" | "thread";
  readonly id: string;
  /** By time of creation. */
  readonly order: "asc" | "desc";
  /** 1 to 50. */
  readonly pageSize: number;
  readonly pageToken?: string | undefined;
  /** Epoch seconds; for chats only. */
  readonly start?: string | undefined;
  /** Epoch seconds; for chats only. */
  readonly end?: string | undefined;
}

/** A page of the messages of a chat or thread. */
export function listMessages(query: ListQuery): ApiRequest {
  return {
    method: "GET",
    path: "/open-apis/im/v1/messages",
    params: {
      container_id_type: query.container,
      container_id: query.id,
      sort_type: query.order === "asc" ? "ByCreateTimeAsc" : "ByCreateTimeDesc",
      page_size: String(query.pageSize),
      ...RAW_CARDS,
      ...(query.start === undefined ? {} : { start_time: query.start }),
      ...(query.end === undefined ? {} : { end_time: query.end }),
      ...(query.pageToken === undefined ? {} : { page_token: query.pageToken }),
      // With true, topic chats hide a new reply to a root that is older than the time range.
      ...(query.container === "chat" ? { only_thread_root_messages: "false" } : {}),
      ...WITH_SENDER_NAME,
    },
    repeatable: true,
  };
}

/** One message, bare, with the thread that it belongs to. */
export function getMessage(messageId: string): ApiRequest {
  return {
    method: "GET",
    path: "/open-apis/im/v1/messages/:message_id",
    pathValues: { message_id: messageId },
    repeatable: true,
  };
}

/**
 * A forwarded bundle with all messages in it.
 *
 * @param cards `plain` leaves the parameter for cards out, which is reported to make some bundles fail (unverified)
 */
export function getBundle(messageId: string, cards: "raw" | "plain" = "raw"): ApiRequest {
  return {
    ...getMessage(messageId),
    params: { user_id_type: "open_id", ...(cards === "raw" ? RAW_CARDS : {}), ...WITH_SENDER_NAME },
  };
}

/** Up to 50 messages by id. */
export function getMessages(messageIds: readonly string[]): ApiRequest {
  return {
    method: "GET",
    path: "/open-apis/im/v1/messages/mget",
    params: { ...RAW_CARDS, ...WITH_SENDER_NAME, message_ids: messageIds },
    repeatable: true,
  };
}

/** A page of search results. */
export function searchMessages(body: JsonObject, pageSize: number, pageToken?: string): ApiRequest {
  return {
    method: "POST",
    path: "/open-apis/im/v1/messages/search",
    params: {
      page_size: String(pageSize),
      ...(pageToken === undefined ? {} : { page_token: pageToken }),
    },
    body,
    repeatable: true,
  };
}

/** The reactions to up to 20 messages. */
export function queryReactions(messageIds: readonly string[]): ApiRequest {
  return {
    method: "POST",
    path: "/open-apis/im/v1/messages/reactions/batch_query",
    body: { queries: messageIds.map((message_id) => ({ message_id })) },
    repeatable: true,
  };
}

/** What lies in a folder, one level deep (seen in code only, unverified). */
export function listFolder(folderKey: string, messageId: string): ApiRequest {
  return {
    method: "GET",
    path: "/open-apis/im/v1/files/:folder_key/folder",
    pathValues: { folder_key: folderKey },
    params: { srctype: "message", srcid: messageId, recursive: "false" },
    repeatable: true,
  };
}

/** What is searched for; an empty list and `undefined` mean that there is no such filter. */
export interface SearchQuery {
  readonly query: string;
  readonly chatIds: readonly string[];
  readonly senders: readonly string[];
  readonly attachment: string | undefined;
  readonly chatType: string | undefined;
  readonly senderType: string | undefined;
  readonly excludedSenderType: string | undefined;
  readonly mentionsMe: boolean;
  readonly mentioned: readonly string[];
  /** Epoch milliseconds. */
  readonly start: number | undefined;
  /** Epoch milliseconds. */
  readonly end: number | undefined;
}

/** The body of a search; times go out with their offset, which the endpoint demands. */
export function searchBody(search: SearchQuery): JsonObject {
  const { start, end } = search;
  const list = (key: string, values: readonly (string | undefined)[]) => {
    // Repeated ids are sent once (docs/contract.md, 9).
    const distinct = [...new Set(values.filter((value) => value !== undefined))];
    return distinct.length === 0 ? {} : { [key]: distinct };
  };
  const times = {
    ...(start === undefined ? {} : { start_time: formatRfc3339(start) }),
    ...(end === undefined ? {} : { end_time: formatRfc3339(end) }),
  };
  const filter: JsonObject = {
    ...list("chat_ids", search.chatIds),
    ...list("from_ids", search.senders),
    ...(search.chatType === undefined ? {} : { chat_type: search.chatType }),
    ...list("from_types", [search.senderType]),
    ...list("exclude_from_types", [search.excludedSenderType]),
    ...list("include_attachment_types", [search.attachment]),
    ...(search.mentionsMe ? { is_at_me: true } : {}),
    ...list("at_chatter_ids", search.mentioned),
    ...(Object.keys(times).length === 0 ? {} : { time_range: times }),
  };
  return { query: search.query, ...(Object.keys(filter).length === 0 ? {} : { filter }) };
}
