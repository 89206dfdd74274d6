/**
 * Looks again at messages that are older than what a run lists again, some of them in each run, by id: fifty a call, at an
 * endpoint of its own. It is not done where nothing happened, and proves nothing that a run declares.
 *
 * @module
 */

import { Failure } from "../../failure.ts";
import { getMessages, MAX_PAGE_SIZE } from "../../message/requests.ts";
import { messageIdOf, readMessage } from "../../message/wire.ts";
import { responseData } from "../../platform/response.ts";
import { isOwn } from "../gaps.ts";
import { chatOf, type SyncContext } from "./context.ts";
import { runLane } from "./lane.ts";
import { noteMissing } from "./missing.ts";
import { itemsOf, writePage } from "./write-page.ts";

/** Calls at a time. */
const MAX_CONCURRENT = 6;
/** So many runs look at every message once. */
const RUNS = 50;

interface OldMessage {
  readonly seq: number;
  readonly chat: number;
  readonly message_id: string;
}

/** Looks at a part of the older messages, once it is known in which chats something happened. */
export async function runCheckLane(context: SyncContext, isFed: () => boolean): Promise<void> {
  let pieces: (readonly OldMessage[])[] | undefined;
  await runLane<readonly OldMessage[]>(context, {
    name: "check",
    concurrency: MAX_CONCURRENT,
    keyOf: ([first]) => String(first?.seq),
    isFed,
    next(count) {
      if (!isFed()) return [];
      pieces ??= piecesOf(dueMessages(context));
      return pieces.slice(0, count);
    },
    async work(messages) {
      await checkMessages(context, messages);
      pieces = pieces?.filter((piece) => piece !== messages);
    },
  });
}

/** Those that nobody looked at for the longest time. A call takes fifty, so there are no fewer. */
function dueMessages({ archive: { database }, run, startedMs, options, active }: SyncContext) {
  if (options.sweep || active.size === 0) return [];
  const where = `chat IN (${[...active].join(",")}) AND upper IS NULL AND state = 'live' AND created_ms < ?`;
  const before = startedMs - options.rescan;
  const all =
    database.get<{ count: number }>(`SELECT count(*) AS count FROM message WHERE ${where}`, before)?.count ??
      0;
  return database.all<OldMessage>(
    `SELECT seq, chat, message_id FROM message WHERE ${where} AND checked_run < ?
      ORDER BY checked_run, seq LIMIT ?`,
    ...[before, run, Math.ceil(all / RUNS / MAX_PAGE_SIZE) * MAX_PAGE_SIZE],
  );
}

function piecesOf(messages: readonly OldMessage[]): (readonly OldMessage[])[] {
  const count = Math.ceil(messages.length / MAX_PAGE_SIZE);
  return Array.from({ length: count }, (_, n) => messages.slice(n * MAX_PAGE_SIZE, (n + 1) * MAX_PAGE_SIZE));
}

async function checkMessages(context: SyncContext, messages: readonly OldMessage[]): Promise<void> {
  const { database } = context.archive;
  const rows = messages.map(({ seq }) => seq).join(",");
  try {
    const ids = messages.map(({ message_id }) => message_id);
    const items = itemsOf(responseData(await context.call("check", getMessages(ids)), ["items"]));
    for (const n of new Set(messages.map(({ chat }) => chat))) {
      const own = new Set(messages.filter(({ chat }) => chat === n).map(({ message_id }) => message_id));
      const chat = chatOf(context, n);
      writePage(context, chat, items.filter((item) => own.has(messageIdOf(readMessage(item)))), {
        kind: "check",
      });
      noteMissing(context, chat, `chat = ? AND seq IN (${rows})`, [n]);
    }
  } catch (error) {
    if (!(error instanceof Failure) || !isOwn(error)) throw error;
    // One message may make the service refuse all: others have their turn first.
    database.run(`UPDATE message SET checked_run = ? WHERE seq IN (${rows})`, context.run);
  }
}
