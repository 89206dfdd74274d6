/**
 * Reads the parts of messages that were split.
 *
 * @module
 */

import { arrayAt, objectAt, stringAt } from "../../../core/json/access.ts";
import { isJsonObject, type JsonObject, stringifyJson } from "../../../core/json/json.ts";
import { assert, assertEquals } from "@std/assert";

const encoder = new TextEncoder();
/** Whether content takes at most so many bytes. */
export const within = (bytes: number) => (content: JsonObject) =>
  encoder.encode(stringifyJson(content)).length <= bytes;

/** The texts of the parts without their numbers, which must be right. */
export function textsOf(parts: readonly JsonObject[] | undefined): string[] {
  assert(parts !== undefined, "was not split");
  return parts.map((part, index) => {
    const number = `(${index + 1}/${parts.length}) `;
    const text = stringAt(part, "text") ?? "";
    assertEquals(text.slice(0, number.length), number);
    return text.slice(number.length);
  });
}

/** The elements of each part without its number, which must be right. */
export function elementsOf(parts: readonly JsonObject[] | undefined): JsonObject[][] {
  assert(parts !== undefined, "was not split");
  return parts.map((part, index) => {
    const [number, ...paragraphs] = arrayAt(objectAt(part, "zh_cn"), "content");
    assertEquals(number, [{ tag: "text", text: `(${index + 1}/${parts.length})` }]);
    return paragraphs.flatMap((paragraph) => Array.isArray(paragraph) ? paragraph.filter(isJsonObject) : []);
  });
}
