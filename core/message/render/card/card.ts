import { arrayAt, objectAt, objectsAt, stringAt } from "../../../json/access.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../json/json.ts";
import type { Mention } from "../../wire.ts";
import { formatTag, inLanguage } from "../markup.ts";
import { formatParagraphs } from "../post.ts";
import { parseContent } from "../../wire.ts";
import type { Renderer } from "../renderer.ts";
import { replaceMentions } from "../text.ts";
import { type CardContext, dataOf, DEPTH_LIMIT, renderChildren, textOf } from "./element.ts";
import { renderNode } from "./node.ts";

/**
 * A card message (`interactive`) as text: `json_card` with what `json_attachment` says about its ids, or `user_dsl`, the
 * card as its sender wrote it, else the older form. `[interactive card]` where nothing can be shown.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { renderCard } from "./card.ts";
 *
 * const card = { header: { title: { content: "Deploy" } }, body: { elements: [{ tag: "hr" }] } };
 * const content = JSON.stringify({ json_card: JSON.stringify(card) });
 * assertEquals(
 *   renderCard({ type: "interactive", content, mentions: [], deleted: false }),
 *   '<card title="Deploy">\n---\n</card>',
 * );
 * ```
 */
export const renderCard: Renderer = ({ content, mentions }) => {
  const envelope = parseContent(content);
  if (envelope === undefined) return "[interactive card]";
  const card = [envelope["json_card"], envelope["user_dsl"]].find((one) =>
    typeof one === "string" || (typeof one === "object" && one !== null)
  );
  return card === undefined
    ? renderLegacyCard(envelope, mentions)
    : renderRawCard(card, envelope["json_attachment"], mentions);
};

/**
 * A card in the form `raw_card_content`: `<card title subtitle>`, a line with the header's tags, the body, `</card>`.
 *
 * @param jsonCard `json_card`
 * @param jsonAttachment `json_attachment`
 */
export function renderRawCard(
  jsonCard: JsonValue,
  jsonAttachment: JsonValue | undefined,
  mentions: readonly Mention[],
): string {
  const card = objectIn(jsonCard);
  if (card === undefined) return formatTag("card", {}, "\n[Unable to parse card content]\n");
  const context: CardContext = {
    attachment: objectIn(jsonAttachment),
    mentions: new Map(mentions.map((mention) => [mention.key, mention])),
    depth: 0,
    render: renderNode,
  };
  const header = objectAt(card, "header") ?? asObject(inLanguage(objectAt(card, "i18n_header"))) ?? {};
  const lines = [headerTags(header, context), bodyText(card, context)].filter((line) => line !== "");
  const attributes = {
    title: headerText(header, "title", context),
    subtitle: headerText(header, "subtitle", context),
  };
  return formatTag("card", attributes, `\n${lines.map((line) => `${line}\n`).join("")}`);
}

/** An object, or one written as JSON text. */
function objectIn(value: JsonValue | undefined): JsonObject | undefined {
  if (typeof value === "string") return parseContent(value);
  return isJsonObject(value) ? value : undefined;
}

function headerText(header: JsonObject, key: string, context: CardContext): string | undefined {
  return textOf(objectAt(header, "property")?.[key], context) || textOf(header[key], context) || undefined;
}

function headerTags(header: JsonObject, context: CardContext): string {
  const own = renderChildren(dataOf(header), "textTagList", context);
  return (own.length > 0 ? own : renderChildren(header, "textTagList", context)).join(" ");
}

function bodyText(card: JsonObject, context: CardContext): string {
  const body = objectAt(card, "body") ?? {};
  const data = objectAt(body, "property");
  const elements =
    [data, body, card].map((holder) => arrayAt(holder, "elements")).find((list) => list.length > 0) ??
      translatedElements(card);
  return renderChildren({ elements }, "elements", context).join("\n");
}

/** The elements of the language that is shown: `i18n_elements` of the card or of its body. */
function translatedElements(card: JsonObject): readonly JsonValue[] {
  const elements = [card, objectAt(card, "body")]
    .map((holder) => inLanguage(objectAt(holder, "i18n_elements")))
    .find((one) => one !== undefined);
  return Array.isArray(elements) ? elements : [];
}

const LEGACY_TEXT_TAGS = new Set(["div", "plain_text", "lark_md"]);

/**
 * A card whose content has no `json_card`: its title in bold and its texts, one per line; the simplified form, whose
 * `title` is a string and whose `elements` are paragraphs, like a post.
 */
export function renderLegacyCard(card: JsonObject, mentions: readonly Mention[]): string {
  const elements = [card, objectAt(card, "body")].map((holder) => arrayAt(holder, "elements"))
    .find((list) => list.length > 0) ?? translatedElements(card);
  const title = legacyTitle(card);
  const lines = [
    title === "" ? "" : `**${title}**`,
    replaceMentions(stringAt(card, "title") ?? "", mentions),
    ...elements.flatMap((element) =>
      Array.isArray(element)
        ? formatParagraphs([element], { mentions, escape: (text) => text })
        : legacyTexts(element, 0)
    ),
  ].filter((line) => line !== "");
  return lines.join("\n").trim() || "[interactive card]";
}

function legacyTitle(card: JsonObject): string {
  const header = objectAt(card, "header") ?? asObject(inLanguage(objectAt(card, "i18n_header")));
  const title = objectAt(header, "title");
  const translated = inLanguage(objectAt(title, "i18n") ?? objectAt(title, "i18n_content"));
  return (typeof translated === "string" ? translated : undefined) || stringAt(title, "content") || "";
}

function asObject(value: JsonValue | undefined): JsonObject | undefined {
  return isJsonObject(value) ? value : undefined;
}

function legacyTexts(element: JsonValue, depth: number): readonly string[] {
  if (!isJsonObject(element)) return [];
  if (depth >= DEPTH_LIMIT.depth) return [DEPTH_LIMIT.text];
  const tag = stringAt(element, "tag") ?? "";
  if (tag === "markdown") return [stringAt(element, "content") ?? ""];
  const own = LEGACY_TEXT_TAGS.has(tag)
    ? [legacyContent(element, "text"), stringAt(element, "content") ?? ""]
    : [];
  const fields = tag === "div"
    ? objectsAt(element, "fields").map((field) => legacyContent(field, "text"))
    : [];
  const columns = tag === "column_set" ? objectsAt(element, "columns") : [];
  const inner = [
    ...columns.flatMap((column) => arrayAt(column, "elements")),
    ...arrayAt(element, "elements"),
  ];
  return [...own, ...fields, ...inner.flatMap((child) => legacyTexts(child, depth + 1))];
}

function legacyContent(element: JsonObject, key: string): string {
  return stringAt(objectAt(element, key), "content") ?? "";
}
