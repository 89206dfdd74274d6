import { removeShortcuts } from "../../core/feed/requests.ts";
import { shortcutLedger } from "../../core/feed/shortcut-ledger.ts";
import { callToWrite } from "../../core/platform/call-to-write.ts";
import { type CommandResult, defineCommand } from "../command.ts";
import { ledgerResult } from "../flags-and-feed/ledger-result.ts";
import { checkShortcutCount, distinct, shortcutChats } from "../flags-and-feed/shortcut-chats.ts";

/** `im +feed-shortcut-remove` */
export const feedShortcutRemove = defineCommand({
  name: "+feed-shortcut-remove",
  summary: "Take chats out of the shortcuts of your feed",
  description: [
    "A chat that is not there counts as done. Where some fail, the result names each chat with what became of it, and " +
    "the exit status is 1.",
  ],
  examples: [
    { comment: "one chat", line: "+feed-shortcut-remove --chat-id oc_xxx" },
    { comment: "two, only shown", line: "+feed-shortcut-remove --chat-id oc_xxx,oc_yyy --dry-run" },
  ],
  identities: ["user"],
  scopes: ["im:feed.shortcut:write"],
  risk: "write",
  flags: { chatId: shortcutChats },
  check: ({ chatId }) => checkShortcutCount(chatId),
  preview: ({ chatId }) => ({ api: [removeShortcuts(distinct(chatId))], context: {} }),
  async run({ chatId }, session): Promise<CommandResult> {
    const ids = distinct(chatId);
    const answer = await callToWrite(session.client(), removeShortcuts(ids), ["failed_shortcuts"]);
    return ledgerResult(shortcutLedger(ids, answer), "removed");
  },
});
