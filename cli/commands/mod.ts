import type { Command } from "../command.ts";
import { api } from "./api.ts";
import { chatCreate } from "./chat-create.ts";
import { chatList } from "./chat-list.ts";
import { chatMembersList } from "./chat-members-list.ts";
import { chatMessagesList } from "./chat-messages-list.ts";
import { chatSearch } from "./chat-search.ts";
import { chatUpdate } from "./chat-update.ts";
import { demo } from "./demo.ts";
import { feedGroupListItem } from "./feed-group-list-item.ts";
import { feedGroupList } from "./feed-group-list.ts";
import { feedGroupQueryItem } from "./feed-group-query-item.ts";
import { feedShortcutCreate } from "./feed-shortcut-create.ts";
import { feedShortcutList } from "./feed-shortcut-list.ts";
import { feedShortcutRemove } from "./feed-shortcut-remove.ts";
import { flagCancel } from "./flag-cancel.ts";
import { flagCreate } from "./flag-create.ts";
import { flagList } from "./flag-list.ts";
import { messageReadUsers } from "./message-read-users.ts";
import { messagesEdit } from "./messages-edit.ts";
import { messagesMget } from "./messages-mget.ts";
import { messagesReadStatus } from "./messages-read-status.ts";
import { messagesReply } from "./messages-reply.ts";
import { messagesResourcesDownload } from "./messages-resources-download.ts";
import { messagesSearch } from "./messages-search.ts";
import { messagesSend } from "./messages-send.ts";
import { schema } from "./schema.ts";
import { threadsMessagesList } from "./threads-messages-list.ts";

/** All commands, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  chatMessagesList,
  threadsMessagesList,
  messagesMget,
  messagesSearch,
  messagesResourcesDownload,
  messagesSend,
  messagesReply,
  messagesEdit,
  messagesReadStatus,
  messageReadUsers,
  chatList,
  chatSearch,
  chatMembersList,
  chatCreate,
  chatUpdate,
  flagList,
  flagCreate,
  flagCancel,
  feedShortcutList,
  feedShortcutCreate,
  feedShortcutRemove,
  feedGroupList,
  feedGroupListItem,
  feedGroupQueryItem,
  schema,
  api,
  demo,
];
