import type { Command } from "../command.ts";

/**
 * What loads each command, by name, in the order of the help. A line needs one of them: loading the others would cost
 * every start time and memory.
 */
export const COMMAND_LOADERS: Readonly<Record<string, () => Promise<Command>>> = {
  "+chat-messages-list": async () => (await import("./chat-messages-list.ts")).chatMessagesList,
  "+threads-messages-list": async () => (await import("./threads-messages-list.ts")).threadsMessagesList,
  "+messages-mget": async () => (await import("./messages-mget.ts")).messagesMget,
  "+messages-search": async () => (await import("./messages-search.ts")).messagesSearch,
  "+messages-resources-download": async () =>
    (await import("./messages-resources-download.ts")).messagesResourcesDownload,
  "+messages-send": async () => (await import("./messages-send.ts")).messagesSend,
  "+messages-reply": async () => (await import("./messages-reply.ts")).messagesReply,
  "+messages-edit": async () => (await import("./messages-edit.ts")).messagesEdit,
  "+messages-read-status": async () => (await import("./messages-read-status.ts")).messagesReadStatus,
  "+message-read-users": async () => (await import("./message-read-users.ts")).messageReadUsers,
  "+chat-list": async () => (await import("./chat-list.ts")).chatList,
  "+chat-search": async () => (await import("./chat-search.ts")).chatSearch,
  "+chat-members-list": async () => (await import("./chat-members-list.ts")).chatMembersList,
  "+chat-create": async () => (await import("./chat-create.ts")).chatCreate,
  "+chat-update": async () => (await import("./chat-update.ts")).chatUpdate,
  "+flag-list": async () => (await import("./flag-list.ts")).flagList,
  "+flag-create": async () => (await import("./flag-create.ts")).flagCreate,
  "+flag-cancel": async () => (await import("./flag-cancel.ts")).flagCancel,
  "+feed-shortcut-list": async () => (await import("./feed-shortcut-list.ts")).feedShortcutList,
  "+feed-shortcut-create": async () => (await import("./feed-shortcut-create.ts")).feedShortcutCreate,
  "+feed-shortcut-remove": async () => (await import("./feed-shortcut-remove.ts")).feedShortcutRemove,
  "+feed-group-list": async () => (await import("./feed-group-list.ts")).feedGroupList,
  "+feed-group-list-item": async () => (await import("./feed-group-list-item.ts")).feedGroupListItem,
  "+feed-group-query-item": async () => (await import("./feed-group-query-item.ts")).feedGroupQueryItem,
  schema: async () => (await import("./schema.ts")).schema,
  api: async () => (await import("./api.ts")).api,
  demo: async () => (await import("./demo.ts")).demo,
};
