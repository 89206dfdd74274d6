/**
 * Which pictures, files and folders a message holds.
 *
 * @module
 */

import { arrayAt, nonEmptyStringAt, objectsAt, stringAt } from "../json/access.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../json/json.ts";
import { postBody } from "./render/post.ts";
import { contentOf, messageIdOf, messageTypeOf, parseContent, type RawMessage } from "./wire.ts";

/** One picture or file of a message, as the resource endpoint wants it named. */
export interface ResourceRef {
  readonly message_id: string;
  /** As received: check it before making a file name of it. */
  readonly key: string;
  readonly type: "image" | "file";
}

type Resource = Omit<ResourceRef, "message_id">;

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
  const content = parseContent(contentOf(message));
  switch (messageTypeOf(message)) {
    case "image":
      return imageResource(content);
    case "file":
    case "audio":
      return fileResource(content);
    case "media":
    case "video":
      return [...fileResource(content), ...imageResource(content)];
    case "post":
      return [...postElements(content).flatMap(elementResources), ...attachmentResources(content)];
    default:
      return [];
  }
}

function imageResource(holder: JsonObject | undefined): readonly Resource[] {
  const key = nonEmptyStringAt(holder, "image_key");
  return key === undefined ? [] : [{ key, type: "image" }];
}

function fileResource(holder: JsonObject | undefined): readonly Resource[] {
  const key = nonEmptyStringAt(holder, "file_key");
  return key === undefined ? [] : [{ key, type: "file" }];
}

function elementResources(element: JsonObject): readonly Resource[] {
  if (element["tag"] === "img") return imageResource(element);
  if (element["tag"] === "md") return markdownImages(stringAt(element, "text") ?? "");
  return element["tag"] === "media" ? [...fileResource(element), ...imageResource(element)] : [];
}

const CODE_REGEXP = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g;
const MARKDOWN_IMAGE_REGEXP = /!\[[^\]\n]*\]\(\s*<?([\w-]+)>?(?:\s[^)\n]*)?\)/g;

/** The images of a Markdown text, whose targets are keys. Addresses are no resources, and code shows nothing. */
function markdownImages(text: string): readonly Resource[] {
  return Array.from(
    text.replace(CODE_REGEXP, "").matchAll(MARKDOWN_IMAGE_REGEXP),
    ([, key = ""]): Resource => ({ key, type: "image" }),
  );
}

function attachmentResources(post: JsonObject | undefined): readonly Resource[] {
  return objectsAt(post, "files").filter((entry) => entry["is_folder"] !== true).flatMap(fileResource);
}

/** The elements of both forms of a post's text; one form may hold what the other one lacks. */
function postElements(post: JsonObject | undefined): readonly JsonObject[] {
  const body = post && postBody(post);
  return ["content", "content_v2"]
    .flatMap((form) => arrayAt(body, form))
    .flatMap((paragraph: JsonValue): readonly JsonValue[] =>
      Array.isArray(paragraph) ? paragraph : [paragraph]
    )
    .filter(isJsonObject);
}

/** Keys of the folders that a message shows: itself, or in the attachment zone of a post. */
export function folderKeysOf(message: RawMessage): readonly string[] {
  const type = messageTypeOf(message);
  if (type !== "folder" && type !== "post") return [];
  const content = parseContent(contentOf(message));
  if (content === undefined) return [];
  const folders: readonly JsonObject[] = type === "folder"
    ? [content]
    : objectsAt(content, "files").filter((file) => file["is_folder"] === true);
  const keys = folders.map((folder) => nonEmptyStringAt(folder, "file_key"));
  return [...new Set(keys.filter((key) => key !== undefined))];
}
