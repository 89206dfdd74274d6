import type { Command } from "../command.ts";

/** A command that is loaded when a line names it: loading the others would cost every start time and memory. */
export interface CommandEntry {
  /** What messages call it (`ActionRef` of `core/text/phrase.ts`): its place below this folder. */
  readonly path: string;
  /** The word on the command line. */
  readonly name: string;
  /** Further words for it, which people know from elsewhere. */
  readonly aliases?: readonly string[];
  readonly load: () => Promise<Command>;
}

/** The commands in the order of the help. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    path: "messages/list",
    name: "+chat-messages-list",
    load: async () => (await import("./messages/list.ts")).chatMessagesList,
  },
  {
    path: "messages/threads",
    name: "+threads-messages-list",
    load: async () => (await import("./messages/threads.ts")).threadsMessagesList,
  },
  {
    path: "messages/get",
    name: "+messages-mget",
    load: async () => (await import("./messages/get.ts")).messagesMget,
  },
  {
    path: "messages/search",
    name: "+messages-search",
    load: async () => (await import("./messages/search.ts")).messagesSearch,
  },
  {
    path: "messages/download",
    name: "+messages-resources-download",
    load: async () => (await import("./messages/download.ts")).messagesResourcesDownload,
  },
  {
    path: "messages/send",
    name: "+messages-send",
    load: async () => (await import("./messages/send.ts")).messagesSend,
  },
  {
    path: "messages/reply",
    name: "+messages-reply",
    load: async () => (await import("./messages/reply.ts")).messagesReply,
  },
  {
    path: "messages/edit",
    name: "+messages-edit",
    aliases: ["+messages-update"],
    load: async () => (await import("./messages/edit.ts")).messagesEdit,
  },
  {
    path: "messages/read-status",
    name: "+messages-read-status",
    load: async () => (await import("./messages/read-status.ts")).messagesReadStatus,
  },
  {
    path: "messages/read-users",
    name: "+message-read-users",
    load: async () => (await import("./messages/read-users.ts")).messageReadUsers,
  },
  { path: "chats/list", name: "+chat-list", load: async () => (await import("./chats/list.ts")).chatList },
  {
    path: "chats/search",
    name: "+chat-search",
    load: async () => (await import("./chats/search.ts")).chatSearch,
  },
  {
    path: "chats/members",
    name: "+chat-members-list",
    load: async () => (await import("./chats/members.ts")).chatMembersList,
  },
  {
    path: "chats/create",
    name: "+chat-create",
    load: async () => (await import("./chats/create.ts")).chatCreate,
  },
  {
    path: "chats/update",
    name: "+chat-update",
    load: async () => (await import("./chats/update.ts")).chatUpdate,
  },
  { path: "flags/list", name: "+flag-list", load: async () => (await import("./flags/list.ts")).flagList },
  {
    path: "flags/create",
    name: "+flag-create",
    load: async () => (await import("./flags/create.ts")).flagCreate,
  },
  {
    path: "flags/cancel",
    name: "+flag-cancel",
    load: async () => (await import("./flags/cancel.ts")).flagCancel,
  },
  {
    path: "feed/shortcuts-list",
    name: "+feed-shortcut-list",
    load: async () => (await import("./feed/shortcuts-list.ts")).feedShortcutList,
  },
  {
    path: "feed/shortcuts-create",
    name: "+feed-shortcut-create",
    load: async () => (await import("./feed/shortcuts-create.ts")).feedShortcutCreate,
  },
  {
    path: "feed/shortcuts-remove",
    name: "+feed-shortcut-remove",
    load: async () => (await import("./feed/shortcuts-remove.ts")).feedShortcutRemove,
  },
  {
    path: "feed/groups-list",
    name: "+feed-group-list",
    load: async () => (await import("./feed/groups-list.ts")).feedGroupList,
  },
  {
    path: "feed/groups-items",
    name: "+feed-group-list-item",
    load: async () => (await import("./feed/groups-items.ts")).feedGroupListItem,
  },
  {
    path: "feed/groups-query",
    name: "+feed-group-query-item",
    load: async () => (await import("./feed/groups-query.ts")).feedGroupQueryItem,
  },
  { path: "schema", name: "schema", load: async () => (await import("../raw/schema.ts")).schema },
  { path: "api", name: "api", load: async () => (await import("../raw/api.ts")).api },
  { path: "demo", name: "demo", load: async () => (await import("./demo.ts")).demo },
];

/** Loads all of them. */
export function loadCommands(): Promise<readonly Command[]> {
  return Promise.all(COMMANDS.map(({ load }) => load()));
}

/** The methods of a resource of the API; none where there is no such resource. */
export async function commandsOfGroup(word: string): Promise<readonly Command[]> {
  if (word.startsWith("+")) return [];
  const { rawCommands } = await import("../raw/commands.ts");
  return (await rawCommands(word)).filter(({ name }) => name.startsWith(`${word} `));
}

/** Every command, methods of the API included. */
export async function allCommands(): Promise<readonly Command[]> {
  const { rawCommands } = await import("../raw/commands.ts");
  return [...await loadCommands(), ...await rawCommands("")];
}
