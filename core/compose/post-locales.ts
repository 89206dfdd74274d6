import type { JsonObject } from "../json.ts";
import { objectAt } from "../json-access.ts";

const LOCALE_REGEXP = /^[a-z]{2}_[a-z]{2}$/i;

/** The languages in which a post has paragraphs, such as `zh_cn`; none where it is no post. */
export function postLocales(content: JsonObject): readonly string[] {
  return Object.keys(content).filter((key) =>
    LOCALE_REGEXP.test(key) && Array.isArray(objectAt(content, key)?.["content"])
  );
}
