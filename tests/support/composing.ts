/**
 * What the scenarios of the writing commands share: a world to write into, targets, small files of each kind, and
 * what was sent.
 *
 * @module
 */

import type { LoggedRequest, Platform, PlatformOptions, SentMessage } from "../../fixtures/platform/mod.ts";
import { bodyField } from "./requests.ts";
import { assert, assertEquals } from "@std/assert";

/** The commands under test. */
export const SEND = "+messages-send";
export const REPLY = "+messages-reply";
/** Path of what is sent. */
export const SEND_PATH = "/open-apis/im/v1/messages";

/** A group that both identities are in, a person, and a message of that group. */
export const GROUP = "oc_group";
export const PERSON = "ou_ana";
export const MESSAGE = "om_first";
/** 2026-05-20T01:00:00Z, epoch milliseconds: the time of the world's messages. */
export const MESSAGE_TIME = 1_779_238_800_000;

/** A world in which one can write; more keys than these are unknown to it. */
export const writingWorld: PlatformOptions = {
  actingUser: "ou_me",
  users: [
    { openId: "ou_me", name: "Me" },
    { openId: PERSON, name: "Ana", unionId: "on_ana", userId: "ana7", email: "ana@example.com" },
  ],
  chats: [
    { chatId: GROUP, mode: "group", name: "Team" },
    { chatId: "oc_topic", mode: "topic", name: "Topics" },
    { chatId: "oc_direct", mode: "p2p", p2pTarget: PERSON },
  ],
  messages: [
    { messageId: MESSAGE, chatId: GROUP, type: "text", content: { text: "first" }, senderId: PERSON },
    {
      ...{ messageId: "om_root", chatId: GROUP, type: "text", content: { text: "root" }, senderId: PERSON },
      ...{ threadId: "omt_thread", isThreadRoot: true },
    },
  ].map((message) => ({ ...message, createTime: MESSAGE_TIME })),
  writing: {
    keys: [
      { key: "img_v3_known", kind: "image" },
      { key: "file_v3_known", kind: "file" },
      { key: "file_v3_other", kind: "file" },
      { key: "file_v3_voice", kind: "file", fileType: "opus" },
      { key: "file_v3_clip", kind: "file", fileType: "mp4" },
      { key: "file_v3_stick", kind: "sticker" },
    ],
    messageRate: "none",
  },
};

/** A line that writes into the world's group, and one that answers its message. */
export const LINES: readonly (readonly [name: string, line: readonly string[]])[] = [
  [SEND, [SEND, "--chat-id", GROUP]],
  [REPLY, [REPLY, "--message-id", MESSAGE]],
];

/** The one message that was sent. */
export function sentMessage(platform: Platform): SentMessage {
  const [message, ...others] = platform.sentMessages;
  assertEquals(others, []);
  assert(message !== undefined, "nothing was sent");
  return message;
}

/** Type and content of the one message that was sent. */
export function sentContent(platform: Platform): readonly [type: string, content: unknown] {
  const { type, content } = sentMessage(platform);
  return [type, content];
}

/** The requests that wrote something: uploads and messages. */
export function writesOf(platform: Platform): LoggedRequest[] {
  return platform.log.filter(({ method }) => method !== "GET");
}

/** The contents of all messages that were asked for, decoded, also of those that a repeated key makes none of. */
export function sentContents(platform: Platform): unknown[] {
  return writesOf(platform).flatMap((request) => {
    const content = bodyField(request, "content");
    return typeof content === "string" ? [JSON.parse(content)] : [];
  });
}
