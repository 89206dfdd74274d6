import { arrayAt, objectAt, stringAt } from "../json/access.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../json/json.ts";
import { CHAT_SHORTCUT } from "./requests.ts";

/** What the reasons of failures mean, by number. */
const REASONS: readonly string[] = [
  "unknown",
  "no_permission",
  "invalid_item",
  "has_pending_delete",
  "type_not_support",
  "internal_error",
];

/** What became of each chat that a change of the shortcuts asked for. */
export interface ShortcutReport {
  /** The answer with `total`, `success_count`, `failure_count` and the lists of both kinds. */
  readonly data: JsonObject;
  /** One a requested chat, in order, then failures that name no requested one. */
  readonly rows: readonly JsonObject[];
  /** Chats that failed, with the reason where it was told. */
  readonly failed: readonly string[];
  readonly isComplete: boolean;
}

/**
 * Accounts for every requested chat: failures are matched by chat id alone and counted once a chat.
 * A failure that names no requested chat stands in `unmatched_failures`, too.
 *
 * @param requested chat ids without repetitions
 * @param answer the data of the answer; absent or without failures where all went well
 */
export function reportShortcuts(
  requested: readonly string[],
  answer: JsonObject | undefined,
): ShortcutReport {
  const failures = arrayAt(answer, "failed_shortcuts").map(withLabel);
  const byId = new Map(failures.map((failure) => [idOf(failure), failure]));
  const succeeded = requested.filter((id) => !byId.has(id));
  const unmatched = failures.filter((failure) => !requested.includes(idOf(failure) ?? ""));
  return {
    data: {
      ...answer,
      total: requested.length,
      success_count: succeeded.length,
      failure_count: requested.length - succeeded.length,
      succeeded_shortcuts: succeeded.map((id) => ({ feed_card_id: id, type: CHAT_SHORTCUT })),
      failed_shortcuts: failures,
      ...(unmatched.length === 0 ? {} : { unmatched_failures: unmatched }),
    },
    rows: [
      ...requested.map((id) => shortcutRow(id, byId.get(id))),
      ...unmatched.map((failure) => shortcutRow(idOf(failure) ?? "", failure)),
    ],
    failed: requested.filter((id) => byId.has(id)).map((id) => {
      const label = labelOf(byId.get(id));
      return label === undefined ? id : `${id} (${label})`;
    }),
    isComplete: failures.length === 0,
  };
}

function withLabel(failure: JsonValue): JsonValue {
  if (!isJsonObject(failure) || failure["reason"] === undefined) return failure;
  return { ...failure, reason_label: REASONS[Number(failure["reason"])] ?? "unknown" };
}

function idOf(failure: JsonValue): string | undefined {
  return isJsonObject(failure) ? stringAt(objectAt(failure, "shortcut"), "feed_card_id") : undefined;
}

function labelOf(failure: JsonValue | undefined): string | undefined {
  return isJsonObject(failure) ? stringAt(failure, "reason_label") : undefined;
}

function shortcutRow(id: string, failure: JsonValue | undefined): JsonObject {
  if (failure === undefined) return { feed_card_id: id, status: "ok" };
  const label = labelOf(failure);
  return { feed_card_id: id, status: "failed", ...(label === undefined ? {} : { reason_label: label }) };
}
