/**
 * Splits the content of a message that is too long into numbered parts.
 *
 * @module
 */

import { arrayAt, objectAt, stringAt } from "../json/access.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../json/json.ts";
import { splitCard } from "./split-card.ts";
import { groupFitting, splitElement, splitText } from "./split-element.ts";

/** Most parts of one message. */
export const MAX_PARTS = 999;
/** Stands for the number while parts are measured. */
const WIDEST_NUMBER = `(${MAX_PARTS}/${MAX_PARTS})`;

/**
 * Splits the content of a text, a post or a card of Markdown into numbered parts that fit: texts between lines, posts and
 * cards between paragraphs, and what is too long by itself between its lines, items, rows or words. Content that fits stays as it is.
 *
 * @param fits whether content is short enough
 * @returns the parts, or `undefined` where the content cannot be split or would have more than `MAX_PARTS` parts
 */
export function splitContent(
  content: JsonObject,
  fits: (content: JsonObject) => boolean,
): readonly JsonObject[] | undefined {
  if (fits(content)) return [content];
  const text = stringAt(content, "text");
  const parts = text === undefined
    ? splitCard(content, fits, WIDEST_NUMBER) ?? splitPost(content, fits)
    : splitText(
      text,
      (piece) => fits(textPart(piece, WIDEST_NUMBER)),
    )?.map((piece) => (number: string) => textPart(piece, number));
  if (parts === undefined || parts.length > MAX_PARTS) return undefined;
  return parts.map((part, index) => part(`(${index + 1}/${parts.length})`));
}

function textPart(text: string, number: string): JsonObject {
  return { text: `${number} ${text}` };
}

type Paragraph = readonly JsonObject[];

function splitPost(
  content: JsonObject,
  fits: (content: JsonObject) => boolean,
): readonly ((number: string) => JsonObject)[] | undefined {
  const [locale, ...others] = Object.keys(content).filter((key) => isPost(objectAt(content, key)));
  if (locale === undefined || others.length > 0) return undefined;
  const { files, ...rest } = content;
  const post = (paragraphs: readonly Paragraph[], number: string, more: JsonObject): JsonObject => ({
    ...rest,
    [locale]: {
      ...objectAt(content, locale),
      content: [[{ tag: "text", text: number }], ...paragraphs],
    },
    ...more,
  });
  const attached: JsonObject = files === undefined ? {} : { files };
  const paragraphsFit = (paragraphs: readonly Paragraph[]) => fits(post(paragraphs, WIDEST_NUMBER, attached));
  const paragraphs = paragraphsOf(objectAt(content, locale)).flatMap((paragraph) =>
    paragraphsFit([paragraph]) ? [paragraph] : splitParagraph(paragraph, (one) => paragraphsFit([one]))
  );
  const groups = groupFitting(paragraphs, paragraphsFit);
  return groups?.map((group, index) => (number) =>
    post(group, number, index === groups.length - 1 ? attached : {})
  );
}

function isPost(text: JsonObject | undefined): boolean {
  const paragraphs: JsonValue | undefined = text?.["content"];
  return Array.isArray(paragraphs) && paragraphs.every(Array.isArray);
}

function paragraphsOf(text: JsonObject | undefined): Paragraph[] {
  return arrayAt(text, "content").map((paragraph) =>
    Array.isArray(paragraph) ? paragraph.filter(isJsonObject) : []
  );
}

/** A paragraph between its elements, those too long by themselves in pieces; as it is where that does not help. */
function splitParagraph(
  paragraph: Paragraph,
  fits: (paragraph: Paragraph) => boolean,
): readonly Paragraph[] {
  const elements = paragraph.flatMap((element) =>
    fits([element]) ? [element] : splitElement(element, (piece) => fits([piece])) ?? [element]
  );
  return groupFitting(elements, fits) ?? [paragraph];
}
