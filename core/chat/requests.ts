/**
 * The requests about chats and their members. Pure: a dry run prints them, a run sends them.
 *
 * @module
 */

import type { JsonObject } from "../json/json.ts";
import type { Identity } from "../platform/identity.ts";
import type { ApiRequest } from "../platform/request.ts";

/** The most chats of one call. */
export const MAX_CHATS = 50;

/** Mode and name of up to 50 chats. */
export function queryChats(chatIds: readonly string[]): ApiRequest {
  return {
    method: "POST",
    path: "/open-apis/im/v1/chats/batch_query",
    params: { user_id_type: "open_id" },
    body: { chat_ids: chatIds },
    repeatable: true,
  };
}

/** The direct chats with people. */
export function queryDirectChats(openIds: readonly string[]): ApiRequest {
  return {
    method: "POST",
    path: "/open-apis/im/v1/chat_p2p/batch_query",
    params: { chatter_id_type: "open_id" },
    body: { chatter_ids: openIds },
    repeatable: true,
  };
}

/** One chat with its mode, name and settings. */
export function getChat(chatId: string): ApiRequest {
  return {
    method: "GET",
    path: "/open-apis/im/v1/chats/:chat_id",
    pathValues: { chat_id: chatId },
    scopes: ["im:chat:read"],
    repeatable: true,
  };
}

/** Whether the caller is in a chat (`data.is_in_chat`). */
export function isMemberRequest(chatId: string): ApiRequest {
  return {
    method: "GET",
    path: "/open-apis/im/v1/chats/:chat_id/members/is_in_chat",
    pathValues: { chat_id: chatId },
    scopes: ["im:chat.members:read"],
    repeatable: true,
  };
}

/** The most chats of one call for mute settings. */
export const MAX_MUTE_SETTINGS = 10;

/** Which chats of the caller are listed. */
export interface ChatListQuery {
  readonly sort: "create_time" | "active_time";
  /** Kind of id to use for owners and the other people of direct chats. */
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

/** The most people and bots that a chat begins with. */
export const MAX_INITIAL_USERS = 50;
export const MAX_INITIAL_BOTS = 5;
/** The most characters (Unicode code points) of a name and of a description. */
export const MAX_NAME = 60;
export const MAX_DESCRIPTION = 100;

/** A chat to be created; what is absent or empty is not sent. */
export interface NewChat {
  readonly chatType: "private" | "public";
  readonly chatMode: "group" | "topic";
  readonly name: string | undefined;
  readonly description: string | undefined;
  /** Open ids. */
  readonly users: readonly string[];
  /** App ids. */
  readonly bots: readonly string[];
  /** Open id; the caller where absent. */
  readonly owner: string | undefined;
  readonly isBotManager: boolean;
  /** A uuid creates at most one chat within ten hours, so the request may be repeated under it. */
  readonly uuid: string;
}

/** Creates a chat. */
export function createChat(chat: NewChat, identity: Identity): ApiRequest {
  return {
    method: "POST",
    path: "/open-apis/im/v1/chats",
    params: {
      user_id_type: "open_id",
      ...(chat.isBotManager ? { set_bot_manager: true } : {}),
      uuid: chat.uuid,
    },
    body: {
      chat_type: chat.chatType,
      chat_mode: chat.chatMode,
      ...(isNonEmpty(chat.name) ? { name: chat.name } : {}),
      ...(isNonEmpty(chat.description) ? { description: chat.description } : {}),
      ...(chat.users.length === 0 ? {} : { user_id_list: chat.users }),
      ...(chat.bots.length === 0 ? {} : { bot_id_list: chat.bots }),
      ...(isNonEmpty(chat.owner) ? { owner_id: chat.owner } : {}),
    },
    scopes: [identity === "user" ? "im:chat:create_by_user" : "im:chat:create"],
    repeatable: true,
    isWrite: true,
  };
}

/** Asks for the link to join a chat; asking again does no harm. */
export function shareChat(chatId: string): ApiRequest {
  return {
    method: "POST",
    path: "/open-apis/im/v1/chats/:chat_id/link",
    pathValues: { chat_id: chatId },
    scopes: ["im:chat:read"],
    repeatable: true,
  };
}

/** Fields of a chat to be changed; an empty description clears it. */
export interface ChatChange {
  readonly name?: string;
  readonly description?: string;
}

/** Changes a chat; what is absent stays. */
export function updateChat(chatId: string, { name, description }: ChatChange): ApiRequest {
  return {
    method: "PUT",
    path: "/open-apis/im/v1/chats/:chat_id",
    pathValues: { chat_id: chatId },
    params: { user_id_type: "open_id" },
    body: {
      ...(name === undefined ? {} : { name }),
      ...(description === undefined ? {} : { description }),
    },
    repeatable: false,
    isWrite: true,
  };
}

function isNonEmpty(text: string | undefined): text is string {
  return text !== undefined && text !== "";
}
