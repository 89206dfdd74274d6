import type { Command } from "../command.ts";
import { chatMessagesList } from "./chat-messages-list.ts";
import { demo } from "./demo.ts";
import { messagesMget } from "./messages-mget.ts";
import { messagesResourcesDownload } from "./messages-resources-download.ts";
import { messagesSearch } from "./messages-search.ts";
import { threadsMessagesList } from "./threads-messages-list.ts";

/** All commands, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  chatMessagesList,
  threadsMessagesList,
  messagesMget,
  messagesSearch,
  messagesResourcesDownload,
  demo,
];
