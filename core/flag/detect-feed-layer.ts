import { getChat } from "../chat/get-chat.ts";
import { Failure, withDetail } from "../failure.ts";
import { filledStringAt, objectsAt } from "../json-access.ts";
import { getMessage } from "../message/requests.ts";
import { answeredData, answeredRecords } from "../platform/answered-data.ts";
import type { Client } from "../platform/client.ts";
import type { ApiRequest } from "../platform/request.ts";
import type { FlagLayer } from "./flag-layer.ts";

/** Scopes for reading a message as a user. */
export const MESSAGE_SCOPES: readonly string[] = [
  "im:message.group_msg:get_as_user",
  "im:message.p2p_msg:get_as_user",
];

const HINT = "name the kind of thread: --flag-type feed --item-type thread (topic chat) or msg_thread";

/**
 * Finds out which feed layer a message's thread belongs to, by the mode of its chat (chats sheet 9).
 *
 * @throws {Failure} for what the service refuses, `api`/`not_found` for an unknown message,
 * `validation`/`failed_precondition` for one outside a chat, `internal`/`invalid_response` where the answers do not
 * tell; the hint says how to do without.
 */
export async function detectFeedLayer(client: Client, messageId: string): Promise<FlagLayer> {
  try {
    const chatId = await findChat(client, messageId);
    const chat = answeredData(await client.call(getChat(chatId)));
    const mode = filledStringAt(chat, "chat_mode");
    // A wrong item type fails silently, so an unknown mode is not taken for an ordinary chat.
    if (mode === undefined) throw unclear(`the service does not tell the mode of the chat "${chatId}"`);
    return { itemType: mode === "topic" ? "thread" : "msg_thread", flagType: "feed" };
  } catch (error) {
    if (!(error instanceof Failure) || error.detail.type === "interrupted") throw error;
    const { hint } = error.detail;
    throw withDetail(error, { hint: hint === undefined ? HINT : `${hint}; or ${HINT}` });
  }
}

/** The calls of the detection, for dry runs. */
export function previewDetection(messageId: string): readonly ApiRequest[] {
  return [
    { ...messageRequest(messageId), desc: "finds the chat of the message" },
    { ...getChat("<chat_id>"), desc: "tells whether it is a topic chat" },
  ];
}

async function findChat(client: Client, messageId: string): Promise<string> {
  const [message] = objectsAt(
    answeredRecords(await client.call(messageRequest(messageId)), ["items"]),
    "items",
  );
  if (message === undefined) {
    const text = `no message has the id "${messageId}"`;
    throw new Failure({ type: "api", subtype: "not_found", message: text });
  }
  const chatId = message["chat_id"];
  if (typeof chatId !== "string") throw unclear(`the service does not tell the chat of "${messageId}"`);
  if (chatId.trim() !== "") return chatId;
  const text = `the message "${messageId}" is in no chat, so it has no thread`;
  throw new Failure({ type: "validation", subtype: "failed_precondition", message: text });
}

function messageRequest(messageId: string): ApiRequest {
  return { ...getMessage(messageId), scopes: MESSAGE_SCOPES };
}

function unclear(message: string): Failure {
  return new Failure({ type: "internal", subtype: "invalid_response", message });
}
