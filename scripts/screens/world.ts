/**
 * What the screens show: the demo's world with names and texts that are hard to lay out.
 *
 * @module
 */

import { demoChat, type PlatformOptions } from "../../fixtures/platform/mod.ts";

/** The time on the screens, epoch milliseconds: 2026-05-20 11:30 in UTC+8. */
export const SCREEN_NOW = 1_779_247_800_000;

const GROUP = demoChat.chats[0]?.chatId ?? "";
const TOPIC = "oc_4c9de1fb60a24738b5e09c71da2f8364";
const CJK = "oc_91b0c7e5d2a84f63a9e1704cb85d2f36";
/** A message with a file. */
const FILE = "om_9f2b7c1e4d8a6035b1c7e2f490ad8356";
const MIA = demoChat.actingUser;
const ASSISTANT = "ou_7be4a05f19c34d82b6f0e9c2715ad843";
const ROOT = "om_2f8b61d0a94e4c37b5e81f6d03a7c925";
const hours = (count: number) => SCREEN_NOW - count * 3_600_000;
const thread = { threadId: "omt_51cf09b7a3de4826", rootId: ROOT, parentId: ROOT };

/** The demo's world, and a group in Chinese with long texts and emoji. */
export const screenWorld: PlatformOptions = {
  ...demoChat,
  users: [...demoChat.users, { openId: ASSISTANT, name: "Anne-Sophie de la Fontaine-Beaumarchais" }],
  chats: [
    ...demoChat.chats,
    {
      ...{ chatId: CJK, mode: "group", name: "周末徒步 🏔️ 与摄影", description: "每个月一次，欢迎带朋友来" },
      ...{ ownerId: MIA, members: [MIA, ASSISTANT], createTime: hours(2000) },
    },
    {
      ...{ chatId: TOPIC, mode: "topic", name: "Questions about the installer and everything around it" },
      ...{ ownerId: MIA, members: [MIA], createTime: hours(1000) },
    },
  ],
  messages: [
    ...demoChat.messages,
    {
      ...{ messageId: "om_6d1e83b5f0c24a97832b7fd40e9c15a8", chatId: CJK, type: "text", position: 1 },
      ...{ senderId: ASSISTANT, createTime: hours(26) },
      content: {
        text: "Who is in for Saturday? 🥾🥾\nThe bus leaves at 07:40, the path is about 14 km long.",
      },
      reactions: [{ type: "THUMBSUP", by: MIA }, { type: "MUSCLE", by: ASSISTANT }],
    },
    {
      ...{ messageId: ROOT, chatId: CJK, type: "text", position: 2, threadId: thread.threadId },
      ...{ isThreadRoot: true, threadPosition: 0, senderId: MIA, createTime: hours(3) },
      content: {
        text:
          "天气预报说周六上午有小雨，下午转晴。我建议把出发时间推迟到九点，路线改走南坡，午饭在半山的茶馆吃，大家觉得怎么样？",
      },
    },
    {
      ...{ messageId: "om_e4a7c0928f5b4d1c96a3b0d7f81e2c54", chatId: CJK, type: "text", ...thread },
      ...{ threadPosition: 1, senderId: ASSISTANT, createTime: hours(2) },
      content: {
        text: "好的👌 details: https://example.com/hiking/2026/05/23/south-slope-and-tea-house?map=full",
      },
    },
  ],
  feed: {
    flags: [
      { itemId: ROOT, itemType: "0", flagType: "2", updateTime: hours(30) },
      { itemId: FILE, itemType: "0", flagType: "2", updateTime: hours(900) },
      { itemId: demoChat.messages[0]?.messageId ?? "", itemType: "0", flagType: "2", updateTime: hours(0.4) },
    ],
    shortcuts: [GROUP, CJK],
    groups: [{
      ...{ groupId: "ofg_7302944518276911107", name: "工作 Work", updateTime: hours(48) },
      items: [{ feedId: GROUP, updateTime: hours(1) }, { feedId: CJK, updateTime: hours(800) }],
    }, { groupId: "ofg_7302944518276911108", name: "Home 🏡", updateTime: hours(20) }],
  },
};

/** Names of the screens, and the command lines that make them. */
export const screenLines: Readonly<Record<string, string>> = {
  messages: `+chat-messages-list --chat-id ${GROUP} --order asc`,
  "messages-cjk": `+chat-messages-list --chat-id ${CJK} --order asc`,
  "show-commands": `+chat-messages-list --chat-id ${GROUP} --order asc --page-size 3 --show-commands`,
  thread: `+threads-messages-list --thread omt_6a0fd1c83b7e9254`,
  search: "+messages-search --query release",
  chats: "+chat-list --types p2p,group",
  members: `+chat-members-list --chat-id ${CJK}`,
  flags: "+flag-list",
  shortcuts: "+feed-shortcut-list",
  "feed-groups": "+feed-group-list",
  "feed-group-items": "+feed-group-list-item --feed-group-id ofg_7302944518276911107",
  table: "+chat-list --types p2p,group --format table",
  "messages-table": `+chat-messages-list --chat-id ${CJK} --order asc --format table`,
  raw: `chats get --chat-id ${CJK}`,
  "raw-list": "chats list",
  "raw-messages": `messages list --container-id ${CJK} --container-id-type chat`,
  api: `api GET im/v1/chats/${CJK}`,
};
