import type { JsonValue } from "../../../json.ts";
import { isJsonObject } from "../../../json.ts";
import { filledStringAt, objectAt } from "../../../json-access.ts";

/** The address of the first `open_url` action that has one. */
export function openUrl(actions: readonly JsonValue[]): string | undefined {
  for (const action of actions) {
    if (!isJsonObject(action) || action["type"] !== "open_url") continue;
    const url = filledStringAt(objectAt(action, "action"), "url");
    if (url !== undefined) return url;
  }
  return undefined;
}
