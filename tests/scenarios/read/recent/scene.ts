/**
 * What the scenarios of `+messages-recent` share: chats with messages of the last hours, and what a result says.
 *
 * @module
 */

import type { PlatformOptions, WorldMessage } from "../../../../fixtures/platform/mod.ts";
import type { RunResult } from "../../../support/im.ts";
import { BOTH_TOKENS } from "../../../support/raw-methods.ts";
import { documentOf, partOf } from "../../../support/results.ts";
import { inScene, type Scene, type SceneRunOptions } from "../../../support/scene.ts";
import { assert, assertEquals } from "@std/assert";

export type Json = Readonly<Record<string, unknown>>;

const MINUTE = 60_000;
/** A whole second, so that minutes before it are whole seconds, too. */
export const NOW = Math.floor(Date.now() / 1000) * 1000;

/** A text message so many minutes ago. */
export function said(
  name: string,
  chatId: string,
  minutesAgo: number,
  more: Partial<WorldMessage> = {},
): WorldMessage {
  return {
    messageId: `om_${name}`,
    chatId,
    type: "text",
    content: { text: `text of ${name}` },
    senderId: "ou_bo",
    createTime: NOW - minutesAgo * MINUTE,
    ...more,
  };
}

const members = ["ou_demo", "ou_bo"];
/** Groups, a topic chat and a direct chat; both identities are in all of them but the direct one. */
export const CHATS: NonNullable<PlatformOptions["chats"]> = [
  { chatId: "oc_busy", mode: "group", name: "Busy", members, createTime: NOW - 9000 * MINUTE },
  { chatId: "oc_calm", mode: "group", name: "Calm", members, createTime: NOW - 8000 * MINUTE },
  { chatId: "oc_topic", mode: "topic", name: "Topics", members, createTime: NOW - 7000 * MINUTE },
  { chatId: "oc_bo", mode: "p2p", p2pTarget: "ou_bo", bot: false, createTime: NOW - 6000 * MINUTE },
  { chatId: "oc_old", mode: "group", name: "Old", members, createTime: NOW - 5000 * MINUTE },
];

const atMe = {
  mentions: [{ key: "@_user_1", id: "ou_demo", name: "Demo" }],
  content: { text: "@_user_1 look" },
};

/** What was said there: in the last day in all of them but the old one. */
export const world: PlatformOptions = {
  actingUser: "ou_demo",
  users: [{ openId: "ou_demo", name: "Demo" }, { openId: "ou_bo", name: "Bo" }],
  chats: CHATS,
  messages: [
    said("busy-1", "oc_busy", 300),
    said("busy-2", "oc_busy", 200, atMe),
    said("busy-3", "oc_busy", 100),
    said("calm", "oc_calm", 50),
    said("root", "oc_topic", 400, { threadId: "omt_1", isThreadRoot: true }),
    said("reply", "oc_topic", 30, { threadId: "omt_1", rootId: "om_root", parentId: "om_root" }),
    said("direct", "oc_bo", 10),
    said("old", "oc_old", 3000),
  ],
};

/** Runs the command in a world, with both tokens. */
export function inWorld(
  options: PlatformOptions,
  use: (run: (line: string, more?: SceneRunOptions) => Promise<RunResult>, scene: Scene) => Promise<void>,
): Promise<void> {
  return inScene(
    options,
    (scene) =>
      use((line, more = {}) =>
        scene.run(`+messages-recent ${line}`.trim().split(" "), {
          ...more,
          env: { ...BOTH_TOKENS, ...more.env },
        }), scene),
  );
}

/** The chats of a document. */
export function chatsIn(document: Json): readonly Json[] {
  const { chats } = partOf(document, "data");
  assert(Array.isArray(chats));
  return chats;
}

/** `oc_1: om_1 om_2[om_3]` for each chat. */
export function shapeOf(document: Json): readonly string[] {
  return chatsIn(document).map((chat) => {
    const messages = chat["messages"];
    assert(Array.isArray(messages));
    const ids = messages.map((one) => {
      const replies = (one["thread_replies"] ?? []).map((reply: Json) => reply["message_id"]);
      return `${one["message_id"]}${replies.length === 0 ? "" : `[${replies}]`}`;
    });
    return `${chat["chat_id"]}: ${ids.join(" ")}`;
  });
}

/** The document of a run that went well, and its pagination. */
export function recentOf(result: RunResult, status = 0): { document: Json; data: Json; pagination: Json } {
  assertEquals(result.status, status, result.stdout + result.stderr);
  const document = documentOf(result.stdout);
  return {
    document,
    data: partOf(document, "data"),
    pagination: partOf(partOf(document, "meta"), "pagination"),
  };
}

/** How often each path was asked for. */
export function pathsOf({ platform }: Scene): readonly string[] {
  return platform.log.map(({ method, path }) => `${method} ${path.replace("/open-apis/im/", "")}`);
}
