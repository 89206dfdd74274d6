import { isJsonObject, type JsonValue } from "../../json.ts";
import { formatPostElement, type PostStyle } from "./format-post-element.ts";

/** The paragraphs of a post, one text each: a paragraph is an array of elements (reading sheet 5.3). */
export function formatParagraphs(paragraphs: readonly JsonValue[], style: PostStyle): readonly string[] {
  return paragraphs.filter((paragraph) => Array.isArray(paragraph)).map((elements) =>
    elements.filter(isJsonObject).map((element) => formatPostElement(element, style)).join("")
  );
}
