import { isJsonObject, type JsonObject, type JsonValue } from "../json.ts";
import { stringAt } from "../json-access.ts";
import { normalizeMentions } from "./mentions.ts";
import { MENTION_REGEXP, readMentionTag } from "./mentions-tag.ts";
import { changeOutsideCode } from "./mentions-outside-code.ts";

/** Plain ids only: a card with a mention of everyone fails as a whole where that is not allowed. */
const PLAIN_PERSON_REGEXP = /(?<![\w@/.-])@(ou_[A-Za-z0-9]+)(?![\w@-]|[./]\w)/g;

/**
 * Brings the mentions in content that a person wrote as JSON to the form of its type: texts, the `text` and `md`
 * elements of posts in every language, the Markdown of cards (writing sheet 7.2, 7.3). Everything else, and content
 * of another shape, stays as it is.
 *
 * @throws {Failure} `validation`, for `ids=` and `email=` in a text or post.
 */
export function normalizeContentMentions(msgType: string, content: JsonObject): JsonObject {
  switch (msgType) {
    case "text":
      return changeString(content, "text", normalizeMentions);
    case "post":
      return changeObjects(
        content,
        (element) => changeTagged(element, ["text", "md"], "text", normalizeMentions),
      );
    case "interactive":
      return changeObjects(
        content,
        (element) => changeTagged(element, ["markdown", "lark_md"], "content", normalizeCardMentions),
      );
    default:
      return content;
  }
}

/** `<at id=ou_x></at>`; a tag in that form keeps the name in it, and lists of ids and addresses are left alone. */
function normalizeCardMentions(text: string): string {
  return changeOutsideCode(text, (part) => {
    const mentions = part.replace(MENTION_REGEXP, (whole: string, tag: string) => {
      const mention = readMentionTag(tag);
      if (mention === undefined || "cardOnly" in mention) return whole;
      const isCardForm = tag === `<at id=${mention.id}>` && /<\/at\s*>$/i.test(whole);
      return isCardForm ? whole : `<at id=${mention.id}></at>`;
    });
    return mentions.replace(PLAIN_PERSON_REGEXP, (_whole, id: string) => `<at id=${id}></at>`);
  });
}

function changeTagged(
  element: JsonObject,
  tags: readonly string[],
  key: string,
  change: (text: string) => string,
): JsonObject {
  return tags.includes(stringAt(element, "tag") ?? "") ? changeString(element, key, change) : element;
}

function changeString(object: JsonObject, key: string, change: (text: string) => string): JsonObject {
  const text = stringAt(object, key);
  return text === undefined ? object : { ...object, [key]: change(text) };
}

/** Applies a change to an object and to every object inside it. */
function changeObjects(object: JsonObject, change: (object: JsonObject) => JsonObject): JsonObject {
  const changed = Object.entries(object).map(([key, value]) => [key, changeInside(value, change)] as const);
  return change(Object.fromEntries(changed));
}

function changeInside(value: JsonValue, change: (object: JsonObject) => JsonObject): JsonValue {
  if (Array.isArray(value)) return value.map((entry: JsonValue) => changeInside(entry, change));
  return isJsonObject(value) ? changeObjects(value, change) : value;
}
