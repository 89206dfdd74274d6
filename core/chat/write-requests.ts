/**
 * The requests that create and change chats (chats sheet 3 and 4).
 *
 * @module
 */

import type { Identity } from "../platform/identity.ts";
import type { ApiRequest } from "../platform/request.ts";

/** The most people and bots that a chat begins with. */
export const MAX_FIRST_USERS = 50;
export const MAX_FIRST_BOTS = 5;
/** The most characters (Unicode code points) of a name and of a description. */
export const MAX_NAME = 60;
export const MAX_DESCRIPTION = 100;

/** A chat to be made; what is absent or empty is not sent. */
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
  /** At most one chat comes of a uuid within ten hours, so the request may be repeated under it. */
  readonly uuid: string;
}

/** Makes a chat. */
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
      ...(filled(chat.name) ? { name: chat.name } : {}),
      ...(filled(chat.description) ? { description: chat.description } : {}),
      ...(chat.users.length === 0 ? {} : { user_id_list: chat.users }),
      ...(chat.bots.length === 0 ? {} : { bot_id_list: chat.bots }),
      ...(filled(chat.owner) ? { owner_id: chat.owner } : {}),
    },
    scopes: [identity === "user" ? "im:chat:create_by_user" : "im:chat:create"],
    repeatable: true,
    isWrite: true,
  };
}

/** Asks for the link through which people can join; asking again does no harm. */
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

function filled(text: string | undefined): text is string {
  return text !== undefined && text !== "";
}
