import type { JsonObject, JsonValue } from "../json.ts";
import { arrayAt, objectAt, stringAt } from "../json-access.ts";

/** Stands for the number while parts are measured: no message has so many. */
const WIDEST = "(999/999)";

/**
 * Splits the content of a text or post into numbered parts that fit (writing sheet 11.1): texts between lines, and
 * inside of a line that is too long by itself; posts between paragraphs. Content that fits stays as it is.
 *
 * @param fits whether content is short enough
 * @returns the parts, or `undefined` where a paragraph is too long by itself or the content cannot be split
 */
export function splitContent(
  content: JsonObject,
  fits: (content: JsonObject) => boolean,
): readonly JsonObject[] | undefined {
  if (fits(content)) return [content];
  const text = stringAt(content, "text");
  if (text !== undefined) {
    const pieces = gather(piecesOf(text), (texts) => fits(textPart(texts.join(""), WIDEST)));
    return pieces?.map((texts, index, all) => textPart(texts.join(""), numberOf(index, all)));
  }
  const [locale, ...others] = Object.keys(content).filter((key) => {
    const paragraphs = objectAt(content, key)?.["content"];
    return Array.isArray(paragraphs) && paragraphs.every(Array.isArray);
  });
  if (locale === undefined || others.length > 0) return undefined;
  const { files, ...rest } = content;
  const post = (paragraphs: readonly JsonValue[], number: string, more: JsonObject): JsonObject => ({
    ...rest,
    [locale]: {
      ...objectAt(content, locale),
      content: [[{ tag: "text", text: number }], ...paragraphs],
    },
    ...more,
  });
  const attached: JsonObject = files === undefined ? {} : { files };
  const groups = gather(
    arrayAt(objectAt(content, locale), "content"),
    (paragraphs) => fits(post(paragraphs, WIDEST, attached)),
  );
  return groups?.map((paragraphs, index, all) =>
    post(paragraphs, numberOf(index, all), index === all.length - 1 ? attached : {})
  );
}

function textPart(text: string, number: string): JsonObject {
  return { text: `${number} ${text}` };
}

function numberOf(index: number, all: readonly unknown[]): string {
  return `(${index + 1}/${all.length})`;
}

/** Lines with their ends, and long lines in pieces of 1000 characters, none of them cut in two. */
function piecesOf(text: string): readonly string[] {
  return text.match(/[^\n]{1,1000}\n?|\n/gu) ?? [];
}

/** Groups of neighbours, each as large as fits; `undefined` if one does not fit even alone. */
function gather<T>(
  items: readonly T[],
  fits: (group: readonly T[]) => boolean,
): readonly (readonly T[])[] | undefined {
  const groups: (readonly T[])[] = [];
  for (let start = 0; start < items.length;) {
    const count = largestCount(items.length - start, (size) => fits(items.slice(start, start + size)));
    if (count === 0) return undefined;
    groups.push(items.slice(start, start + count));
    start += count;
  }
  return groups;
}

/** The largest number up to `most` for which `fits` holds; what is longer never fits better. */
function largestCount(most: number, fits: (count: number) => boolean): number {
  let [good, bad] = [0, most + 1];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (fits(middle)) good = middle;
    else bad = middle;
  }
  return good;
}
