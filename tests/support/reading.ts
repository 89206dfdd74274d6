/**
 * What the scenarios of the reading commands share: identities, worlds of many messages, and what a result contains.
 *
 * @module
 */

import type { LoggedRequest, Platform, PlatformOptions, WorldMessage } from "../../fixtures/platform/mod.ts";
import { partOf } from "./results.ts";
import { assert } from "@std/assert";

/** Path of the lists of chats and threads. */
export const LIST_PATH = "/open-apis/im/v1/messages";
/** A chat with a long history, and a thread in another chat. */
export const CHAT = "oc_reading";
export const THREAD = "omt_reading";
/** 2026-05-20T01:00:00Z, epoch milliseconds: the time of the first message of both. */
export const FIRST_TIME = 1_779_238_800_000;
const MINUTE = 60_000;
const ANA = "ou_ana";
const OTHER_CHAT = "oc_other";

/** Both identities with the variables that make `auto` choose them. */
export const IDENTITIES: readonly (readonly ["user" | "bot", Readonly<Record<string, string>>])[] = [
  ["user", {}],
  ["bot", { IM_USER_ACCESS_TOKEN: "", IM_TENANT_ACCESS_TOKEN: "t-demo" }],
];

/** A world whose chat and whose thread have so many messages each, a minute apart; the first one is the thread's root. */
export function worldOf(count: number): PlatformOptions {
  const messageAt = (index: number) => ({
    type: "text",
    content: { text: `message ${index}` },
    senderId: ANA,
    createTime: FIRST_TIME + index * MINUTE,
  });
  return {
    users: [{ openId: ANA, name: "Ana" }],
    chats: [{ chatId: CHAT, mode: "group", name: "Reading" }, { chatId: OTHER_CHAT, mode: "group" }],
    generatedMessages: [{ chatId: CHAT, count, messageAt }],
    messages: Array.from({ length: count }, (_, index): WorldMessage => ({
      ...messageAt(index),
      messageId: `om_reply-${index}`,
      chatId: OTHER_CHAT,
      threadId: THREAD,
      isThreadRoot: index === 0,
    })),
  };
}

/** A list command under test: its name, a line that lists the world's chat or thread oldest first, how ids begin. */
export interface ListCase {
  readonly name: string;
  readonly line: readonly string[];
  readonly prefix: string;
}

/** Both list commands. */
export const LISTS: readonly ListCase[] = [
  {
    name: "+chat-messages-list",
    line: ["+chat-messages-list", "--chat-id", CHAT, "--order", "asc"],
    prefix: "om_reading-",
  },
  {
    name: "+threads-messages-list",
    line: ["+threads-messages-list", "--thread", THREAD],
    prefix: "om_reply-",
  },
];

/** Ids of the messages from one place to another, the last one not included. */
export function idsFrom(prefix: string, start: number, end: number): string[] {
  return Array.from({ length: end - start }, (_, index) => `${prefix}${start + index}`);
}

/** The messages in a document's `data`. */
export function messagesIn(document: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>[] {
  const messages = partOf(document, "data")["messages"];
  assert(Array.isArray(messages), `no messages in ${JSON.stringify(document)}`);
  return messages;
}

/** Ids of the messages in a document, in order. */
export function idsIn(document: Readonly<Record<string, unknown>>): unknown[] {
  return messagesIn(document).map((message) => message["message_id"]);
}

/** `meta.pagination` of a document. */
export function paginationIn(document: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return partOf(partOf(document, "meta"), "pagination");
}

/** The requests for pages of a list. */
export function listRequests(platform: Platform): LoggedRequest[] {
  return platform.log.filter(({ method, path }) => method === "GET" && path === LIST_PATH);
}

/** Paths of the calls of `+messages-mget` and `+messages-search`. */
export const MGET_PATH = "/open-apis/im/v1/messages/mget";
export const SEARCH_PATH = "/open-apis/im/v1/messages/search";
export const CHATS_PATH = "/open-apis/im/v1/chats/batch_query";
export const REACTIONS_PATH = "/open-apis/im/v1/messages/reactions/batch_query";

/** The message ids that a request names in its query. */
export function requestedIds(request: LoggedRequest | undefined): readonly string[] {
  return request?.queryAll["message_ids"] ?? [];
}
