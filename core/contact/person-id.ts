import { idInLink, parseAppLink } from "../text/link.ts";

/** Query keys that name a person. */
const LINK_KEYS: readonly string[] = ["openid"];

/**
 * The open id that a person typed (`ou_…`), or that a pasted link to the direct chat with somebody holds
 * (https://open.feishu.cn/document/applink-protocol/supported-protocol/open-a-chat-page); `undefined` for anything
 * else.
 */
export function parseOpenId(text: string): string | undefined {
  const given = text.trim();
  if (/^ou_[A-Za-z0-9_-]+$/.test(given)) return given;
  return idInLink(parseAppLink(given), LINK_KEYS, /^ou_[A-Za-z0-9_-]+/);
}
