import type { Kind } from "../flags.ts";
import { chatId } from "./chat-id.ts";
import { splitList } from "./split-list.ts";

/** A comma list of chat ids or links to chats; blanks are dropped. */
export function chatIds(summary: string): Kind<readonly string[]> {
  const one = chatId(summary);
  return {
    placeholder: "oc_id,…",
    summary,
    parse: (value, name) => splitList(value).map((entry) => one.parse(entry, name)),
  };
}
