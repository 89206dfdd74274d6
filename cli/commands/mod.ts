import type { Command } from "../command.ts";

/**
 * What loads each command, by name, in the order of the help. A line needs one of them: loading the others would cost
 * every start time and memory.
 */
export const COMMAND_LOADERS: Readonly<Record<string, () => Promise<Command>>> = {
  "+chat-messages-list": async () => (await import("./messages/list.ts")).chatMessagesList,
  "+threads-messages-list": async () => (await import("./messages/threads.ts")).threadsMessagesList,
  "+messages-mget": async () => (await import("./messages/get.ts")).messagesMget,
  "+messages-search": async () => (await import("./messages/search.ts")).messagesSearch,
  "+messages-resources-download": async () =>
    (await import("./messages/download.ts")).messagesResourcesDownload,
  "+messages-send": async () => (await import("./messages/send.ts")).messagesSend,
  "+messages-reply": async () => (await import("./messages/reply.ts")).messagesReply,
  "+messages-edit": async () => (await import("./messages/edit.ts")).messagesEdit,
  "+messages-read-status": async () => (await import("./messages/read-status.ts")).messagesReadStatus,
  "+message-read-users": async () => (await import("./messages/read-users.ts")).messageReadUsers,
  "+chat-list": async () => (await import("./chats/list.ts")).chatList,
  "+chat-search": async () => (await import("./chats/search.ts")).chatSearch,
  "+chat-members-list": async () => (await import("./chats/members.ts")).chatMembersList,
  "+chat-create": async () => (await import("./chats/create.ts")).chatCreate,
  "+chat-update": async () => (await import("./chats/update.ts")).chatUpdate,
  "+flag-list": async () => (await import("./flags/list.ts")).flagList,
  "+flag-create": async () => (await import("./flags/create.ts")).flagCreate,
  "+flag-cancel": async () => (await import("./flags/cancel.ts")).flagCancel,
  "+feed-shortcut-list": async () => (await import("./feed/shortcuts.ts")).feedShortcutList,
  "+feed-shortcut-create": async () => (await import("./feed/shortcuts.ts")).feedShortcutCreate,
  "+feed-shortcut-remove": async () => (await import("./feed/shortcuts.ts")).feedShortcutRemove,
  "+feed-group-list": async () => (await import("./feed/groups.ts")).feedGroupList,
  "+feed-group-list-item": async () => (await import("./feed/groups.ts")).feedGroupListItem,
  "+feed-group-query-item": async () => (await import("./feed/groups.ts")).feedGroupQueryItem,
  schema: async () => (await import("../raw/schema.ts")).schema,
  api: async () => (await import("../raw/api.ts")).api,
  demo: async () => (await import("./demo.ts")).demo,
};

/** All commands, in the order of the help. */
export async function loadCommands(): Promise<readonly Command[]> {
  return await Promise.all(Object.values(COMMAND_LOADERS).map((load) => load()));
}
