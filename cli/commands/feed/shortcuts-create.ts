import { createShortcuts, MAX_SHORTCUTS } from "../../../core/feed/requests.ts";
import { type CommandResult, defineCommand } from "../../command.ts";
import { checkExclusive } from "../../options/exclusive.ts";
import { checkCount } from "../../options/limits.ts";
import { type OptionValues, toggle } from "../../options/option.ts";
import { changeShortcuts, distinct, shortcutChatsOption } from "./shortcuts.ts";

const options = {
  chatId: shortcutChatsOption,
  head: toggle("put them at the top (the default)"),
  tail: toggle("put them at the end"),
};

/** `im +feed-shortcut-create` */
export const feedShortcutCreate = defineCommand({
  name: "+feed-shortcut-create",
  summary: "Add chats to your feed shortcuts",
  description: [
    "A chat that is already there counts as done. If some chats fail, the result has the outcome for each, and the " +
    "exit status is 1.",
  ],
  examples: [
    { comment: "at the top", line: "+feed-shortcut-create --chat-id oc_xxx" },
    { comment: "two, at the end", line: "+feed-shortcut-create --chat-id oc_xxx,oc_yyy --tail" },
  ],
  identities: ["user"],
  scopes: ["im:feed.shortcut:write"],
  risk: "write",
  answer: async () => (await import("./answers.ts")).changedShortcuts(),
  options,
  check(values, _world, _identity, nameOf) {
    checkCount("--chat-id", values.chatId, MAX_SHORTCUTS);
    checkExclusive(values, ["head", "tail"], nameOf);
  },
  preview: (values) => ({ api: [createRequest(values)], context: {} }),
  async run(values, runtime): Promise<CommandResult> {
    return await changeShortcuts(runtime.client(), createRequest(values), distinct(values.chatId), "added");
  },
});

function createRequest({ chatId, tail }: OptionValues<typeof options>) {
  return createShortcuts(distinct(chatId), tail ? "tail" : "head");
}
