import { arrayAt, nonEmptyStringAt, objectAt, objectsAt, stringAt } from "../../../json/access.ts";
import { isJsonObject, type JsonObject } from "../../../json/json.ts";
import { formatUtc } from "../../../text/time.ts";
import {
  type CardContext,
  dataOf,
  type ElementRenderer,
  markdownLink,
  renderChildren,
  scalarText,
  textOf,
} from "./element.ts";

const NOTATION_MARK = "📝 ";

const renderPlainText: ElementRenderer = (data, context) => {
  let text = textOf(data, context);
  if (text === "") return "";
  const attributes = new Set(arrayAt(objectAt(data, "textStyle"), "attributes"));
  if (attributes.has("strikethrough")) text = `~~${text}~~`;
  if (attributes.has("italic")) text = `*${text}*`;
  if (attributes.has("bold")) text = `**${text}**`;
  return text;
};

const renderMarkdown: ElementRenderer = (data, context) =>
  renderChildren(data, "elements", context).join("") || ownContent(data, context);

const renderMarkdownV1: ElementRenderer = (data, context, element) =>
  renderChildren(data, "elements", context).join("") ||
  context.render(element["fallback"] ?? data["fallback"], context) ||
  ownContent(data, context);

/** Only what the element says itself: its `elements` were looked at before. */
function ownContent(data: JsonObject, context: CardContext): string {
  return stringAt(data, "content") || textOf({ i18nContent: data["i18nContent"] ?? null }, context);
}

const renderDiv: ElementRenderer = (data, context) => {
  const text = nestedText(data, "text", context);
  const mark = text !== "" && isNotation(data) ? NOTATION_MARK : "";
  const fields = objectsAt(data, "fields").map((field) => nestedText(dataOf(field), "text", context));
  return [mark + text, ...fields, context.render(data["extra"], context)]
    .filter((line) => line !== "").join("\n");
};

/** The text under a key: an element, or a text node without a tag. */
function nestedText(data: JsonObject, key: string, context: CardContext): string {
  const node = data[key];
  return isJsonObject(node) && stringAt(node, "tag") === undefined
    ? renderPlainText(dataOf(node), context, node)
    : context.render(node, context);
}

function isNotation(data: JsonObject): boolean {
  const text = objectAt(data, "text");
  return text !== undefined && stringAt(objectAt(dataOf(text), "textStyle"), "size") === "notation";
}

const renderNote: ElementRenderer = (data, context) => {
  const texts = renderChildren(data, "elements", context);
  return texts.length === 0 ? "" : NOTATION_MARK + texts.join(" ");
};

const renderHeading: ElementRenderer = (data, context) => {
  const given = data["level"];
  const level = typeof given === "number" ? Math.min(6, Math.max(1, Math.trunc(given))) : 1;
  return `${"#".repeat(level)} ${
    stringAt(data, "content") || renderChildren(data, "elements", context).join("")
  }`;
};

const renderBlockquote: ElementRenderer = (data, context) => {
  const text = stringAt(data, "content") || renderChildren(data, "elements", context).join("");
  return text === "" ? "" : text.split("\n").map((line) => `> ${line}`).join("\n");
};

const MAX_LIST_LEVEL = 50;

const renderList: ElementRenderer = (data, context) =>
  objectsAt(data, "items").map((item, index) => {
    const { level, type, order, elements } = dataOf(item);
    const depth = typeof level === "number" ? Math.min(MAX_LIST_LEVEL, Math.max(0, Math.trunc(level))) : 0;
    const number = typeof order === "number" || typeof order === "bigint" ? order : index + 1;
    const text = renderChildren({ elements: elements ?? [] }, "elements", context).join("");
    return `${"  ".repeat(depth)}${type === "ol" ? `${number}.` : "-"} ${text}`;
  }).join("\n");

const renderFallbackText: ElementRenderer = (data, context) =>
  textOf(data["text"], context) || renderChildren(data, "elements", context).join("");

/** Elements that are mostly words. */
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

const EMOJIS: ReadonlyMap<string, string> = new Map([
  ["OK", "👌"],
  ["THUMBSUP", "👍"],
  ["SMILE", "😊"],
  ["HEART", "❤️"],
  ["CLAP", "👏"],
  ["FIRE", "🔥"],
  ["PARTY", "🎉"],
  ["THINK", "🤔"],
]);

const renderEmoji: ElementRenderer = (data) => {
  const key = stringAt(data, "key") ?? "";
  return key === "" ? "" : EMOJIS.get(key) ?? `:${key}:`;
};

const renderLink: ElementRenderer = (data, context) =>
  markdownLink(stringAt(data, "content") || textOf(data, context) || "Link", urlOf(data));

const renderTextTag: ElementRenderer = (data, context) => {
  const text = textOf(data["text"], context);
  return text === "" ? "" : `「${text}」`;
};

const renderNumberTag: ElementRenderer = (data, context) => {
  const text = textOf(data["text"], context);
  return text === "" ? "" : markdownLink(text, urlOf(data));
};

function urlOf(data: JsonObject): string | undefined {
  return nonEmptyStringAt(objectAt(data, "url"), "url");
}

const renderLocalDatetime: ElementRenderer = (data) => {
  const milliseconds = scalarText(data["milliseconds"]);
  const time = /^\d+$/.test(milliseconds) ? formatUtc(Number(milliseconds)) : undefined;
  return time ?? (stringAt(data, "fallbackText") || milliseconds);
};

/** Small elements inside a line. */
export const inlineElements: readonly (readonly [tag: string, renderer: ElementRenderer])[] = [
  ["emoji", renderEmoji],
  ["link", renderLink],
  ["text_tag", renderTextTag],
  ["number_tag", renderNumberTag],
  ["local_datetime", renderLocalDatetime],
  ["hr", () => "---"],
  ["br", () => "\n"],
];

const renderCodeBlock: ElementRenderer = (data) => {
  const code = objectsAt(data, "contents")
    .flatMap((line) => objectsAt(line, "contents"))
    .map((part) => stringAt(part, "content") ?? "").join("");
  return `\`\`\`${nonEmptyStringAt(data, "language") ?? "plaintext"}\n${code}\`\`\``;
};

const renderCodeSpan: ElementRenderer = (data) => `\`${stringAt(data, "content") ?? ""}\``;

/** Code. */
export const codeElements: readonly (readonly [tag: string, renderer: ElementRenderer])[] = [
  ["code_block", renderCodeBlock],
  ["code_span", renderCodeSpan],
];
