import { idInLink, parseAppLink } from "../text/link.ts";

/** Query keys that name a chat. */
const LINK_KEYS: readonly string[] = ["openchatid", "chatid"];

/**
 * The chat id that a person typed (`oc_…`), or that a pasted link to the chat holds in its path or its query;
 * what follows the id in a link is dropped. `undefined` for anything else.
 */
export function parseChatId(text: string): string | undefined {
  const given = text.trim();
  if (/^oc_[A-Za-z0-9_-]+$/.test(given)) return given;
  return idInLink(parseAppLink(given), LINK_KEYS, /^oc_[A-Za-z0-9_-]+/);
}
