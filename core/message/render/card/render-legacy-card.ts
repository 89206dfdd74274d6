import { isJsonObject, type JsonObject, type JsonValue } from "../../../json.ts";
import { arrayAt, objectAt, objectsAt, stringAt } from "../../../json-access.ts";
import type { Mention } from "../../raw-message.ts";
import { formatParagraphs } from "../format-paragraphs.ts";
import { replaceMentions } from "../replace-mentions.ts";
import { DEPTH_LIMIT } from "./depth-limit.ts";

const TEXT_TAGS = new Set(["div", "plain_text", "lark_md"]);

/**
 * A card whose content has no `json_card`: its title in bold and its texts, one per line; the simplified form, whose
 * `title` is a string and whose `elements` are paragraphs, like a post (reading sheet 6.4).
 */
export function renderLegacyCard(card: JsonObject, mentions: readonly Mention[]): string {
  const elements = Array.isArray(card["elements"])
    ? arrayAt(card, "elements")
    : arrayAt(objectAt(card, "body"), "elements");
  const title = stringAt(objectAt(objectAt(card, "header"), "title"), "content") ?? "";
  const lines = [
    title === "" ? "" : `**${title}**`,
    replaceMentions(stringAt(card, "title") ?? "", mentions),
    ...elements.flatMap((element) =>
      Array.isArray(element)
        ? formatParagraphs([element], { mentions, escape: (text) => text })
        : textsIn(element, 0)
    ),
  ].filter((line) => line !== "");
  return lines.join("\n").trim() || "[interactive card]";
}

function textsIn(element: JsonValue, depth: number): readonly string[] {
  if (!isJsonObject(element)) return [];
  if (depth >= DEPTH_LIMIT.depth) return [DEPTH_LIMIT.text];
  const tag = stringAt(element, "tag") ?? "";
  if (tag === "markdown") return [stringAt(element, "content") ?? ""];
  const own = TEXT_TAGS.has(tag) ? [contentIn(element, "text"), stringAt(element, "content") ?? ""] : [];
  const fields = tag === "div" ? objectsAt(element, "fields").map((field) => contentIn(field, "text")) : [];
  const columns = tag === "column_set" ? objectsAt(element, "columns") : [];
  const inner = [
    ...columns.flatMap((column) => arrayAt(column, "elements")),
    ...arrayAt(element, "elements"),
  ];
  return [...own, ...fields, ...inner.flatMap((child) => textsIn(child, depth + 1))];
}

function contentIn(element: JsonObject, key: string): string {
  return stringAt(objectAt(element, key), "content") ?? "";
}
