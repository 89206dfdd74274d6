/**
 * The requests that look up chats (reading sheet 2.1 and 2.3).
 *
 * @module
 */

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
