import { isJsonObject, type JsonObject, type JsonValue } from "../../../json.ts";
import { arrayAt, objectAt } from "../../../json-access.ts";
import type { Mention } from "../../raw-message.ts";
import { formatTag } from "../format-tag.ts";
import { parseContent } from "../parse-content.ts";
import type { CardReading } from "./card-reading.ts";
import { dataOf } from "./data-of.ts";
import { renderNode } from "./render-node.ts";
import { textOf } from "./text-of.ts";
import { textsIn } from "./texts-in.ts";

/**
 * A card in the form `raw_card_content`: `<card title subtitle>`, a line with the header's tags, the body, `</card>`
 * (reading sheet 6.1).
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
  const reading: CardReading = {
    attachment: objectIn(jsonAttachment),
    mentions: new Map(mentions.map((mention) => [mention.key, mention])),
    depth: 0,
    render: renderNode,
  };
  const header = objectAt(card, "header") ?? {};
  const lines = [headerTags(header, reading), bodyText(card, reading)].filter((line) => line !== "");
  const attributes = {
    title: headerText(header, "title", reading),
    subtitle: headerText(header, "subtitle", reading),
  };
  return formatTag("card", attributes, `\n${lines.map((line) => `${line}\n`).join("")}`);
}

/** An object, or one written as JSON text. */
function objectIn(value: JsonValue | undefined): JsonObject | undefined {
  if (typeof value === "string") return parseContent(value);
  return isJsonObject(value) ? value : undefined;
}

function headerText(header: JsonObject, key: string, reading: CardReading): string | undefined {
  return textOf(objectAt(header, "property")?.[key], reading) || textOf(header[key], reading) || undefined;
}

function headerTags(header: JsonObject, reading: CardReading): string {
  const own = textsIn(dataOf(header), "textTagList", reading);
  return (own.length > 0 ? own : textsIn(header, "textTagList", reading)).join(" ");
}

function bodyText(card: JsonObject, reading: CardReading): string {
  const body = objectAt(card, "body") ?? {};
  const data = objectAt(body, "property");
  return textsIn(arrayAt(data, "elements").length > 0 ? data ?? body : body, "elements", reading).join("\n");
}
