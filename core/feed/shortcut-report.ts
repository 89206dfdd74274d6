import type { JsonObject } from "../json/json.ts";
import { CHAT_SHORTCUT } from "./requests.ts";
import type { FailedShortcut } from "./wire.ts";

/** What the reasons of failures mean, by number. */
const REASONS: readonly string[] = [
  "unknown",
  "no_permission",
  "invalid_item",
  "has_pending_delete",
  "type_not_support",
  "internal_error",
];

/** A failure with its reason in words. */
type LabelledFailure = FailedShortcut & { readonly reason_label?: string };

/** What became of one chat. */
export type ShortcutRow = {
  readonly feed_card_id: string;
  readonly status: "ok" | "failed";
  readonly reason_label?: string;
};

/** What became of each chat that a change of the shortcuts was for. */
export interface ShortcutReport {
  /** The answer with `total`, `success_count`, `failure_count` and the lists of both kinds. */
  readonly data: JsonObject;
  /** How many chats it was for. */
  readonly total: number;
  /** One for each chat, in order, then failures that name none of the chats. */
  readonly rows: readonly ShortcutRow[];
  /** Chats that failed, with the reason where there is one. */
  readonly failed: readonly string[];
  readonly isComplete: boolean;
}

/**
 * Accounts for every chat: failures are matched by chat id alone and counted once a chat. A failure that names none of
 * the chats stands in `unmatched_failures`, too.
 *
 * @param requested chat ids without repetitions
 * @param answer other fields of the answer, which are kept
 * @param failures those of the answer
 */
export function reportShortcuts(
  requested: readonly string[],
  answer: JsonObject,
  failures: readonly FailedShortcut[],
): ShortcutReport {
  const labelled = failures.map(withLabel);
  const byId = new Map(labelled.map((failure) => [idOf(failure), failure]));
  const succeeded = requested.filter((id) => !byId.has(id));
  const unmatched = labelled.filter((failure) => !requested.includes(idOf(failure)));
  return {
    data: {
      ...answer,
      total: requested.length,
      success_count: succeeded.length,
      failure_count: requested.length - succeeded.length,
      succeeded_shortcuts: succeeded.map((id) => ({ feed_card_id: id, type: CHAT_SHORTCUT })),
      failed_shortcuts: labelled,
      ...(unmatched.length === 0 ? {} : { unmatched_failures: unmatched }),
    },
    total: requested.length,
    rows: [
      ...requested.map((id) => shortcutRow(id, byId.get(id))),
      ...unmatched.map((failure) => shortcutRow(idOf(failure), failure)),
    ],
    failed: requested.filter((id) => byId.has(id)).map((id) => {
      const label = byId.get(id)?.reason_label;
      return label === undefined ? id : `${id} (${label})`;
    }),
    isComplete: labelled.length === 0,
  };
}

function withLabel(failure: FailedShortcut): LabelledFailure {
  if (failure.reason === undefined) return failure;
  return { ...failure, reason_label: REASONS[Number(failure.reason)] ?? "unknown" };
}

function idOf({ shortcut }: FailedShortcut): string {
  return shortcut?.feed_card_id ?? "";
}

function shortcutRow(id: string, failure: LabelledFailure | undefined): ShortcutRow {
  if (failure === undefined) return { feed_card_id: id, status: "ok" };
  const { reason_label: label } = failure;
  return { feed_card_id: id, status: "failed", ...(label === undefined ? {} : { reason_label: label }) };
}
