import { noteGap } from "../gaps.ts";
import type { SyncContext } from "./context.ts";

/** What a kind of work is called among gaps and tasks, where it may be left out. */
const KINDS = ["bundle", "reactions"] as const;

/** Notes, by chat, what waits for a scope; and that nothing waits any more where the work was done. */
export function noteRefusals(
  { archive: { database }, refusals, chats, active, run, options }: SyncContext,
): void {
  database.transaction(() => {
    for (const { n, chat_id: chat } of chats) {
      const close = (kind: string) =>
        database.run("DELETE FROM gap WHERE kind = ? AND chat = ? AND item = ''", kind, chat);
      for (const kind of KINDS) {
        const refusal = refusals.get(kind);
        const isWaiting = database.get(
          "SELECT 1 AS one FROM task WHERE kind = ? AND chat = ? LIMIT 1",
          kind,
          n,
        );
        if (isWaiting === undefined) close(kind);
        else if (refusal !== undefined) noteGap(database, run, { kind, chat, item: "" }, refusal);
      }
      const media = refusals.get("media");
      const isWanted = options.media && database.get(
            "SELECT 1 AS one FROM resource WHERE chat = ? AND state = 'wanted' LIMIT 1",
            n,
          ) !== undefined;
      if (media === undefined || !isWanted) close("media");
      else noteGap(database, run, { kind: "media", chat, item: "" }, media);
      for (const kind of ["members", "pins"] as const) {
        const refusal = refusals.get(kind);
        if (refusal !== undefined && options.members && (active.has(n) || options.sweep)) {
          noteGap(database, run, { kind, chat, item: "" }, refusal);
        }
      }
    }
  });
}
