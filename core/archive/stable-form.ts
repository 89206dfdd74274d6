import { isJsonObject, type JsonObject, type JsonValue, stringifyJson } from "../json/json.ts";
import type { Packer } from "./batch.ts";

/** Bytes of a hash that are kept: enough to tell states of one message apart. */
const HASH_BYTES = 16;

/** Tells states of a message apart. */
export function recordHash(packer: Pick<Packer, "sha256">, record: JsonObject): Uint8Array {
  return packer.sha256(stableForm(record)).slice(0, HASH_BYTES);
}

/**
 * What the service may send differently for an unchanged message: names follow people, links follow clients, and places
 * may be counted anew. Which of them really change is unverified; this is the one place to say so.
 */
const VOLATILE_KEYS: ReadonlySet<string> = new Set([
  "sender_name",
  "message_app_link",
  "message_position",
  "thread_message_position",
]);
/** The service repeats other times here on messages that were not edited. */
const VOLATILE_UNLESS_UPDATED = "update_time";

/**
 * The part of a message that changes only when somebody edits or recalls it, as text with sorted keys. Two answers about
 * the same state of a message have the same one.
 */
export function stableForm(message: JsonObject): string {
  const { [VOLATILE_UNLESS_UPDATED]: updateTime, ...others } = message;
  return stringifyJson(
    sorted(message["updated"] === true ? { ...others, update_time: updateTime ?? null } : others),
  );
}

function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isJsonObject(value)) return value;
  const entries: [string, JsonValue][] = [];
  for (const key of Object.keys(value).sort()) {
    const one = value[key];
    // An empty value and a missing one say the same.
    if (one === undefined || one === null || VOLATILE_KEYS.has(key)) continue;
    entries.push([key, isNamed(value, key) ? "" : sorted(one)]);
  }
  return Object.fromEntries(entries);
}

/** The name of somebody who is mentioned follows the person. */
function isNamed(object: JsonObject, key: string): boolean {
  return key === "name" && typeof object["key"] === "string" && object["id"] !== undefined;
}
