/**
 * A small world to export: a group with a thread, a topic chat, reactions of many people, a file that two messages have.
 *
 * @module
 */

import type { Platform, PlatformOptions, WorldMessage } from "../../fixtures/platform/mod.ts";
import { dataOf, partOf } from "./results.ts";
import type { Scene } from "./scene.ts";
import { assert } from "@std/assert";

/** 2026-05-20T01:00:00Z, Unix milliseconds. */
export const START = 1_779_238_800_000;
export const NOW = START + 3_600_000;
export const GROUP = "oc_group";
export const TOPIC = "oc_topic";
export const THREAD = "omt_group";

export const message = (n: number, more: Partial<WorldMessage> = {}): WorldMessage => ({
  messageId: `om_${n}`,
  chatId: GROUP,
  type: "text",
  content: { text: `message ${n}` },
  senderId: n % 2 === 0 ? "ou_ana" : "ou_bo",
  createTime: START + n * 1000,
  ...more,
});

/** A group of 120 messages, the third with a thread of two replies; a topic chat with one topic. */
export const world = (): PlatformOptions => ({
  now: () => NOW,
  users: [{ openId: "ou_ana", name: "Ana" }, { openId: "ou_bo", name: "Bo" }],
  chats: [
    { chatId: GROUP, mode: "group", name: "Group", members: ["ou_ana", "ou_bo"] },
    { chatId: TOPIC, mode: "topic", name: "Topic" },
  ],
  messages: [
    ...Array.from(
      { length: 120 },
      (_, n) => message(n, n === 3 ? { threadId: THREAD, isThreadRoot: true } : {}),
    ),
    ...[500, 501].map((n) => message(n, { threadId: THREAD, rootId: "om_3", parentId: "om_3" })),
    message(600, { chatId: TOPIC, threadId: "omt_topic", isThreadRoot: true }),
    message(601, { chatId: TOPIC, threadId: "omt_topic", rootId: "om_600", parentId: "om_600" }),
    message(700, {
      reactions: Array.from({ length: 25 }, (_, n) => ({ type: "THUMBSUP", by: `ou_${n}` })),
    }),
    message(701, { type: "image", content: { image_key: "img_one" } }),
    message(702, { type: "image", content: { image_key: "img_one" } }),
  ],
  resources: [701, 702].map((n) => ({
    ...{
      messageId: `om_${n}`,
      fileKey: "img_one",
      type: "image" as const,
      bytes: new Uint8Array(3000).fill(7),
    },
    contentType: "image/png",
  })),
});

export const exportTo = (scene: Scene, ...more: readonly string[]) =>
  scene.run(["+chat-export", "--output", "archive", "--chat-id", `${GROUP},${TOPIC}`, ...more], AT_NOW);
/** The archive is written an hour after the first message. */
export const AT_NOW = { clockOffset: NOW - Date.now() };

export function chatIn(
  data: Readonly<Record<string, unknown>>,
  chatId: string,
): Readonly<Record<string, unknown>> {
  const chats = data["chats"];
  assert(Array.isArray(chats));
  return partOf({ chat: chats.find((chat) => chat.chat_id === chatId) }, "chat");
}

export async function archived(scene: Scene, id: string, ...more: readonly string[]) {
  const data = dataOf(await scene.run(["archive", "show", id, "--archive", "archive", ...more]));
  const messages = data["messages"];
  assert(Array.isArray(messages));
  return messages;
}

export const listCalls = (platform: Platform, container: string) =>
  platform.log.filter(({ path, query }) =>
    path === "/open-apis/im/v1/messages" && query["container_id"] === container
  ).length;

export const callsTo = (platform: Platform, end: string) =>
  platform.log.filter(({ path }) => path.endsWith(end)).length;
