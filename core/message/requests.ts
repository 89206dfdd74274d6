/**
 * The requests that read messages (reading sheet 2 and 4). Pure: a dry run prints them, a run sends them.
 *
 * @module
 */

import type { JsonObject } from "../json.ts";
import type { ApiRequest } from "../platform/request.ts";

/** Largest page of a list, and the most ids of one `mget`. */
export const MAX_PAGE = 50;
/** The most messages whose reactions one call tells. */
export const MAX_REACTION_QUERIES = 20;

/**
 * The service is asked for the senders' names along with the messages. That servers which do not know the parameter
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
      // Replies are attached to their roots; without this some servers would list them once more.
      ...(query.container === "chat" ? { only_thread_root_messages: "true" } : {}),
      ...WITH_SENDER_NAME,
    },
    repeatable: true,
  };
}

/** One message, bare; it tells which thread it belongs to. */
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
