import { MAX_SHORTCUTS, removeShortcuts } from "../../../core/feed/requests.ts";
import { type CommandResult, defineCommand } from "../../command.ts";
import { checkCount } from "../../options/limits.ts";
import { changeShortcuts, distinct, shortcutChatsOption } from "./shortcuts.ts";

/** `im +feed-shortcut-remove` */
export const feedShortcutRemove = defineCommand({
  name: "+feed-shortcut-remove",
  summary: "Remove chats from your feed shortcuts",
  description: [
    "A chat that is not there counts as done. If some chats fail, the result has the outcome for each, and the " +
    "exit status is 1.",
  ],
  examples: [
    { comment: "one chat", line: "+feed-shortcut-remove --chat-id oc_xxx" },
    { comment: "two, as a preview", line: "+feed-shortcut-remove --chat-id oc_xxx,oc_yyy --dry-run" },
  ],
  identities: ["user"],
  scopes: ["im:feed.shortcut:write"],
  risk: "write",
  replaces: true,
  isIdempotent: true,
  answer: async () => (await import("./answers.ts")).changedShortcuts(),
  options: { chatId: shortcutChatsOption },
  check: ({ chatId }) => checkCount("--chat-id", chatId, MAX_SHORTCUTS),
  preview: ({ chatId }) => ({ api: [removeShortcuts(distinct(chatId))], context: {} }),
  async run({ chatId }, runtime): Promise<CommandResult> {
    const ids = distinct(chatId);
    return await changeShortcuts(runtime.client(), removeShortcuts(ids), ids, "removed");
  },
});
