import { hasInvisible } from "../text/invisible.ts";

const LINK_HOST_REGEXP = /(^|\.)(feishu\.cn|larksuite\.com)$/i;
/** Query keys that name a chat, in small letters and without underscores. */
const LINK_KEYS: readonly string[] = ["openchatid", "chatid"];

/**
 * The chat id that a person typed (`oc_…`), or that a pasted link to the chat holds in its path or its query;
 * what follows the id in a link is dropped. `undefined` for anything else.
 */
export function parseChatId(text: string): string | undefined {
  const given = text.trim();
  if (/^oc_[A-Za-z0-9_-]+$/.test(given)) return given;
  const url = parseUrl(given);
  if (url === undefined || !LINK_HOST_REGEXP.test(url.hostname)) return undefined;
  const inPath = `${url.pathname}/${url.hash}`.split("/");
  const inQuery = [...url.searchParams]
    .filter(([key]) => LINK_KEYS.includes(key.toLowerCase().replaceAll("_", "")))
    .map(([, value]) => value);
  return [...inPath, ...inQuery].map(chatIdPrefix).find((id) => id !== undefined);
}

function chatIdPrefix(text: string): string | undefined {
  return /^oc_[A-Za-z0-9_-]+/.exec(text)?.[0];
}

function parseUrl(text: string): URL | undefined {
  // A URL drops line breaks inside itself, which would join an id with what stands on the next line.
  if (hasInvisible(text)) return undefined;
  try {
    return new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`);
  } catch {
    return undefined;
  }
}
