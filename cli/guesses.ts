/**
 * Names that people and agents guess: verbs and things in any order and spelling, and options as other tools call them.
 *
 * @module
 */

/** What somebody wants to do, by the words for it. */
const VERBS: Readonly<Record<string, readonly string[]>> = {
  send: ["send", "post", "write", "say", "dm"],
  reply: ["reply", "answer", "respond"],
  forward: ["forward", "fwd", "share", "relay"],
  edit: ["edit", "update", "change", "modify", "rename"],
  delete: ["delete", "remove", "recall", "unsend", "rm"],
  list: ["list", "ls", "history", "all"],
  get: ["get", "show", "read", "fetch", "view", "info", "mget"],
  search: ["search", "find", "query", "grep"],
  create: ["create", "new", "make", "add"],
  download: ["download", "save"],
  upload: ["upload"],
  export: ["export", "backup"],
  react: ["react"],
  pin: ["pin"],
  unpin: ["unpin"],
  flag: ["flag", "bookmark", "star"],
  unflag: ["unflag", "unbookmark", "unstar"],
  recent: ["recent", "latest", "inbox", "unread", "news", "activity", "catchup", "digest"],
};

/** What it is done to. */
const NOUNS: Readonly<Record<string, readonly string[]>> = {
  message: ["message", "messages", "msg", "msgs", "text", "dms"],
  chat: [
    "chat",
    "chats",
    "group",
    "groups",
    "conversation",
    "conversations",
    "channel",
    "channels",
    "room",
    "rooms",
  ],
  member: ["member", "members", "participant", "participants"],
  thread: ["thread", "threads", "topic", "topics", "replies"],
  reaction: ["reaction", "reactions", "emoji", "emojis"],
  resource: [
    "file",
    "files",
    "image",
    "images",
    "attachment",
    "attachments",
    "resource",
    "resources",
    "picture",
    "media",
  ],
  pin: ["pins", "pinned"],
  flag: ["flags", "bookmarks", "flagged"],
  mention: ["mention", "mentions", "mentioned"],
};

/** Words that say nothing. */
const FILLERS: readonly string[] = ["a", "an", "the", "my", "to", "in", "of", "im", "feishu", "lark"];

/** Commands by verb and thing, or by one of them. */
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  "send": ["+messages-send"],
  "send message": ["+messages-send"],
  "send resource": ["+messages-send"],
  "send chat": ["+messages-send"],
  "create message": ["+messages-send"],
  "reply": ["+messages-reply"],
  "reply message": ["+messages-reply"],
  "reply thread": ["+messages-reply"],
  "forward": ["+messages-forward"],
  "forward message": ["+messages-forward"],
  "forward thread": ["+messages-forward"],
  "edit message": ["+messages-edit"],
  "edit chat": ["+chat-update"],
  "delete message": ["messages delete"],
  "delete chat": ["chats delete"],
  "delete reaction": ["reactions delete"],
  "delete member": ["chat.members delete"],
  "delete pin": ["pins delete"],
  "delete flag": ["+flag-cancel"],
  "list message": ["+chat-messages-list"],
  "list chat": ["+chat-list"],
  "list member": ["+chat-members-list"],
  "list thread": ["+threads-messages-list"],
  "list reaction": ["reactions list"],
  "list pin": ["pins list"],
  "list flag": ["+flag-list"],
  "list mention": ["+messages-recent"],
  "get message": ["+messages-mget", "+chat-messages-list"],
  "get chat": ["chats get", "+chat-messages-list"],
  "get member": ["+chat-members-list"],
  "get thread": ["+threads-messages-list"],
  "get reaction": ["reactions list"],
  "get pin": ["pins list"],
  "get flag": ["+flag-list"],
  "get resource": ["+messages-resources-download"],
  "get mention": ["+messages-recent"],
  "search message": ["+messages-search"],
  "search chat": ["+chat-search"],
  "search resource": ["+messages-search"],
  "search mention": ["+messages-recent"],
  "create chat": ["+chat-create"],
  "create member": ["chat.members create"],
  "create reaction": ["reactions create"],
  "create pin": ["pins create"],
  "create flag": ["+flag-create"],
  "download resource": ["+messages-resources-download"],
  "download message": ["+messages-resources-download"],
  "upload resource": ["+messages-send", "images create", "files create"],
  "export": ["+chat-export"],
  "export chat": ["+chat-export"],
  "export message": ["+chat-export"],
  "react": ["reactions create"],
  "react message": ["reactions create"],
  "pin": ["pins create"],
  "pin message": ["pins create"],
  "unpin": ["pins delete"],
  "unpin message": ["pins delete"],
  "flag message": ["+flag-create"],
  "unflag": ["+flag-cancel"],
  "unflag message": ["+flag-cancel"],
  "recent": ["+messages-recent"],
  "recent message": ["+messages-recent"],
  "recent chat": ["+messages-recent"],
  "recent mention": ["+messages-recent"],
  "message": ["+chat-messages-list", "+messages-send"],
  "chat": ["+chat-list", "+chat-messages-list"],
  "member": ["+chat-members-list"],
  "thread": ["+threads-messages-list"],
  "reaction": ["reactions create", "reactions list"],
  "resource": ["+messages-resources-download"],
  "mention": ["+messages-recent"],
};

