import { invalidInput } from "../failure.ts";
import { arrayAt, nonEmptyStringAt, objectAt } from "../json/access.ts";
import { isJsonObject, type JsonObject } from "../json/json.ts";
import { input, phrase } from "../text/phrase.ts";

const LOCALE_REGEXP = /^[a-z]{2}_[a-z]{2}$/i;

/** The languages in which a post has paragraphs, such as `zh_cn`; none where it is not a post. */
export function postLocales(content: JsonObject): readonly string[] {
  return Object.keys(content).filter((key) =>
    LOCALE_REGEXP.test(key) && Array.isArray(objectAt(content, key)?.["content"])
  );
}

/** Text without a byte order mark, its line ends as `\n`. */
export function normalizeText(text: string): string {
  return text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
}

/**
 * The content of a post that shows a text exactly as typed: plain text elements, one paragraph a line, nothing parsed
 * (a `text` message does read styles and links). The line end at the very end makes no line.
 */
export function literalPost(text: string): JsonObject {
  const lines = normalizeText(text).replace(/\n$/, "").split("\n");
  return { zh_cn: { content: lines.map((line) => [{ tag: "text", text: line }]) } };
}

/** Whether a post has nothing to show: no title, no element in any language, and no attachment. */
export function isEmptyPost(content: JsonObject): boolean {
  const { files, ...locales } = content;
  if (Array.isArray(files) && files.length > 0) return false;
  return Object.values(locales).filter(isJsonObject).every((text) =>
    nonEmptyStringAt(text, "title") === undefined &&
    arrayAt(text, "content").every((paragraph) => Array.isArray(paragraph) && paragraph.length === 0)
  );
}

/** A post without text, for attachments alone. */
export const EMPTY_POST: JsonObject = { zh_cn: { content: [] } };

/** Puts files into the attachment zone of a post; the same key twice is one attachment. */
export function withAttachments(post: JsonObject, keys: readonly string[]): JsonObject {
  if (keys.length === 0) return post;
  return { ...post, files: [...new Set(keys)].map((key) => ({ key })) };
}

/**
 * Refuses attachments where content brings its own.
 *
 * @throws {Failure} exit 2 naming the input.
 */
export function checkFilesConflict(inputKey: string, content: JsonObject | undefined): void {
  if (!Array.isArray(content?.["files"])) return;
  throw invalidInput(
    inputKey,
    phrase`${input(inputKey)} cannot be used with content that has its own "files"`,
    phrase`leave ${input(inputKey)} out`,
  );
}
