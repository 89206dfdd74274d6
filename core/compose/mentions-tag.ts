import { Failure } from "../failure.ts";

/** What an opening `<at …>` says: one person (or `all`), or a form that only cards know. */
export type MentionTag = { readonly id: string } | { readonly cardOnly: "ids" | "email" };

/** A whole mention: `<at …>`, with name and `</at>` where they follow. Groups: the opening tag, the name. */
export const MENTION_REGEXP = /(<at\s[^<>]*>)(?:([^<>]*)<\/at\s*>)?/gi;

/**
 * A mention written plainly, `@ou_…`, with no word, address or path around it; `@all` is none, so that nobody calls
 * everyone by accident. Letters of other scripts may
 * stand beside it: Chinese has no blanks. Group: the id.
 */
export const PLAIN_MENTION_REGEXP = /(?<![\w@/.-])@(ou_[A-Za-z0-9]+)(?![\w@-]|[./]\w)/g;

const ATTRIBUTE_REGEXP =
  /[\s"'“”‘’](user_id|open_id|union_id|id|ids|email)\s*=\s*\\?["'“”‘’]?\s*([^\s"'“”‘’\\<>]*)/gi;

/**
 * Reads an opening tag in all its spellings: `user_id`, `open_id`, `union_id` or `id`, any quotes or none, closed by
 * itself or not (writing sheet 7.3). Undefined where it names nobody.
 */
export function readMentionTag(tag: string): MentionTag | undefined {
  const attributes = [...tag.replace(/\s*\/?>$/, "").matchAll(ATTRIBUTE_REGEXP)];
  const forCards: ("ids" | "email")[] = [];
  for (const [, name = "", value = ""] of attributes) {
    const attribute = name.toLowerCase();
    if (attribute === "ids" || attribute === "email") forCards.push(attribute);
    else if (/^[\w.@-]+$/.test(value)) return { id: value };
  }
  return forCards[0] === undefined ? undefined : { cardOnly: forCards[0] };
}

/** A mention as texts and posts want it. */
export function formatMention(id: string, name: string): string {
  return `<at user_id="${id}">${name}</at>`;
}

/** The failure for a form that only cards know; the caller adds the flag as `param`. */
export function cardOnlyMention(tag: string, attribute: "ids" | "email"): Failure {
  return new Failure({
    type: "validation",
    subtype: "invalid_argument",
    message: `mention "${tag}" has the attribute "${attribute}", which only cards know`,
    hint: attribute === "ids"
      ? 'mention each by itself: <at user_id="ou_a"></at> <at user_id="ou_b"></at>'
      : 'mention by open id: <at user_id="ou_x"></at>',
  });
}
