import type { Method } from "../../core/api/method.ts";
import type { Warning } from "../../core/enrich/notices.ts";
import type { JsonObject } from "../../core/json.ts";

/** One warning for each list of a successful answer that tells what was not done. */
export function failedItems(method: Method, data: JsonObject): readonly Warning[] {
  return (method.failed ?? []).flatMap((key) => {
    const list = data[key];
    const count = Array.isArray(list) ? list.length : 0;
    if (count === 0) return [];
    return [{
      key: "items_failed",
      detail: `${key} names ${count} that were left out or failed: see the data`,
    }];
  });
}
