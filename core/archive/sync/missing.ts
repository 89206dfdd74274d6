import type { Value } from "../database.ts";
import { type ChatRow, type SyncContext, totalsOf } from "./context.ts";

/**
 * Notes messages that a complete list should have had and had not. Absence is no deletion: only after two runs in a row
 * a message counts as missing, and it keeps its text.
 *
 * @param where which messages the list should have had, as a condition on their rows
 */
export function noteMissing(
  context: SyncContext,
  chat: ChatRow,
  where: string,
  values: readonly Value[],
): void {
  const { archive: { database }, run, startedMs } = context;
  const unseen = `checked_run < ? AND upper IS NULL AND state = 'live' AND ${where}`;
  database.transaction(() => {
    totalsOf(context, chat.n).missing += database.run(
      `UPDATE message SET state = 'missing' WHERE missing_since < ? AND ${unseen}`,
      ...[startedMs, run, ...values],
    );
    database.run(
      `UPDATE message SET missing_since = ? WHERE missing_since IS NULL AND ${unseen}`,
      ...[startedMs, run, ...values],
    );
  });
}
