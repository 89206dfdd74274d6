import type { ApiRequest } from "../platform/request.ts";

/** One chat with its mode, name and settings (chats sheet 9). */
export function getChat(chatId: string): ApiRequest {
  return {
    method: "GET",
    path: "/open-apis/im/v1/chats/:chat_id",
    pathValues: { chat_id: chatId },
    scopes: ["im:chat:read"],
    repeatable: true,
  };
}
