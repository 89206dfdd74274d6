import { invalidArgument } from "../../core/failure.ts";
import { MAX_SHORTCUTS } from "../../core/feed/requests.ts";
import { chatIds } from "../flag-kinds/chat-ids.ts";
import { requiredListOf } from "../flag-kinds/list-of.ts";
import { alias } from "../flags.ts";

/** The chats whose shortcuts change. */
export const shortcutChats = alias(
  requiredListOf(chatIds("1 to 10 chats, separated by commas; may be given several times")),
  "chat-ids",
);

/** The chats, each once, in order. */
export function distinct(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)];
}

/** Refuses more chats than one call takes (CONTRACT 10). */
export function checkShortcutCount(ids: readonly string[]): void {
  const count = distinct(ids).length;
  if (count <= MAX_SHORTCUTS) return;
  throw invalidArgument(
    "--chat-id",
    `--chat-id has ${count} chats, but ${MAX_SHORTCUTS} is the most`,
    `give ${MAX_SHORTCUTS} at a time`,
  );
}
