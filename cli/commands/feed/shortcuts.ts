/**
 * What the commands that change feed shortcuts share.
 *
 * @module
 */

import { Failure } from "../../../core/failure.ts";
import { reportShortcuts, type ShortcutRow } from "../../../core/feed/shortcut-report.ts";
import { FAILED_SHORTCUT } from "../../../core/feed/wire.ts";
import { type Client, sendWrite } from "../../../core/platform/client.ts";
import type { ApiRequest } from "../../../core/platform/request.ts";
import { recordsAt } from "../../../core/platform/list-reader.ts";
import type { CommandResult } from "../../command.ts";
import { chatIds } from "../../options/ids.ts";
import { requiredListOf } from "../../options/list.ts";
import { alias } from "../../options/option.ts";
import { counted } from "../../../core/text/count.ts";

/** The chats whose shortcuts change. */
export const shortcutChatsOption = alias(
  requiredListOf(chatIds("1 to 10 chats, separated by commas; can be repeated")),
  "chat-ids",
);

/** The chats, each once, in order. */
export function distinct(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)];
}

/** Makes a change of shortcuts, and accounts for every chat; failures make the result partial. */
export async function changeShortcuts(
  client: Client,
  request: ApiRequest,
  chatIds: readonly string[],
  verb: "added" | "removed",
): Promise<CommandResult> {
  const answer = await sendWrite(client, request, ["failed_shortcuts"]);
  const failures = recordsAt(answer, "failed_shortcuts", FAILED_SHORTCUT);
  const { data, rows, failed, total, isComplete } = reportShortcuts(chatIds, answer, failures);
  const failure = new Failure({
    type: "api",
    subtype: "partial_failure",
    message: failed.length === 0
      ? "the service reports failures that match none of the chats: see unmatched_failures"
      : `${failed.length} of ${counted(total, "chat")} could not be ${verb}: ${failed.join(", ")}`,
  });
  return {
    data,
    rows,
    ...(isComplete ? {} : { failure }),
    pretty: () => rows.map((row) => prettyShortcutLine(row, verb)),
  };
}

function prettyShortcutLine(row: ShortcutRow, verb: string): string {
  return row.status === "ok"
    ? `${verb}: ${row.feed_card_id}`
    : `not ${verb}: ${row.feed_card_id} (${row.reason_label ?? "no reason given"})`;
}
