import { invalidInput } from "../failure.ts";
import { arrayAt, nonEmptyStringAt, objectAt } from "../json/access.ts";
import { isJsonObject, type JsonObject } from "../json/json.ts";
import { input, phrase } from "../text/phrase.ts";
import { postLocales } from "./post.ts";

/** The types of messages that can be sent. */
export const MESSAGE_TYPES = [
  "text",
  "post",
  "image",
  "file",
  "audio",
  "media",
  "sticker",
  "interactive",
  "share_chat",
  "share_user",
  "system",
] as const;

/** A type of message. */
export type MessageType = typeof MESSAGE_TYPES[number];

/** Keys that content of a type must have, each a string that is not empty. */
const REQUIRED_KEYS: Readonly<Partial<Record<MessageType, readonly string[]>>> = {
  text: ["text"],
  image: ["image_key"],
  file: ["file_key"],
  audio: ["file_key"],
  media: ["file_key"],
  sticker: ["file_key"],
  share_chat: ["chat_id"],
  share_user: ["user_id"],
  system: ["type"],
};

/** The type that content shows by its keys; `undefined` where it shows none. */
export function inferMessageType(content: JsonObject): MessageType | undefined {
  const has = (key: string) => content[key] !== undefined;
  if (isJsonObject(content["post"]) || postLocales(content).length > 0) return "post";
  if (has("schema") || has("elements") || has("header") || has("i18n_elements")) return "interactive";
  if (content["type"] === "template" || content["type"] === "card") return "interactive";
  if (content["type"] === "divider") return "system";
  if (has("text")) return "text";
  if (has("file_key")) return has("image_key") ? "media" : "file";
  if (has("image_key")) return "image";
  if (has("chat_id")) return "share_chat";
  return has("user_id") ? "share_user" : undefined;
}

/**
 * Content that a person wrote as JSON, checked for what its type demands and in the form that the service takes: a
 * post in the wrapping of webhook bots, `{"post":…}`, is unwrapped.
 *
 * @throws {Failure} exit 2 naming the input `content`.
 */
export function checkContent(type: MessageType, content: JsonObject): JsonObject {
  if (type === "post") return checkPost(content);
  if (type === "interactive") return checkCard(content);
  for (const key of REQUIRED_KEYS[type] ?? []) {
    if (nonEmptyStringAt(content, key) === undefined) throw missingKey(type, key);
  }
  return content;
}

/** A card by reference names what it refers to; the service judges cards that are written out. */
function checkCard(content: JsonObject): JsonObject {
  const key = content["type"] === "template"
    ? "template_id"
    : content["type"] === "card"
    ? "card_id"
    : undefined;
  if (key === undefined || nonEmptyStringAt(objectAt(content, "data"), key) !== undefined) return content;
  throw invalidInput(
    "content",
    phrase`${input("content")} of a card of type ${String(content["type"])} must have a filled "data.${key}"`,
    `write {"type":"${content["type"]}","data":{"${key}":"…"}}`,
  );
}

function checkPost(content: JsonObject): JsonObject {
  const { post: wrapped, ...others } = content;
  const post = isJsonObject(wrapped) ? { ...wrapped, ...others } : content;
  const locales = postLocales(post);
  if (locales.length === 0 && !Array.isArray(post["files"])) {
    throw invalidInput(
      "content",
      phrase`${input("content")} of a post has no language`,
      'write {"zh_cn":{"title":"…","content":[[{"tag":"text","text":"…"}]]}}',
    );
  }
  for (const locale of locales) {
    const paragraphs = arrayAt(objectAt(post, locale), "content");
    if (!paragraphs.every((paragraph) => Array.isArray(paragraph) && paragraph.every(isJsonObject))) {
      throw invalidInput(
        "content",
        phrase`${
          input("content")
        } of a post must be a list of paragraphs, each a list of elements: "${locale}.content"`,
        'write {"zh_cn":{"title":"…","content":[[{"tag":"text","text":"…"}]]}}',
      );
    }
  }
  return post;
}

function missingKey(type: MessageType, key: string) {
  return invalidInput(
    "content",
    phrase`${input("content")} of type ${type} must have a filled "${key}"`,
    phrase`write {"${key}":"…"}, or say which type it is with ${input("msgType")}`,
  );
}
