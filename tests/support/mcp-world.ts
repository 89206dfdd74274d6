/**
 * A world in which every tool has something to do, and a call of each.
 *
 * @module
 */

import type { PlatformOptions, WorldMessage } from "../../fixtures/platform/mod.ts";
import { HOSTILE } from "./rows.ts";

const TIME = 1_779_238_800_000;

const message = (messageId: string, more: Partial<WorldMessage> = {}): WorldMessage => ({
  ...{ messageId, chatId: "oc_0", type: "text", content: { text: `word ${HOSTILE}` } },
  ...{ senderId: "ou_0", createTime: TIME },
  ...more,
});

/** People, chats, messages, a file, bookmarks and a feed; what people wrote is hostile. */
export function toolWorld(): PlatformOptions {
  const recently = Date.now() - 60_000;
  return {
    users: ["ou_0", "ou_1", "ou_demo"].map((openId) => ({ openId, name: `${openId} ${HOSTILE}` })),
    chats: [
      {
        ...{ chatId: "oc_0", mode: "group", name: `team ${HOSTILE}`, members: ["ou_0", "ou_1", "ou_demo"] },
        ...{ ownerId: "ou_demo", extra: { description: HOSTILE } },
      },
      { chatId: "oc_1", mode: "group", name: "threads", members: ["ou_demo"] },
    ],
    messages: [
      message("om_0"),
      message("om_1", { createTime: TIME + 1 }),
      message("om_root", { chatId: "oc_1", threadId: "omt_0", isThreadRoot: true }),
      message("om_reply", { chatId: "oc_1", threadId: "omt_0", createTime: TIME + 2 }),
      message("om_bot", { senderId: "cli_demo", senderType: "app", createTime: recently }),
      message("om_mine", { senderId: "ou_demo", createTime: recently, readBy: [{ by: "ou_0", time: TIME }] }),
    ],
    resources: [
      { messageId: "om_0", fileKey: "file_0", type: "file", bytes: new Uint8Array(2000), fileName: "a.bin" },
    ],
    feed: {
      flags: [{ itemId: "om_0", itemType: "0", flagType: "2", updateTime: TIME }],
      shortcuts: ["oc_0"],
      groups: [{
        ...{ groupId: "ofg_0", name: `group ${HOSTILE}`, updateTime: TIME },
        items: [{ feedId: "oc_0", updateTime: TIME }],
      }],
    },
  };
}

/** A call of a tool, and the words behind `im` that mean the same, where it only reads. */
export interface ToolCase {
  readonly args: Readonly<Record<string, unknown>>;
  readonly line?: string;
}

const file = { message_id: "om_0", file_key: "file_0", type: "file" };

/** A call of each tool. */
export const TOOL_CASES: Readonly<Record<string, ToolCase>> = {
  chat_messages_list: { args: { chat_id: "oc_0" }, line: "+chat-messages-list --chat-id oc_0" },
  threads_messages_list: { args: { thread: "omt_0" }, line: "+threads-messages-list --thread omt_0" },
  messages_mget: { args: { message_ids: ["om_0", "om_1"] }, line: "+messages-mget --message-ids om_0,om_1" },
  messages_search: {
    args: { query: "word", chat_id: ["oc_0"] },
    line: "+messages-search --query word --chat-id oc_0",
  },
  messages_recent: { args: { since: "1h" } },
  messages_resources_download: { args: file },
  messages_send: { args: { chat_id: "oc_0", text: "hello" } },
  messages_reply: { args: { message_id: "om_0", markdown: "**hello**" } },
  messages_forward: { args: { message_id: ["om_0"], chat_id: "oc_1" } },
  messages_edit: { args: { message_id: "om_bot", text: "better" } },
  messages_read_status: { args: { message_ids: ["om_0"] }, line: "+messages-read-status --message-ids om_0" },
  message_read_users: { args: { message_id: "om_mine" }, line: "+message-read-users --message-id om_mine" },
  chat_list: { args: { page_size: 1 }, line: "+chat-list --page-size 1" },
  chat_search: { args: { query: "team" }, line: "+chat-search --query team" },
  chat_members_list: { args: { chat_id: "oc_0" }, line: "+chat-members-list --chat-id oc_0" },
  chat_create: { args: { name: "new", users: ["ou_0", "ou_1"] } },
  chat_update: { args: { chat_id: "oc_0", name: "other" } },
  chat_export: { args: { output: "archive", chat_id: ["oc_0"] } },
  flag_list: { args: {}, line: "+flag-list" },
  flag_create: { args: { message_id: "om_1" } },
  flag_cancel: { args: { message_id: "om_0" } },
  feed_shortcut_list: { args: {}, line: "+feed-shortcut-list" },
  feed_shortcut_create: { args: { chat_id: ["oc_1"] } },
  feed_shortcut_remove: { args: { chat_id: ["oc_0"] } },
  feed_group_list: { args: {}, line: "+feed-group-list" },
  feed_group_list_item: {
    args: { feed_group_id: "ofg_0" },
    line: "+feed-group-list-item --feed-group-id ofg_0",
  },
  feed_group_query_item: {
    args: { feed_group_id: "ofg_0", feed_id: ["oc_0"] },
    line: "+feed-group-query-item --feed-group-id ofg_0 --feed-id oc_0",
  },
  resolve: { args: { names: ["threads"] }, line: "resolve threads" },
  whoami: { args: {}, line: "whoami" },
  api_schema: { args: { method: "messages.delete" } },
  api_call: { args: { method: "chats.get", params: { chat_id: "oc_0" } }, line: "chats get --chat-id oc_0" },
};
