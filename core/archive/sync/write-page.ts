import { arrayAt } from "../../json/access.ts";
import { isJsonObject, type JsonObject } from "../../json/json.ts";
import { messageIdOf, messageTypeOf, threadIdOf, threadRootIdOf } from "../../message/wire.ts";
import { parseUnixTime } from "../../text/time.ts";
import { closeGap } from "../gaps.ts";
import type { Origin, Written } from "../message-writer.ts";
import { type ChatRow, type SyncContext, totalsOf } from "./context.ts";

/** The messages of an answer's `items`. */
export function itemsOf(data: JsonObject): readonly JsonObject[] {
  return arrayAt(data, "items").filter(isJsonObject);
}

/**
 * Writes messages and notes what is still to be fetched for them, all in one transaction; `more` belongs to it.
 *
 * @returns what became of each
 */
export function writePage(
  context: SyncContext,
  chat: ChatRow,
  records: readonly JsonObject[],
  origin: Pick<Origin, "kind" | "upper">,
  more: (written: readonly Written[]) => void = () => {},
): readonly Written[] {
  const { database } = context.archive;
  const written = database.transaction(() => {
    const all = context.writer.write(records, { run: context.run, chat: chat.n, ...origin });
    for (const one of all) noteTasks(context, chat, one, origin.kind);
    more(all);
    return all;
  });
  const totals = totalsOf(context, chat.n);
  for (const { outcome, message } of written) {
    if (outcome === "same" || origin.kind === "bundle") continue;
    context.active.add(chat.n);
    totals[outcome]++;
    if (outcome === "new" && threadRootIdOf(message) !== undefined) totals.replies++;
  }
  context.wake();
  return written;
}

/** Whether a message is of the time in which the run looks for what changed. */
export function isLookedAtAgain(
  { options, startedMs }: SyncContext,
  message: Written["message"],
): boolean {
  return options.sweep || (parseUnixTime(message.create_time) ?? 0) >= startedMs - options.rescan;
}

function noteTasks(
  context: SyncContext,
  chat: ChatRow,
  { seq, message, outcome }: Written,
  kind: Origin["kind"],
): void {
  const { archive: { database }, options } = context;
  const add = (task: string, id: number) =>
    database.run("INSERT OR IGNORE INTO task(kind, id, chat) VALUES(?, ?, ?)", task, id, chat.n);
  if (outcome === "recalled") forgetReactions(context, chat, seq, messageIdOf(message));
  const isLive = message.deleted !== true;
  const isChanged = outcome === "new" || outcome === "edited";
  if (kind !== "bundle" && isLive) {
    if (options.reactions && (isChanged || options.sweep)) add("reactions", seq);
    if (isChanged && messageTypeOf(message) === "merge_forward") add("bundle", seq);
  }
  // Topic chats list replies by themselves; a thread lists its own.
  if (kind !== "list" && kind !== "check" || chat.mode === "topic" || !options.threads) return;
  const threadId = threadIdOf(message);
  if (threadId === undefined) return;
  const thread = database.get<{ n: number }>(
    "SELECT n FROM thread WHERE thread_id = ? AND checked_run IS NULL",
    threadId,
  );
  if (thread !== undefined) add("thread", thread.n);
}

/** Nobody can ask for those of a recalled message any more, so nothing waits for them. */
function forgetReactions(
  { archive: { database } }: SyncContext,
  { chat_id: chat }: ChatRow,
  seq: number,
  item: string,
): void {
  database.run("DELETE FROM task WHERE kind = 'reactions' AND id = ?", seq);
  closeGap(database, { kind: "reactions", chat, item });
}
