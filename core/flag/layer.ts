/**
 * The two layers of a flag: a bookmark on the message, or its thread kept in the feed.
 *
 * @module
 */

import { getChat } from "../chat/requests.ts";
import { CHAT } from "../chat/wire.ts";
import { Failure, withDetail } from "../failure.ts";
import { objectsAt } from "../json/access.ts";
import type { JsonObject } from "../json/json.ts";
import { readAs } from "../json/schema.ts";
import { getMessage } from "../message/requests.ts";
import type { Client } from "../platform/client.ts";
import type { ApiRequest } from "../platform/request.ts";
import { responseData, responseRecords } from "../platform/response.ts";
import { input, phrase } from "../text/phrase.ts";
import type { Flag } from "./wire.ts";

/** What is flagged. */
export const ITEM_TYPES = ["default", "thread", "msg_thread"] as const;
/** Where the flag stands. */
export const FLAG_TYPES = ["message", "feed"] as const;

export type ItemType = typeof ITEM_TYPES[number];
export type FlagType = typeof FLAG_TYPES[number];

/** One layer: `default` goes with `message`, the two kinds of threads with `feed`; there are no other pairs. */
export interface FlagLayer {
  readonly itemType: ItemType;
  readonly flagType: FlagType;
}

/** The bookmark on the message itself. */
export const MESSAGE_LAYER: FlagLayer = { itemType: "default", flagType: "message" };

/** Numbers on the wire, sent as text. */
const ITEM_NUMBERS: Readonly<Record<ItemType, string>> = { default: "0", thread: "4", msg_thread: "11" };
const FLAG_NUMBERS: Readonly<Record<FlagType, string>> = { feed: "1", message: "2" };

/** Whether the pair exists. */
export function isValidLayer({ itemType, flagType }: FlagLayer): boolean {
  return (itemType === "default") === (flagType === "message");
}

/** A flag as the service takes it. */
export function wireFlag(messageId: string, { itemType, flagType }: FlagLayer): JsonObject {
  return { item_id: messageId, item_type: ITEM_NUMBERS[itemType], flag_type: FLAG_NUMBERS[flagType] };
}

/** The word for an item type of an answer, where numbers come as text or as numbers; unknown ones stay as they came. */
export function itemTypeName(raw: Flag["item_type"]): string {
  return ITEM_TYPES.find((word) => ITEM_NUMBERS[word] === textOf(raw)) ?? textOf(raw);
}

/** The word for a flag type of an answer. */
export function flagTypeName(raw: Flag["flag_type"]): string {
  return FLAG_TYPES.find((word) => FLAG_NUMBERS[word] === textOf(raw)) ?? textOf(raw);
}

/** Whether a flag of an answer keeps a thread in the feed. */
export function isThreadFlag({ flag_type: flagType, item_type: itemType }: Flag): boolean {
  return flagTypeName(flagType) === "feed" && ["thread", "msg_thread"].includes(itemTypeName(itemType));
}

function textOf(raw: string | number | bigint | null | undefined): string {
  return String(raw ?? "");
}

/** Scopes for reading a message as a user. */
export const MESSAGE_SCOPES: readonly string[] = [
  "im:message.group_msg:get_as_user",
  "im:message.p2p_msg:get_as_user",
];

const ITEM_TYPE_HINT = phrase`name the kind of thread: ${input("flagType", "feed")} ${
  input("itemType", "thread")
} (topic chat) or msg_thread`;

/**
 * Finds out which feed layer a message's thread belongs to, by the mode of its chat.
 *
 * @throws {Failure} for what the service refuses, `api`/`not_found` for an unknown message,
 * `validation`/`failed_precondition` for one outside a chat, `internal`/`invalid_response` where the answers do not
 * say; the hint names the input that makes it unnecessary.
 */
export async function detectFeedLayer(client: Client, messageId: string): Promise<FlagLayer> {
  try {
    const chatId = await findChat(client, messageId);
    const { chat_mode: mode } = readAs(CHAT, responseData(await client.call(getChat(chatId))));
    // A wrong item type fails silently, so an unknown mode is not taken for an ordinary chat.
    if (!mode?.trim()) {
      throw unclearFailure(`the service does not return the mode of the chat "${chatId}"`);
    }
    return { itemType: mode === "topic" ? "thread" : "msg_thread", flagType: "feed" };
  } catch (error) {
    if (!(error instanceof Failure) || error.detail.type === "interrupted") throw error;
    const { hint } = error.detail;
    throw withDetail(error, {
      hint: hint === undefined ? ITEM_TYPE_HINT : phrase`${hint}; or ${ITEM_TYPE_HINT}`,
    });
  }
}

/** The calls of the detection, for dry runs. */
export function previewDetection(messageId: string): readonly ApiRequest[] {
  return [
    { ...messageRequest(messageId), desc: "finds the chat of the message" },
    { ...getChat("<chat_id>"), desc: "shows whether it is a topic chat" },
  ];
}

async function findChat(client: Client, messageId: string): Promise<string> {
  const [message] = objectsAt(
    responseRecords(await client.call(messageRequest(messageId)), ["items"]),
    "items",
  );
  if (message === undefined) {
    const text = `no message has the id "${messageId}"`;
    throw new Failure({ type: "api", subtype: "not_found", message: text });
  }
  const chatId = message["chat_id"];
  if (typeof chatId !== "string") {
    throw unclearFailure(`the service does not return the chat of "${messageId}"`);
  }
  if (chatId.trim() !== "") return chatId;
  const text = `the message "${messageId}" is in no chat, so it has no thread`;
  throw new Failure({ type: "validation", subtype: "failed_precondition", message: text });
}

function messageRequest(messageId: string): ApiRequest {
  return { ...getMessage(messageId), scopes: MESSAGE_SCOPES };
}

function unclearFailure(message: string): Failure {
  return new Failure({ type: "internal", subtype: "invalid_response", message });
}
