/**
 * The requests about feed shortcuts and feed groups. Pure: a dry run prints them, a run sends
 * them.
 *
 * @module
 */

import type { ApiRequest } from "../platform/request.ts";

/** The most shortcuts of one call. */
export const MAX_SHORTCUTS = 10;

/** The only kind of shortcut that is open: a chat. A JSON number. */
export const CHAT_SHORTCUT = 1;

/** Puts chats into the feed's shortcuts. */
export function createShortcuts(chatIds: readonly string[], place: "head" | "tail"): ApiRequest {
  return {
    method: "POST",
    path: "/open-apis/im/v2/feed_shortcuts",
    body: { shortcuts: chatIds.map(shortcutOf), is_header: place === "head" },
    repeatable: false,
    isWrite: true,
  };
}

/** Takes chats out of the feed's shortcuts. */
export function removeShortcuts(chatIds: readonly string[]): ApiRequest {
  return {
    method: "POST",
    path: "/open-apis/im/v2/feed_shortcuts/remove",
    body: { shortcuts: chatIds.map(shortcutOf) },
    repeatable: false,
    isWrite: true,
  };
}

/** A page of shortcuts; its size is the service's. */
export function listShortcuts(pageToken: string | undefined): ApiRequest {
  return {
    method: "GET",
    path: "/open-apis/im/v2/feed_shortcuts",
    ...(pageToken === undefined ? {} : { params: { page_token: pageToken } }),
    repeatable: true,
  };
}

/** Which part of a list of a feed is wanted. */
export interface FeedQuery {
  readonly pageSize: number;
  readonly pageToken: string | undefined;
  /** Window on the time of the last change, epoch milliseconds. */
  readonly start?: number | undefined;
  readonly end?: number | undefined;
}

/** A page of feed groups, live and deleted. */
export function listFeedGroups(query: FeedQuery): ApiRequest {
  // The service demands the token even where there is none.
  const params = { ...feedParams(query), page_token: query.pageToken ?? "" };
  return { method: "GET", path: "/open-apis/im/v1/groups", params, repeatable: true };
}

/** A page of the cards in a feed group, live and deleted. */
export function listFeedItems(groupId: string, query: FeedQuery): ApiRequest {
  return {
    method: "GET",
    path: "/open-apis/im/v1/groups/:feed_group_id/list_item",
    pathValues: { feed_group_id: groupId },
    params: feedParams(query),
    repeatable: true,
  };
}

/** Looks up cards in a feed group; it only reads. */
export function queryFeedItems(groupId: string, chatIds: readonly string[]): ApiRequest {
  return {
    method: "POST",
    path: "/open-apis/im/v1/groups/:feed_group_id/batch_query_item",
    pathValues: { feed_group_id: groupId },
    body: { items: chatIds.map((id) => ({ feed_id: id, feed_type: "chat" })) },
    repeatable: true,
  };
}

function shortcutOf(chatId: string) {
  return { feed_card_id: chatId, type: CHAT_SHORTCUT };
}

function feedParams({ pageSize, pageToken, start, end }: FeedQuery): Readonly<Record<string, string>> {
  return {
    page_size: String(pageSize),
    ...(pageToken === undefined ? {} : { page_token: pageToken }),
    ...(start === undefined ? {} : { start_time: String(start) }),
    ...(end === undefined ? {} : { end_time: String(end) }),
  };
}
