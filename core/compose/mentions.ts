import { Failure } from "../failure.ts";
import { stringAt } from "../json/access.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../json/json.ts";

/** What an opening `<at …>` says: one person (or `all`), or a form that only cards know. */
export type MentionTag = { readonly id: string } | { readonly cardOnly: "ids" | "email" };

/** A whole mention: `<at …>`, with name and `</at>` where they follow. Groups: the opening tag, the name. */
export const MENTION_REGEXP = /(<at\s[^<>]*>)(?:([^<>]*)<\/at\s*>)?/gi;

/**
 * A mention written plainly, `@ou_…`, with no word, address or path around it; `@all` is none, so that nobody mentions
 * everyone by accident, and since a card that mentions everyone fails as a whole where that is not allowed. Letters of
 * other scripts may stand beside it: Chinese has no blanks. Group: the id.
 */
export const PLAIN_MENTION_REGEXP = /(?<![\w@/.-])@(ou_[A-Za-z0-9]+)(?![\w@-]|[./]\w)/g;

const ATTRIBUTE_REGEXP =
  /[\s"'“”‘’](user_id|open_id|union_id|id|ids|email)\s*=\s*\\?["'“”‘’]?\s*([^\s"'“”‘’\\<>]*)/gi;

/**
 * Reads an opening tag in all its spellings: `user_id`, `open_id`, `union_id` or `id`, any quotes or none, closed by
 * itself or not. Undefined where it names nobody.
 */
export function readMentionTag(tag: string): MentionTag | undefined {
  const attributes = [...tag.replace(/\/?>$/, "").trimEnd().matchAll(ATTRIBUTE_REGEXP)];
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

/** The failure for a form that only cards know; the caller adds the input. */
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

/** A code span: backticks, then as many backticks again before the next blank line. */
const CODE_SPAN_REGEXP = /(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n)[\s\S])*?(?<!`)\1(?!`)/g;

/** Changes a text except for its fenced code (also where the fence is never closed) and its code spans. */
export function replaceOutsideCode(text: string, change: (part: string) => string): string {
  let result = "";
  let prose = "";
  let fence: string | undefined;
  for (const line of text.match(/[^\n]*\n|[^\n]+/g) ?? []) {
    const mark = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)/.exec(line.trimEnd());
    const isCode = fence !== undefined || mark !== null;
    if (isCode) {
      result += replaceOutsideSpans(prose, change) + line;
      prose = "";
    } else {
      prose += line;
    }
    if (fence === undefined) fence = mark?.[1];
    else if (mark?.[1]?.startsWith(fence) && mark[2]?.trim() === "") fence = undefined;
  }
  return result + replaceOutsideSpans(prose, change);
}

function replaceOutsideSpans(text: string, change: (part: string) => string): string {
  let result = "";
  let at = 0;
  for (const span of text.matchAll(CODE_SPAN_REGEXP)) {
    result += change(text.slice(at, span.index)) + span[0];
    at = span.index + span[0].length;
  }
  return result + change(text.slice(at));
}

/**
 * Brings the mentions of a text to the one form that the platform reads, `<at user_id="ou_x">Name</at>`: tags in any
 * spelling, and `@ou_…` where no word touches it. Code stays as it is. To be called before the text
 * becomes JSON.
 *
 * @throws {Failure} `validation`, for the forms `ids=` and `email=`, which only cards know.
 */
export function normalizeMentions(text: string): string {
  return replaceOutsideCode(text, replaceMentions);
}

function replaceMentions(part: string): string {
  let result = "";
  let at = 0;
  for (const match of part.matchAll(MENTION_REGEXP)) {
    const [whole, tag = "", name = ""] = match;
    result += replacePlain(part.slice(at, match.index)) + replaceTag(whole, tag, name);
    at = match.index + whole.length;
  }
  return result + replacePlain(part.slice(at));
}

function replaceTag(whole: string, tag: string, name: string): string {
  const mention = readMentionTag(tag);
  if (mention === undefined) return whole;
  if ("cardOnly" in mention) throw cardOnlyMention(tag, mention.cardOnly);
  return formatMention(mention.id, name);
}

function replacePlain(text: string): string {
  return text.replace(PLAIN_MENTION_REGEXP, (_whole, id: string) => formatMention(id, ""));
}

/**
 * Brings the mentions in content that a person wrote as JSON to the form of its type: texts, the `text` and `md`
 * elements of posts in every language, the Markdown of cards. Everything else, and content
 * of another shape, stays as it is.
 *
 * @throws {Failure} `validation`, for `ids=` and `email=` in a text or post.
 */
export function normalizeContentMentions(msgType: string, content: JsonObject): JsonObject {
  switch (msgType) {
    case "text":
      return mapString(content, "text", normalizeMentions);
    case "post":
      return mapObjects(
        content,
        (element) => mapTagged(element, ["text", "md"], "text", normalizeMentions),
      );
    case "interactive":
      return mapObjects(
        content,
        (element) => mapTagged(element, ["markdown", "lark_md"], "content", normalizeCardMentions),
      );
    default:
      return content;
  }
}

/** `<at id=ou_x></at>`; a tag in that form keeps the name in it, and lists of ids and addresses are left alone. */
function normalizeCardMentions(text: string): string {
  return replaceOutsideCode(text, (part) => {
    const mentions = part.replace(MENTION_REGEXP, (whole: string, tag: string) => {
      const mention = readMentionTag(tag);
      if (mention === undefined || "cardOnly" in mention) return whole;
      const isCardForm = tag === `<at id=${mention.id}>` && /<\/at\s*>$/i.test(whole);
      return isCardForm ? whole : `<at id=${mention.id}></at>`;
    });
    return mentions.replace(PLAIN_MENTION_REGEXP, (_whole, id: string) => `<at id=${id}></at>`);
  });
}

function mapTagged(
  element: JsonObject,
  tags: readonly string[],
  key: string,
  change: (text: string) => string,
): JsonObject {
  return tags.includes(stringAt(element, "tag") ?? "") ? mapString(element, key, change) : element;
}

function mapString(object: JsonObject, key: string, change: (text: string) => string): JsonObject {
  const text = stringAt(object, key);
  return text === undefined ? object : { ...object, [key]: change(text) };
}

/** Applies a change to an object and to every object inside it. */
function mapObjects(object: JsonObject, change: (object: JsonObject) => JsonObject): JsonObject {
  const changed = Object.entries(object).map(([key, value]) => [key, mapValue(value, change)] as const);
  return change(Object.fromEntries(changed));
}

function mapValue(value: JsonValue, change: (object: JsonObject) => JsonObject): JsonValue {
  if (Array.isArray(value)) return value.map((entry: JsonValue) => mapValue(entry, change));
  return isJsonObject(value) ? mapObjects(value, change) : value;
}
