import { Failure } from "../../core/failure.ts";
import type { ShortcutLedger } from "../../core/feed/shortcut-ledger.ts";
import type { JsonObject } from "../../core/json.ts";
import { stringAt } from "../../core/json-access.ts";
import type { CommandResult } from "../command.ts";

/** A ledger as a result; one with failures is partial (chats sheet 1.4). */
export function ledgerResult(ledger: ShortcutLedger, verb: "added" | "removed"): CommandResult {
  const { data, rows, failed, isComplete } = ledger;
  const failure = new Failure({
    type: "api",
    subtype: "partial_failure",
    message: failed.length === 0
      ? "the service tells of failures that name none of the chats: see unmatched_failures"
      : `${failed.length} of ${data["total"]} chat(s) could not be ${verb}: ${failed.join(", ")}`,
  });
  return {
    data,
    rows,
    ...(isComplete ? {} : { failure }),
    pretty: () => rows.map((row) => prettyLine(row, verb)),
  };
}

function prettyLine(row: JsonObject, verb: string): string {
  const id = stringAt(row, "feed_card_id");
  return row["status"] === "ok"
    ? `${verb}: ${id}`
    : `not ${verb}: ${id} (${stringAt(row, "reason_label") ?? "no reason told"})`;
}
