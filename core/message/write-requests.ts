/**
 * The requests that write messages and list who read them. Pure: a dry run prints them, a run
 * sends them.
 *
 * @module
 */

import { type JsonObject, stringifyJson } from "../json/json.ts";
import type { ApiRequest } from "../platform/request.ts";

/** Kinds of ids that name a receiver. */
export const RECEIVER_TYPES = ["chat_id", "open_id", "union_id", "user_id", "email"] as const;

/** What kind of id names a receiver. */
export type ReceiverType = typeof RECEIVER_TYPES[number];

/** Where a message goes. */
export interface Receiver {
  readonly type: ReceiverType;
  readonly id: string;
}

/** A message as the service takes it. */
export interface OutgoingMessage {
  readonly msgType: string;
  /** Sent as text that holds JSON. */
  readonly content: JsonObject;
  /** The service makes at most one message per uuid within an hour, so the request may be repeated under it. */
  readonly uuid: string;
}

/** Sends a message to a chat or person. */
export function sendMessage({ type, id }: Receiver, message: OutgoingMessage): ApiRequest {
  return {
    method: "POST",
    path: "/open-apis/im/v1/messages",
    params: { receive_id_type: type },
    body: { receive_id: id, ...messageFields(message), uuid: message.uuid },
    repeatable: true,
    isWrite: true,
  };
}

/** Replies to a message, in its thread if `inThread` says so. */
export function replyToMessage(messageId: string, inThread: boolean, message: OutgoingMessage): ApiRequest {
  return {
    method: "POST",
    path: "/open-apis/im/v1/messages/:message_id/reply",
    pathValues: { message_id: messageId },
    body: {
      ...messageFields(message),
      ...(inThread ? { reply_in_thread: true } : {}),
      uuid: message.uuid,
    },
    repeatable: true,
    isWrite: true,
  };
}

/** The most messages of one bundle. */
export const MAX_FORWARDED = 100;

/** Where something is forwarded to: these calls take a thread, too. */
export interface ForwardTarget {
  readonly type: ReceiverType | "thread_id";
  readonly id: string;
}

/** What is forwarded: one message, several as a bundle, or a thread as a bundle. */
export type ForwardSource =
  | { readonly kind: "message"; readonly messageId: string }
  | { readonly kind: "bundle"; readonly messageIds: readonly string[] }
  | { readonly kind: "thread"; readonly threadId: string };

/** Forwards; the service makes at most one message per uuid and target within an hour. */
export function forward(source: ForwardSource, { type, id }: ForwardTarget, uuid: string): ApiRequest {
  return {
    method: "POST",
    ...placeOf(source),
    params: { receive_id_type: type, uuid },
    body: {
      receive_id: id,
      ...(source.kind === "bundle" ? { message_id_list: source.messageIds } : {}),
    },
    repeatable: true,
    isWrite: true,
  };
}

function placeOf(source: ForwardSource): Pick<ApiRequest, "path" | "pathValues"> {
  switch (source.kind) {
    case "message":
      return {
        path: "/open-apis/im/v1/messages/:message_id/forward",
        pathValues: { message_id: source.messageId },
      };
    case "bundle":
      return { path: "/open-apis/im/v1/messages/merge_forward" };
    case "thread":
      return {
        path: "/open-apis/im/v1/threads/:thread_id/forward",
        pathValues: { thread_id: source.threadId },
      };
  }
}

/** Replaces the content of a text or post; there is no key that would make a repetition harmless. */
export function editMessage(messageId: string, message: Omit<OutgoingMessage, "uuid">): ApiRequest {
  return {
    method: "PUT",
    path: "/open-apis/im/v1/messages/:message_id",
    pathValues: { message_id: messageId },
    body: messageFields(message),
    repeatable: false,
  };
}

function messageFields({ msgType, content }: Omit<OutgoingMessage, "uuid">): JsonObject {
  return { msg_type: msgType, content: stringifyJson(content) };
}

/** The most messages of one question about read receipts. */
export const MAX_READ_STATUS_IDS = 50;

/** Whether the current user has read messages. */
export function queryReadStatus(messageIds: readonly string[]): ApiRequest {
  return {
    method: "POST",
    path: "/open-apis/im/v1/messages/read_status",
    body: { message_ids: messageIds },
    repeatable: true,
  };
}

/** A page of those who have read a message. */
export function listReadUsers(
  messageId: string,
  query: { readonly userIdType: string; readonly pageSize: number; readonly pageToken: string | undefined },
): ApiRequest {
  return {
    method: "GET",
    path: "/open-apis/im/v1/messages/:message_id/read_users",
    pathValues: { message_id: messageId },
    params: {
      user_id_type: query.userIdType,
      page_size: String(query.pageSize),
      ...(query.pageToken === undefined ? {} : { page_token: query.pageToken }),
    },
    repeatable: true,
  };
}
