/** Shortcuts that do what a method does, by its id. */
const SHORTCUTS: Readonly<Record<string, string>> = {
  "chat.members.bots": "+chat-members-list",
  "chat.members.get": "+chat-members-list",
  "chats.create": "+chat-create",
  "chats.list": "+chat-list",
  "chats.search": "+chat-search",
  "chats.update": "+chat-update",
  "feed.groups.batch_query": "+feed-group-list",
  "message.resources.get": "+messages-resources-download",
  "messages.create": "+messages-send",
  "messages.forward": "+messages-forward",
  "messages.get": "+messages-mget",
  "messages.list": "+chat-messages-list",
  "messages.merge_forward": "+messages-forward",
  "messages.read_users": "+message-read-users",
  "messages.reply": "+messages-reply",
  "messages.update": "+messages-edit",
  "threads.forward": "+messages-forward",
};

/** The name of the shortcut for a method; `undefined` where there is none. */
export function shortcutFor(id: string): string | undefined {
  return SHORTCUTS[id];
}
