/**
 * Which pictures and files a message holds (reading sheet 4.7).
 *
 * @module
 */

import { isJsonObject, type JsonObject, type JsonValue, parseJson } from "../json.ts";
import { arrayAt, filledStringAt, objectAt, objectsAt } from "../json-access.ts";
import { contentOf, messageIdOf, messageTypeOf, type RawMessage } from "./raw-message.ts";

/** One picture or file of a message, as the resource endpoint wants it named. */
export interface ResourceRef {
  readonly message_id: string;
  /** As delivered: whoever makes a file name of it checks it. */
  readonly key: string;
  readonly type: "image" | "file";
}

type Resource = Omit<ResourceRef, "message_id">;

/** Keys of the languages of a post, in the order in which they are looked for. */
const POST_LANGUAGES: readonly string[] = ["zh_cn", "en_us", "ja_jp"];

/**
 * The pictures and files of a message in order of appearance, each key once. Those of a forwarded bundle are in
 * `bundleItems`, flat and at every depth; they are fetched under the bundle's own id. Odd content holds nothing.
 */
export function resourceRefsOf(
  message: RawMessage,
  bundleItems: readonly RawMessage[] = [],
): readonly ResourceRef[] {
  const holders = messageTypeOf(message) === "merge_forward" ? bundleItems : [message];
  const byKey = new Map<string, ResourceRef>();
  for (const { key, type } of holders.flatMap(resourcesIn)) {
    if (!byKey.has(key)) byKey.set(key, { message_id: messageIdOf(message), key, type });
  }
  return [...byKey.values()];
}

function resourcesIn(message: RawMessage): readonly Resource[] {
  const content = contentObject(message);
  switch (messageTypeOf(message)) {
    case "image":
      return image(content);
    case "file":
    case "audio":
      return file(content);
    case "media":
    case "video":
      return [...file(content), ...image(content)];
    case "post":
      return [...postElements(content).flatMap(elementResources), ...attachments(content)];
    default:
      return [];
  }
}

function image(holder: JsonObject | undefined): readonly Resource[] {
  const key = filledStringAt(holder, "image_key");
  return key === undefined ? [] : [{ key, type: "image" }];
}

function file(holder: JsonObject | undefined): readonly Resource[] {
  const key = filledStringAt(holder, "file_key");
  return key === undefined ? [] : [{ key, type: "file" }];
}

function elementResources(element: JsonObject): readonly Resource[] {
  if (element["tag"] === "img") return image(element);
  return element["tag"] === "media" ? [...file(element), ...image(element)] : [];
}

function attachments(post: JsonObject | undefined): readonly Resource[] {
  return objectsAt(post, "files").filter((entry) => entry["is_folder"] !== true).flatMap(file);
}

/** The elements of both forms of a post's text; one form may hold what the other one lacks. */
function postElements(post: JsonObject | undefined): readonly JsonObject[] {
  const body = postBody(post);
  return ["content", "content_v2"]
    .flatMap((form) => arrayAt(body, form))
    .flatMap((paragraph: JsonValue): readonly JsonValue[] =>
      Array.isArray(paragraph) ? paragraph : [paragraph]
    )
    .filter(isJsonObject);
}

/** The post itself, or the language of it that is shown (reading sheet 5.3). */
function postBody(post: JsonObject | undefined): JsonObject | undefined {
  if (post === undefined || ["title", "content", "content_v2"].some((key) => post[key] !== undefined)) {
    return post;
  }
  const language = [...POST_LANGUAGES, ...Object.keys(post).sort()].find((key) => isJsonObject(post[key]));
  return language === undefined ? undefined : objectAt(post, language);
}

function contentObject(message: RawMessage): JsonObject | undefined {
  try {
    const content = parseJson(contentOf(message));
    return isJsonObject(content) ? content : undefined;
  } catch {
    return undefined;
  }
}
