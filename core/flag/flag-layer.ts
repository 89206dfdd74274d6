/**
 * The two layers of a flag (chats sheet 9): a bookmark on the message, or its thread kept in the feed.
 *
 * @module
 */

import type { JsonObject, JsonValue } from "../json.ts";

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
export function isLayer({ itemType, flagType }: FlagLayer): boolean {
  return (itemType === "default") === (flagType === "message");
}

/** A flag as the service takes it. */
export function wireFlag(messageId: string, { itemType, flagType }: FlagLayer): JsonObject {
  return { item_id: messageId, item_type: ITEM_NUMBERS[itemType], flag_type: FLAG_NUMBERS[flagType] };
}

/** The word for an item type of an answer, where numbers come as text or as numbers; unknown ones stay as they came. */
export function itemTypeWord(raw: JsonValue | undefined): string {
  return ITEM_TYPES.find((word) => ITEM_NUMBERS[word] === textOf(raw)) ?? textOf(raw);
}

/** The word for a flag type of an answer. */
export function flagTypeWord(raw: JsonValue | undefined): string {
  return FLAG_TYPES.find((word) => FLAG_NUMBERS[word] === textOf(raw)) ?? textOf(raw);
}

/** Whether a flag of an answer keeps a thread in the feed. */
export function isThreadFlag(flag: JsonObject): boolean {
  return flagTypeWord(flag["flag_type"]) === "feed" &&
    ["thread", "msg_thread"].includes(itemTypeWord(flag["item_type"]));
}

function textOf(raw: JsonValue | undefined): string {
  return typeof raw === "string" || typeof raw === "number" || typeof raw === "bigint" ? String(raw) : "";
}
