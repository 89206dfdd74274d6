/**
 * The requests that list and find chats and their members (chats sheet 2, 5 to 8).
 *
 * @module
 */

import type { JsonObject } from "../json.ts";
import type { ApiRequest } from "../platform/request.ts";

/** The most chats of one question about mute settings. */
export const MAX_SETTINGS = 10;

/** Which chats of the caller are listed. */
export interface ChatListQuery {
  readonly sort: "create_time" | "active_time";
  /** Kind of id that owners and the other people of direct chats are told by. */
  readonly userIdType: string;
  /** Empty for the service's choice, which is groups. */
  readonly types: readonly string[];
  readonly pageSize: number;
  readonly pageToken: string | undefined;
}

/** Which members of a chat are listed. */
export interface MemberListQuery {
  readonly memberIdType: string;
  /** Empty for both. */
  readonly memberTypes: readonly string[];
  readonly pageSize: number;
  readonly pageToken: string | undefined;
}

/** The chats that the caller is in. */
export function listChats({ sort, userIdType, types, pageSize, pageToken }: ChatListQuery): ApiRequest {
  return {
    method: "GET",
    path: "/open-apis/im/v1/chats",
    params: {
      user_id_type: userIdType,
      sort_type: sort === "create_time" ? "ByCreateTimeAsc" : "ByActiveTimeDesc",
      page_size: String(pageSize),
      ...(types.length === 0 ? {} : { types: types.join(",") }),
      ...(pageToken === undefined ? {} : { page_token: pageToken }),
    },
    repeatable: true,
  };
}

/** Chats that the caller can see, by what `chatSearchBody` made. */
export function searchChats(body: JsonObject, pageSize: number, pageToken: string | undefined): ApiRequest {
  return {
    method: "POST",
    path: "/open-apis/im/v2/chats/search",
    params: {
      page_size: String(pageSize),
      ...(pageToken === undefined ? {} : { page_token: pageToken }),
    },
    body,
    repeatable: true,
  };
}

/** The people and bots of a chat. */
export function listMembers(chatId: string, query: MemberListQuery): ApiRequest {
  const { memberIdType, memberTypes, pageSize, pageToken } = query;
  return {
    method: "GET",
    path: "/open-apis/im/v1/chats/:chat_id/members/list",
    pathValues: { chat_id: chatId },
    params: {
      member_id_type: memberIdType,
      page_size: String(pageSize),
      ...(memberTypes.length === 0 ? {} : { member_types: memberTypes.join(",") }),
      ...(pageToken === undefined ? {} : { page_token: pageToken }),
    },
    repeatable: true,
  };
}

/** The caller's own mute settings of up to 10 chats. */
export function queryMuteSettings(chatIds: readonly string[]): ApiRequest {
  return {
    method: "POST",
    path: "/open-apis/im/v1/chat_user_setting/batch_query",
    body: { chat_ids: chatIds },
    scopes: ["im:chat.user_setting:read"],
    repeatable: true,
  };
}
