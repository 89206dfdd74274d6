/**
 * Links that open a message in the app.
 *
 * @module
 */

import { nonBlank } from "../json/access.ts";
import { type RawMessage, threadIdOf } from "./wire.ts";

/** What may be a decimal number; no other base, no blank. */
const DECIMAL_REGEXP = /^[+-]?[\d.]+(e[+-]?\d+)?$/i;

/** The host of links into the app; a brand that is not known counts as Feishu. */
export function appLinkHost(brand: string | undefined): string {
  return brand?.trim().toLowerCase() === "lark" ? "applink.larksuite.com" : "applink.feishu.cn";
}

/**
 * `message_app_link`: the one that came along, else a link to the place in the thread, else to the place in the chat;
 * `undefined` where neither place is known.
 */
export function appLinkOf(message: RawMessage, host: string): string | undefined {
  const own = nonBlank(message.message_app_link);
  if (own !== undefined) return own.trim();
  const chat = nonBlank(message.chat_id);
  if (chat === undefined) return undefined;
  const thread = threadIdOf(message);
  const placeInThread = positionOf(message.thread_message_position);
  if (thread !== undefined && placeInThread !== undefined) {
    // Desktop and mobile clients read different spellings.
    return link(host, "thread", [
      ["open_chat_id", chat],
      ["open_thread_id", thread],
      ["openchatid", chat],
      ["openthreadid", thread],
      ["thread_position", placeInThread],
    ]);
  }
  const place = positionOf(message.message_position);
  return place === undefined ? undefined : link(host, "chat", [["openChatId", chat], ["position", place]]);
}

function link(host: string, place: "thread" | "chat", query: [key: string, value: string][]): string {
  return `https://${host}/client/${place}/open?${new URLSearchParams(query)}`;
}

/** A finite number or the text of one, as plain digits where it is whole. */
function positionOf(raw: RawMessage["message_position"]): string | undefined {
  const text = String(raw ?? "").trim();
  const value = Number(text);
  if (!DECIMAL_REGEXP.test(text) || !Number.isFinite(value)) return undefined;
  if (/^[+-]?\d+$/.test(text)) return String(BigInt(text));
  return Number.isInteger(value) ? String(BigInt(value)) : String(value);
}
