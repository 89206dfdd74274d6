/** What the commands of a group are about. */
const SUMMARIES: Readonly<Record<string, string>> = {
  archive: "Search and show archives of chats, offline",
  auth: "Log in and out as yourself, and see what your login may do",
  config: "Set up the app that im works with",
  profile: "Keep several apps side by side, and switch between them",
  skill: "Teach coding agents to use im",
  chats: "API methods for groups and topic chats",
  "chat.members": "API methods for the people and bots in a chat",
  "chat.user_setting": "API methods for your own settings of a chat, such as muting it",
  "chat.managers": "API methods for the administrators of a chat",
  "chat.moderation": "API methods for who may post in a chat",
  messages: "API methods for sending, reading, changing and forwarding messages",
  "message.resources": "API methods for images and files in messages",
  reactions: "API methods for emoji reactions to messages",
  threads: "API methods for whole threads",
  images: "API methods for uploading images",
  files: "API methods for uploading files",
  pins: "API methods for messages pinned in a chat",
  "feed.groups": "API methods for groups of chats in your feed",
};

/** One line about a group of commands. */
export function groupSummary(group: string): string {
  return SUMMARIES[group] ?? `Commands of ${group}`;
}
