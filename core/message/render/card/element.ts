import { arrayAt, nonEmptyStringAt, objectAt, stringAt } from "../../../json/access.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../json/json.ts";
import type { Mention } from "../../wire.ts";
import { escapeLinkText, LANGUAGES } from "../markup.ts";

/** What the elements of a card need to know of the card and the message around them. */
export interface CardContext {
  /** `json_attachment`: tables by id with names, pictures and mentions. */
  readonly attachment: JsonObject | undefined;
  /** Mentions of the message by their key. */
  readonly mentions: ReadonlyMap<string, Mention>;
  /** Number of nodes around the present one. */
  readonly depth: number;
  /** Text of a node inside the present one; handed along so that element files need not import each other. */
  readonly render: (node: JsonValue | undefined, context: CardContext) => string;
}

/**
 * Makes the text of one kind of element; empty where it shows nothing.
 *
 * @param data the element's `property` if that is an object, else the element itself
 * @param element the element itself
 */
export type ElementRenderer = (data: JsonObject, context: CardContext, element: JsonObject) => string;

/** Where an element keeps its data: its `property` if that is an object, else the element. */
export function dataOf(element: JsonObject): JsonObject {
  return objectAt(element, "property") ?? element;
}

/** How deep nodes of a card may lie in each other; what lies deeper is replaced by the text. */
export const DEPTH_LIMIT = { depth: 50, text: "[card nested too deep]" } as const;

const TEXT_TAGS = new Set(["plain_text", "text", "lark_md"]);

/**
 * The text of a text node without its style: a string itself; else `i18nContent` (`zh_cn`, `en_us`, `ja_jp`),
 * `content`, `elements` run together or `text`, whichever is filled first.
 */
export function textOf(node: JsonValue | undefined, context: CardContext): string {
  if (typeof node === "string") return node;
  if (!isJsonObject(node)) return "";
  if (context.depth >= DEPTH_LIMIT.depth) return DEPTH_LIMIT.text;
  const data = dataOf(node);
  const translations = objectAt(data, "i18nContent") ?? objectAt(data, "i18n_content") ??
    objectAt(data, "i18n");
  const inner = { ...context, depth: context.depth + 1 };
  return LANGUAGES.map((language) => nonEmptyStringAt(translations, language)).find((text) => text) ||
    stringAt(data, "content") ||
    arrayAt(data, "elements").map((part) => partText(part, inner)).join("") ||
    stringAt(data, "text") || "";
}

/** A part is read one way only: trying both would double the work at every level. */
function partText(part: JsonValue, context: CardContext): string {
  const tag = isJsonObject(part) ? stringAt(part, "tag") : undefined;
  return tag === undefined || TEXT_TAGS.has(tag) ? textOf(part, context) : context.render(part, context);
}

/** The texts of the nodes in the array under a key; nodes that show nothing are left out. */
export function renderChildren(data: JsonObject, key: string, context: CardContext): readonly string[] {
  return arrayAt(data, key).map((node) => context.render(node, context)).filter((text) => text !== "");
}

const SCALARS: ReadonlySet<string> = new Set(["string", "number", "bigint", "boolean"]);

/**
 * A string, number or truth value as text; empty for anything else, also for the functions that every object has
 * under names such as `constructor`.
 */
export function scalarText(value: JsonValue | undefined): string {
  return SCALARS.has(typeof value) ? String(value) : "";
}

/** A link in Markdown; the bare text without an address. */
export function markdownLink(text: string, url: string | undefined): string {
  return url === undefined ? text : `[${escapeLinkText(text)}](${url})`;
}

/** The address of the first `open_url` action that has one. */
export function openUrlOf(actions: readonly JsonValue[]): string | undefined {
  for (const action of actions) {
    if (!isJsonObject(action) || action["type"] !== "open_url") continue;
    const url = nonEmptyStringAt(objectAt(action, "action"), "url");
    if (url !== undefined) return url;
  }
  return undefined;
}