/** The names of the commands that words may mean; none where one of the words says something else. */
export function guessCommands(words: readonly string[]): readonly string[] {
  if (words.some((word) => partsOf(word).length === 0)) return [];
  const parts = words.flatMap(partsOf).filter((part) => !FILLERS.includes(part));
  const meanings = parts.map((part) => ({ verb: meaningIn(VERBS, part), noun: meaningIn(NOUNS, part) }));
  if (meanings.some(({ verb, noun }) => verb === undefined && noun === undefined)) return [];
  const verbs = meanings.flatMap(({ verb }) => verb ?? []);
  // `chat messages list` is about the messages, as the last thing named.
  const nouns = [...new Set(meanings.flatMap(({ verb, noun }) => verb === undefined ? noun ?? [] : []))];
  const key = [...verbs.slice(0, 1), ...nouns.slice(-1)].join(" ");
  return verbs.length <= 1 && Object.hasOwn(COMMANDS, key) ? COMMANDS[key] ?? [] : [];
}

/** `sendMessage`, `send_message` and `send-message` have the same parts. */
function partsOf(word: string): readonly string[] {
  const kebab = word.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
  return kebab.split(/[^\p{L}\p{N}]+/u).filter((part) => part !== "");
}

function meaningIn(table: Readonly<Record<string, readonly string[]>>, part: string): string | undefined {
  return Object.entries(table).find(([, words]) => words.includes(part))?.[0];
}

/** Options by names that other tools have for them: keys, the likeliest first. */
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  to: ["chatId", "userId", "receiveId"],
  recipient: ["chatId", "userId", "receiveId"],
  receiver: ["chatId", "userId", "receiveId"],
  channel: ["chatId"],
  room: ["chatId"],
  group: ["chatId"],
  conversation: ["chatId"],
  message: ["text", "messageIds", "messageId"],
  msg: ["text", "messageIds", "messageId"],
  body: ["text", "data"],
  "reply-to": ["messageId"],
  "message-id": ["thread"],
  id: ["messageIds", "messageId", "chatId", "thread"],
  ids: ["messageIds", "messageId", "chatId"],
  md: ["markdown"],
  attach: ["file"],
  attachment: ["file", "attachment"],
  photo: ["image"],
  picture: ["image"],
  from: ["sender", "start"],
  author: ["sender"],
  user: ["userId", "sender"],
  "user-ids": ["userId", "sender", "memberIds", "users"],
  q: ["query"],
  text: ["query"],
  search: ["query"],
  term: ["query"],
  keywords: ["query"],
  keyword: ["query"],
  query: ["text"],
  before: ["end"],
  after: ["start", "since"],
  since: ["start"],
  until: ["end"],
  n: ["pageSize"],
  count: ["pageSize"],
  max: ["pageSize"],
  size: ["pageSize"],
  top: ["pageSize"],
  "per-page": ["pageSize"],
  pages: ["pageLimit"],
  "max-pages": ["pageLimit"],
  cursor: ["pageToken"],
  offset: ["pageToken"],
  token: ["pageToken"],
  "next-token": ["pageToken"],
  all: ["pageAll"],
  "no-replies": ["noThreads"],
  thread: ["replyInThread"],
  "in-thread": ["replyInThread"],
  date: ["start", "since"],
  day: ["start", "since"],
  last: ["since", "start"],
  on: ["start", "since"],
  members: ["users", "memberIds"],
  people: ["users", "memberIds", "sender"],
  participants: ["users", "memberIds"],
  emoji: ["reactionType", "params"],
  output: ["format"],
  key: ["idempotencyKey", "fileKey"],
  uuid: ["idempotencyKey"],
};

/** The keys of options of a command that a name may mean: `--to`. */
export function guessOptions(name: string, keys: readonly string[]): readonly string[] {
  const word = partsOf(name).join("-");
  const guesses = Object.hasOwn(OPTIONS, word) ? OPTIONS[word] ?? [] : [];
  return guesses.filter((key) => keys.includes(key));
}
