import { isJsonObject, type JsonObject } from "../../../json.ts";
import { arrayAt, objectAt, objectsAt, stringAt } from "../../../json-access.ts";
import type { CardReading } from "./card-reading.ts";
import { dataOf } from "./data-of.ts";
import type { ElementRenderer } from "./element-renderer.ts";
import { textOf } from "./text-of.ts";
import { textsIn } from "./texts-in.ts";

const NOTATION_MARK = "📝 ";

const renderPlainText: ElementRenderer = (data, reading) => {
  let text = textOf(data, reading);
  if (text === "") return "";
  const attributes = new Set(arrayAt(objectAt(data, "textStyle"), "attributes"));
  if (attributes.has("strikethrough")) text = `~~${text}~~`;
  if (attributes.has("italic")) text = `*${text}*`;
  if (attributes.has("bold")) text = `**${text}**`;
  return text;
};

const renderMarkdown: ElementRenderer = (data, reading) =>
  textsIn(data, "elements", reading).join("") || contentOf(data, reading);

const renderMarkdownV1: ElementRenderer = (data, reading, element) =>
  textsIn(data, "elements", reading).join("") ||
  reading.render(element["fallback"] ?? data["fallback"], reading) ||
  contentOf(data, reading);

/** Only what the element says itself: its `elements` were looked at before. */
function contentOf(data: JsonObject, reading: CardReading): string {
  return stringAt(data, "content") || textOf({ i18nContent: data["i18nContent"] ?? null }, reading);
}

const renderDiv: ElementRenderer = (data, reading) => {
  const text = nestedText(data, "text", reading);
  const mark = text !== "" && isNotation(data) ? NOTATION_MARK : "";
  const fields = objectsAt(data, "fields").map((field) => nestedText(dataOf(field), "text", reading));
  return [mark + text, ...fields, reading.render(data["extra"], reading)]
    .filter((line) => line !== "").join("\n");
};

/** The text under a key: an element, or a text node without a tag. */
function nestedText(data: JsonObject, key: string, reading: CardReading): string {
  const node = data[key];
  return isJsonObject(node) && stringAt(node, "tag") === undefined
    ? renderPlainText(dataOf(node), reading, node)
    : reading.render(node, reading);
}

function isNotation(data: JsonObject): boolean {
  const text = objectAt(data, "text");
  return text !== undefined && stringAt(objectAt(dataOf(text), "textStyle"), "size") === "notation";
}

const renderNote: ElementRenderer = (data, reading) => {
  const texts = textsIn(data, "elements", reading);
  return texts.length === 0 ? "" : NOTATION_MARK + texts.join(" ");
};

const renderHeading: ElementRenderer = (data, reading) => {
  const told = data["level"];
  const level = typeof told === "number" ? Math.min(6, Math.max(1, Math.trunc(told))) : 1;
  return `${"#".repeat(level)} ${stringAt(data, "content") || textsIn(data, "elements", reading).join("")}`;
};

const renderBlockquote: ElementRenderer = (data, reading) => {
  const text = stringAt(data, "content") || textsIn(data, "elements", reading).join("");
  return text === "" ? "" : text.split("\n").map((line) => `> ${line}`).join("\n");
};

const DEEPEST_LIST_LEVEL = 50;

const renderList: ElementRenderer = (data, reading) =>
  objectsAt(data, "items").map((item, index) => {
    const { level, type, order, elements } = dataOf(item);
    const depth = typeof level === "number"
      ? Math.min(DEEPEST_LIST_LEVEL, Math.max(0, Math.trunc(level)))
      : 0;
    const number = typeof order === "number" || typeof order === "bigint" ? order : index + 1;
    const text = textsIn({ elements: elements ?? [] }, "elements", reading).join("");
    return `${"  ".repeat(depth)}${type === "ol" ? `${number}.` : "-"} ${text}`;
  }).join("\n");

const renderFallbackText: ElementRenderer = (data, reading) =>
  textOf(data["text"], reading) || textsIn(data, "elements", reading).join("");

/** Elements that are mostly words (reading sheet 6.2). */
export const textElements: readonly (readonly [tag: string, renderer: ElementRenderer])[] = [
  ["plain_text", renderPlainText],
  ["text", renderPlainText],
  ["markdown", renderMarkdown],
  ["markdown_v1", renderMarkdownV1],
  ["div", renderDiv],
  ["note", renderNote],
  ["heading", renderHeading],
  ["blockquote", renderBlockquote],
  ["list", renderList],
  ["fallback_text", renderFallbackText],
];
