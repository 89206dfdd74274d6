import type { Command } from "../command.ts";
import { api } from "./api.ts";
import { chatMessagesList } from "./chat-messages-list.ts";
import { demo } from "./demo.ts";
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
  schema,
  api,
  demo,
];
