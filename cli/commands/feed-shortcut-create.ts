import { invalidArgument } from "../../core/failure.ts";
import { createShortcuts } from "../../core/feed/requests.ts";
import { shortcutLedger } from "../../core/feed/shortcut-ledger.ts";
import { callToWrite } from "../../core/platform/call-to-write.ts";
import { type CommandResult, defineCommand } from "../command.ts";
import { type FlagValues, toggle } from "../flags.ts";
import { ledgerResult } from "../flags-and-feed/ledger-result.ts";
import { checkShortcutCount, distinct, shortcutChats } from "../flags-and-feed/shortcut-chats.ts";

const flags = {
  chatId: shortcutChats,
  head: toggle("put them at the top, which is the default"),
  tail: toggle("put them at the end"),
};

/** `im +feed-shortcut-create` */
export const feedShortcutCreate = defineCommand({
  name: "+feed-shortcut-create",
  summary: "Put chats into the shortcuts of your feed",
  description: [
    "A chat that is there already counts as done. Where some fail, the result names each chat with what became of it, " +
    "and the exit status is 1.",
  ],
  examples: [
    { comment: "at the top", line: "+feed-shortcut-create --chat-id oc_xxx" },
    { comment: "two, at the end", line: "+feed-shortcut-create --chat-id oc_xxx,oc_yyy --tail" },
  ],
  identities: ["user"],
  scopes: ["im:feed.shortcut:write"],
  risk: "write",
  flags,
  check({ chatId, head, tail }) {
    checkShortcutCount(chatId);
    if (!head || !tail) return;
    throw invalidArgument("--tail", "--head and --tail exclude each other", "leave one of them out");
  },
  preview: (values) => ({ api: [requestOf(values)], context: {} }),
  async run(values, session): Promise<CommandResult> {
    const answer = await callToWrite(session.client(), requestOf(values), ["failed_shortcuts"]);
    return ledgerResult(shortcutLedger(distinct(values.chatId), answer), "added");
  },
});

function requestOf({ chatId, tail }: FlagValues<typeof flags>) {
  return createShortcuts(distinct(chatId), tail ? "tail" : "head");
}
