/**
 * Chats and people with names that are alike, and what a scene asked about them.
 *
 * @module
 */

import type { PlatformOptions } from "../../fixtures/platform/mod.ts";
import { partOf } from "./results.ts";
import type { Scene } from "./scene.ts";
import { assert } from "@std/assert";

export const CHAT_SEARCH = "POST /open-apis/im/v2/chats/search";
export const CHAT_LIST = "GET /open-apis/im/v1/chats";
export const PEOPLE_SEARCH = "POST /open-apis/contact/v3/users/search";
export const BOT = { IM_USER_ACCESS_TOKEN: "", IM_TENANT_ACCESS_TOKEN: "t-demo" };

export const namedWorld: PlatformOptions = {
  users: [
    { openId: "ou_lilei", name: "李雷", email: "lilei@example.com", department: "Design" },
    { openId: "ou_ana", name: "Ana" },
    { openId: "ou_ana2", name: "Ana", department: "Sales", external: true },
    { openId: "ou_anabel", name: "Anabel" },
  ],
  chats: [
    { chatId: "oc_24", mode: "group", name: "Release 2.4", members: ["ou_lilei", "ou_ana"] },
    { chatId: "oc_25", mode: "group", name: "Release 2.4 (old)" },
    { chatId: "oc_wide", mode: "group", name: "发布（ＡＢＣ）" },
    { chatId: "oc_one", mode: "group", name: "Twins", description: "first" },
    { chatId: "oc_two", mode: "topic", name: "twins", members: ["ou_ana2"] },
    { chatId: "oc_open", mode: "group", name: "Open", visibility: "public", user: false, bot: false },
    { chatId: "oc_lilei", mode: "p2p", p2pTarget: "ou_lilei" },
  ],
  messages: [{
    messageId: "om_1",
    chatId: "oc_24",
    type: "text",
    content: { text: "hi" },
    senderId: "ou_lilei",
    createTime: 1_000_000,
  }],
};

/** The calls of a scene as method and path. */
export const callsOf = ({ platform }: Pick<Scene, "platform">) =>
  platform.log.map(({ method, path }) => `${method} ${path}`);
export const resolvedIn = (document: Readonly<Record<string, unknown>>) =>
  partOf(document, "meta")["resolved"];

/** The ids of candidates. */
export function idsIn(candidates: unknown): readonly unknown[] {
  assert(Array.isArray(candidates));
  return candidates.map((one) => one["id"]);
}
