import { invalidInput } from "../failure.ts";
import { arrayAt, objectAt, stringAt } from "../json/access.ts";
import { type JsonObject, type JsonValue, stringifyJson } from "../json/json.ts";
import { input, phrase } from "../text/phrase.ts";
import type { Warning } from "../warning.ts";
import type { MessageType } from "./message-type.ts";

const KIB = 1024;
/** Largest body of a request, bytes; other types have no limit of their own. */
const SIZE_LIMITS: Readonly<Partial<Record<MessageType, number>>> = {
  text: 150 * KIB,
  post: 30 * KIB,
  interactive: 30 * KIB,
};
/** From this share of the limit on a warning is due. */
const WARNING_RATIO = 0.9;

/** Whether a whole request body is short enough for its type of message. */
export function fitsSizeLimit(msgType: MessageType, body: JsonValue): boolean {
  const limit = SIZE_LIMITS[msgType];
  return limit === undefined || bodySize(body) <= limit;
}

function bodySize(body: JsonValue): number {
  return new TextEncoder().encode(stringifyJson(body)).length;
}

/**
 * Checks the size of the whole request body before it is sent; returns a warning when it is close to the limit.
 *
 * @param inputKey the input that the content comes from
 * @throws {Failure} exit 2 above the limit.
 */
export function checkMessageSize(
  inputKey: string,
  msgType: MessageType,
  body: JsonValue,
): readonly Warning[] {
  const limit = SIZE_LIMITS[msgType];
  if (limit === undefined) return [];
  const size = bodySize(body);
  const usage = `the message takes ${size} bytes of the ${limit} that a ${msgType} message may have`;
  if (size > limit) {
    throw invalidInput(
      inputKey,
      `${usage}: it is too long`,
      phrase`shorten it, send it in parts with ${input("split")}, or send it as a file with ${input("file")}`,
    );
  }
  return size > limit * WARNING_RATIO ? [{ key: "message_near_limit", detail: usage }] : [];
}

/** Stands for the number while parts are measured: no message has so many. */
const WIDEST_NUMBER = "(999/999)";

/**
 * Splits the content of a text or post into numbered parts that fit: texts between lines, and
 * within a line that is too long by itself; posts between paragraphs. Content that fits stays as it is.
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
    const pieces = groupFitting(splitText(text), (texts) => fits(textPart(texts.join(""), WIDEST_NUMBER)));
    return pieces?.map((texts, index, all) => textPart(texts.join(""), partNumber(index, all)));
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
  const groups = groupFitting(
    arrayAt(objectAt(content, locale), "content"),
    (paragraphs) => fits(post(paragraphs, WIDEST_NUMBER, attached)),
  );
  return groups?.map((paragraphs, index, all) =>
    post(paragraphs, partNumber(index, all), index === all.length - 1 ? attached : {})
  );
}

function textPart(text: string, number: string): JsonObject {
  return { text: `${number} ${text}` };
}

function partNumber(index: number, all: readonly unknown[]): string {
  return `(${index + 1}/${all.length})`;
}

/** Lines with their ends, and long lines in pieces of 1000 characters, none of them cut in two. */
function splitText(text: string): readonly string[] {
  return text.match(/[^\n]{1,1000}\n?|\n/gu) ?? [];
}

/** Groups of neighbours, each as large as fits; `undefined` if one does not fit even alone. */
function groupFitting<T>(
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
