import { isJsonObject, type JsonValue } from "../../../json.ts";
import { arrayAt, filledStringAt, objectAt, stringAt } from "../../../json-access.ts";
import type { CardReading } from "./card-reading.ts";
import { dataOf } from "./data-of.ts";
import { DEPTH_LIMIT } from "./depth-limit.ts";

const LANGUAGES = ["zh_cn", "en_us", "ja_jp"];
const TEXT_TAGS = new Set(["plain_text", "text", "lark_md"]);

/**
 * The words of a text node without its style: a string itself; else `i18nContent` (`zh_cn`, `en_us`, `ja_jp`),
 * `content`, `elements` run together or `text`, whichever is filled first (reading sheet 6.1).
 */
export function textOf(node: JsonValue | undefined, reading: CardReading): string {
  if (typeof node === "string") return node;
  if (!isJsonObject(node)) return "";
  if (reading.depth >= DEPTH_LIMIT.depth) return DEPTH_LIMIT.text;
  const data = dataOf(node);
  const translations = objectAt(data, "i18nContent");
  const inner = { ...reading, depth: reading.depth + 1 };
  return LANGUAGES.map((language) => filledStringAt(translations, language)).find((text) => text) ||
    stringAt(data, "content") ||
    arrayAt(data, "elements").map((part) => partText(part, inner)).join("") ||
    stringAt(data, "text") || "";
}

/** A part is read one way only: trying both would double the work at every level. */
function partText(part: JsonValue, reading: CardReading): string {
  const tag = isJsonObject(part) ? stringAt(part, "tag") : undefined;
  return tag === undefined || TEXT_TAGS.has(tag) ? textOf(part, reading) : reading.render(part, reading);
}
