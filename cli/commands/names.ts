/**
 * What the commands are called. Only names, so that spelling a line loads no command.
 *
 * @module
 */

/** A command by its names. */
export interface CommandName {
  /** What messages call it (`ActionRef` of `core/text/phrase.ts`): its place below this folder. */
  readonly path: string;
  /** The word on the command line, or a group and a word in it. */
  readonly name: string;
  /** Further words for it, which people know from elsewhere. */
  readonly aliases?: readonly string[];
}

/** The commands in the order of the help. */
export const COMMAND_NAMES = [
  { path: "messages/list", name: "+chat-messages-list" },
  { path: "messages/threads", name: "+threads-messages-list" },
  { path: "messages/get", name: "+messages-mget" },
  { path: "messages/search", name: "+messages-search" },
  { path: "messages/recent", name: "+messages-recent" },
  { path: "messages/download", name: "+messages-resources-download" },
  { path: "messages/send", name: "+messages-send" },
  { path: "messages/reply", name: "+messages-reply" },
  { path: "messages/forward", name: "+messages-forward" },
  { path: "messages/edit", name: "+messages-edit", aliases: ["+messages-update"] },
  { path: "messages/read-status", name: "+messages-read-status" },
  { path: "messages/read-users", name: "+message-read-users" },
  { path: "chats/list", name: "+chat-list" },
  { path: "chats/search", name: "+chat-search" },
  { path: "chats/members", name: "+chat-members-list" },
  { path: "chats/create", name: "+chat-create" },
  { path: "chats/update", name: "+chat-update" },
  { path: "chats/export", name: "+chat-export" },
  { path: "flags/list", name: "+flag-list" },
  { path: "flags/create", name: "+flag-create" },
  { path: "flags/cancel", name: "+flag-cancel" },
  { path: "feed/shortcuts-list", name: "+feed-shortcut-list" },
  { path: "feed/shortcuts-create", name: "+feed-shortcut-create" },
  { path: "feed/shortcuts-remove", name: "+feed-shortcut-remove" },
  { path: "feed/groups-list", name: "+feed-group-list" },
  { path: "feed/groups-items", name: "+feed-group-list-item" },
  { path: "feed/groups-query", name: "+feed-group-query-item" },
  { path: "archive/search", name: "archive search" },
  { path: "archive/show", name: "archive show" },
  { path: "archive/stats", name: "archive stats" },
  { path: "archive/gaps", name: "archive gaps" },
  { path: "archive/serve", name: "archive serve" },
  { path: "archive/export", name: "archive export" },
  { path: "archive/verify", name: "archive verify" },
  { path: "archive/forget", name: "archive forget" },
  { path: "archive/probe", name: "archive probe" },
  { path: "config/init", name: "config init" },
  { path: "config/show", name: "config show" },
  { path: "config/default-as", name: "config default-as" },
  { path: "config/strict-mode", name: "config strict-mode" },
  { path: "config/remove", name: "config remove" },
  { path: "profile/add", name: "profile add" },
  { path: "profile/list", name: "profile list" },
  { path: "profile/use", name: "profile use" },
  { path: "profile/rename", name: "profile rename" },
  { path: "profile/remove", name: "profile remove" },
  { path: "auth/login", name: "auth login" },
  { path: "auth/status", name: "auth status" },
  { path: "auth/list", name: "auth list" },
  { path: "auth/check", name: "auth check" },
  { path: "auth/scopes", name: "auth scopes" },
  { path: "auth/logout", name: "auth logout" },
  { path: "auth/qrcode", name: "auth qrcode" },
  { path: "resolve", name: "resolve" },
  { path: "whoami", name: "whoami" },
  { path: "doctor", name: "doctor" },
  { path: "schema", name: "schema" },
  { path: "api", name: "api" },
  { path: "mcp", name: "mcp" },
  { path: "demo", name: "demo" },
  { path: "skill/install", name: "skill install" },
  { path: "skill/show", name: "skill show" },
  { path: "completions", name: "completions" },
  { path: "upgrade", name: "upgrade" },
] as const satisfies readonly CommandName[];

/** Pages of `im help` that are about no command, in its order. */
export const TOPIC_NAMES = [
  "exit-codes",
  "environment",
  "output",
  "formats",
  "resume",
  "identity",
  "agents",
] as const;

/** The name of such a page. */
export type TopicName = (typeof TOPIC_NAMES)[number];
