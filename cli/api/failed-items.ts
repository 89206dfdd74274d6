import type { Method } from "../../core/api/method.ts";
import type { Warning } from "../../core/enrich/notices.ts";
import { Failure } from "../../core/failure.ts";
import { isJsonObject, type JsonObject, type JsonValue, stringifyJson } from "../../core/json.ts";
import { shortened } from "../../core/shortened.ts";

/** Most entries of a list that are named, and most characters of each. */
const SHOWN_ENTRIES = 10;
const SHOWN_LENGTH = 80;

/** What a successful answer tells of items. */
export interface FailedItems {
  /** Why a write is done in part only (CONTRACT 3). */
  readonly failure?: Failure;
  readonly warnings: readonly Warning[];
}

/**
 * Looks at the lists of a successful answer that tell what was not done (chats sheet 19): with a write they make it a
 * partial failure, with a read they are a warning.
 */
export function failedItems(method: Method, data: JsonObject): FailedItems {
  const failed = (method.failed ?? []).flatMap((key) => namesIn(data, key));
  if (failed.length === 0) return { warnings: [] };
  if (method.risk === "read") return { warnings: failed.map((detail) => ({ key: "items_failed", detail })) };
  const failure = new Failure({
    type: "api",
    subtype: "partial_failure",
    message: `not all was done: ${failed.join("; ")}`,
    hint: `im schema ${method.id} tells what each list means`,
  });
  return { failure, warnings: [] };
}

function namesIn(data: JsonObject, key: string): string[] {
  const list = data[key];
  if (!Array.isArray(list) || list.length === 0) return [];
  const shown = list.slice(0, SHOWN_ENTRIES).map((entry) => nameOf(entry));
  const more = list.length - shown.length;
  return [`${key} names ${list.length}: ${shown.join(", ")}${more > 0 ? `, and ${more} more` : ""}`];
}

/** The id of an entry, and why it failed. */
function nameOf(entry: JsonValue): string {
  if (!isJsonObject(entry)) {
    return shortened(typeof entry === "string" ? entry : stringifyJson(entry), SHOWN_LENGTH);
  }
  const id = idIn(entry) ??
    Object.values(entry).filter(isJsonObject).map(idIn).find((one) => one !== undefined);
  if (id === undefined) return shortened(stringifyJson(entry), SHOWN_LENGTH);
  const reasons = ["error_code", "error_message", "msg", "fail_reason"].map((key) => entry[key])
    .filter((one) => typeof one === "string" || typeof one === "number");
  return shortened(id, SHOWN_LENGTH) +
    (reasons.length === 0 ? "" : ` (${shortened(reasons.join(": "), SHOWN_LENGTH)})`);
}

function idIn(entry: JsonObject): string | undefined {
  const id = Object.entries(entry).find(([key, value]) => /(^|_)id$/.test(key) && typeof value === "string");
  return typeof id?.[1] === "string" ? id[1] : undefined;
}
