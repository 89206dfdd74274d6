import { isJsonObject, type JsonObject } from "../json.ts";
import { arrayAt, filledStringAt } from "../json-access.ts";

/** Whether a post has nothing to show: no title, no element in any language, and no attachment (writing sheet 11). */
export function isEmptyPost(content: JsonObject): boolean {
  const { files, ...locales } = content;
  if (Array.isArray(files) && files.length > 0) return false;
  return Object.values(locales).filter(isJsonObject).every((text) =>
    filledStringAt(text, "title") === undefined &&
    arrayAt(text, "content").every((paragraph) => Array.isArray(paragraph) && paragraph.length === 0)
  );
}
