/**
 * Lists the replies of threads. In ordinary chats a reply stands in its thread alone, and nothing says that there are new
 * ones; so threads are asked by how lately somebody replied.
 *
 * @module
 */

import { listMessages, MAX_PAGE_SIZE } from "../../message/requests.ts";
import { responseData } from "../../platform/response.ts";
import { closeGap, isFinalGap } from "../gaps.ts";
import { chatOf, type ChatRow, type SyncContext } from "./context.ts";
import { runLane } from "./lane.ts";
import { noteMissing } from "./missing.ts";
import { createTokens } from "./tokens.ts";
import type { Written } from "../message-writer.ts";
import { isLookedAtAgain, itemsOf, writePage } from "./write-page.ts";

/** Calls at a time. */
const MAX_CONCURRENT = 6;

const DAY = 86_400_000;
/** Threads are asked in every run while somebody replied lately, later in one of so many runs. */
const HEAT: readonly { readonly days: number; readonly every: number }[] = [
  { days: 14, every: 1 },
  { days: 90, every: 7 },
  { days: Infinity, every: 60 },
];

interface ThreadTask {
  readonly id: number;
  readonly chat: number;
  readonly thread_id: string;
  readonly checked_run: number | null;
}

/** Which threads of a chat are due in a run, as a condition on rows of `thread`. */
export function dueThreads(
  { run, startedMs, sweep }: { readonly run: number; readonly startedMs: number; readonly sweep: boolean },
): { readonly where: string; readonly values: readonly number[] } {
  if (sweep) return { where: "1", values: [] };
  const last = "coalesce(last_reply_ms, 0)";
  const heats = HEAT.map(({ days, every }, at) => {
    const from = startedMs - days * DAY;
    const to = startedMs - (HEAT[at - 1]?.days ?? -1) * DAY;
    return {
      where: `${last} > ? AND ${last} <= ? AND (n + ?) % ? = 0`,
      values: [Number.isFinite(from) ? from : -1, to, run, every],
    };
  });
  return {
    where: `state = 'open' AND (${["checked_run IS NULL", ...heats.map(({ where }) => where)].join(" OR ")})`,
    values: heats.flatMap(({ values }) => values),
  };
}

/** Which threads of a chat are not asked in every run, as a condition on rows of `thread`. */
export function coldThreads(
  startedMs: number,
): { readonly where: string; readonly values: readonly number[] } {
  const days = HEAT[0]?.days ?? 0;
  return { where: "state = 'open' AND coalesce(last_reply_ms, 0) <= ?", values: [startedMs - days * DAY] };
}

/**
 * Queues the threads of the run's chats that are due.
 *
 * @returns how many are not, and so stay unchecked
 */
export function planThreads({ archive: { database }, chats, run, startedMs, options }: SyncContext): number {
  let left = 0;
  const { where, values } = dueThreads({ run, startedMs, sweep: options.sweep });
  database.transaction(() => {
    for (const { n: chat, mode } of chats) {
      if (mode === "topic") continue;
      // A thread that was closed for good is asked again with everything else.
      if (options.sweep) database.run("UPDATE thread SET state = 'open' WHERE chat = ?", chat);
      database.run(
        `INSERT OR IGNORE INTO task(kind, id, chat) SELECT 'thread', n, chat FROM thread WHERE chat = ? AND ${where}`,
        ...[chat, ...values],
      );
      left += countUnplanned(database, chat);
    }
  });
  return left;
}

function countUnplanned(database: SyncContext["archive"]["database"], chat: number): number {
  return database.get<{ count: number }>(
    `SELECT count(*) AS count FROM thread WHERE chat = ? AND state = 'open'
      AND n NOT IN (SELECT id FROM task WHERE kind = 'thread')`,
    chat,
  )?.count ?? 0;
}

/** Threads of ordinary groups: those of topic chats are listed with their chat. */
function ownThreads(chats: readonly ChatRow[]): string {
  const rows = chats.filter(({ mode }) => mode !== "topic").map(({ n }) => n);
  return `state = 'open' AND chat IN (${rows.join(",")})`;
}

/** How many threads a run leaves alone that looks at none. */
export function countThreads({ archive: { database }, chats }: SyncContext): number {
  return database.get<{ count: number }>(`SELECT count(*) AS count FROM thread WHERE ${ownThreads(chats)}`)
    ?.count ?? 0;
}

/**
 * When the thread was checked that waits longest of those that a run did not look at, Unix milliseconds; `undefined` where
 * it never was, or where there is none.
 */
export function oldestCheck({ archive: { database }, chats, run }: SyncContext): number | undefined {
  const { ms } = database.get<{ ms: number | null }>(
    `SELECT min(coalesce((SELECT started FROM run WHERE id = checked_run), 0)) AS ms FROM thread
      WHERE ${ownThreads(chats)} AND (checked_run IS NULL OR checked_run < ?)`,
    run,
  ) ?? { ms: null };
  return ms === null || ms === 0 ? undefined : ms;
}

/** Lists the queued threads. */
export async function runThreadLane(context: SyncContext, isFed: () => boolean): Promise<void> {
  const { database } = context.archive;
  await runLane<ThreadTask>(context, {
    name: "threads",
    concurrency: MAX_CONCURRENT,
    keyOf: ({ id }) => String(id),
    isFed,
    next: (count) =>
      database.all<ThreadTask>(
        `SELECT task.id, task.chat, thread_id, checked_run FROM task JOIN thread ON thread.n = task.id
          WHERE kind = 'thread' AND task.chat IN (${context.chatList}) ORDER BY task.id LIMIT ?`,
        count,
      ),
    async work(task) {
      const chat = chatOf(context, task.chat);
      const place = { kind: "thread" as const, chat: chat.chat_id, item: task.thread_id };
      try {
        if (!await listThread(context, chat, task)) return;
        closeGap(database, place);
      } catch (error) {
        if (context.refuse("threads", error)) throw error;
        context.gap(place, error);
        if (!isFinalGap(database, place)) {
          database.run("DELETE FROM task WHERE kind = 'thread' AND id = ?", task.id);
          return;
        }
        database.run("UPDATE thread SET state = 'closed' WHERE n = ?", task.id);
      }
      database.transaction(() => dropTask(context, task));
    },
  });
}

function dropTask({ archive: { database }, run }: SyncContext, { id }: ThreadTask): void {
  database.run("DELETE FROM task WHERE kind = 'thread' AND id = ?", id);
  database.run("UPDATE thread SET checked_run = ? WHERE n = ?", run, id);
}

function forgetCheck({ archive: { database } }: SyncContext, { id }: ThreadTask): void {
  database.run("UPDATE thread SET checked_run = NULL WHERE n = ?", id);
}

/** What is older was listed before, and is not looked at again. */
function isOldAndKnown(context: SyncContext, { outcome, message }: Written): boolean {
  return outcome === "same" && message.root_id !== undefined && !isLookedAtAgain(context, message);
}

/**
 * Known threads newest first, up to what is known; new ones from their beginning. False where the run stopped before.
 *
 * @throws {Failure} where the service leads nowhere; what was listed so far is kept.
 */
async function listThread(context: SyncContext, chat: ChatRow, task: ThreadTask): Promise<boolean> {
  const isKnown = task.checked_run !== null && !context.options.sweep;
  const tokens = createTokens();
  const seen = new Set<number>();
  let token: string | undefined;
  while (!context.isStopping()) {
    const request = listMessages({
      ...{
        container: "thread",
        id: task.thread_id,
        order: isKnown ? "desc" : "asc",
        pageSize: MAX_PAGE_SIZE,
      },
      pageToken: token,
    });
    const data = responseData(await context.call("threads", request), ["items"]);
    const next = tokens.after(data);
    const isLast = next.token === undefined && next.failure === undefined;
    let isEnd = isLast;
    writePage(context, chat, itemsOf(data), { kind: "thread" }, (written) => {
      isEnd ||= isKnown && written.some((one) => isOldAndKnown(context, one) && !seen.has(one.seq));
      // Pages may overlap: what this walk wrote was not known before.
      written.forEach(({ seq }) => seen.add(seq));
      // Until the rest is there, the newest replies do not say that the older ones are known.
      if (isKnown && !isEnd) forgetCheck(context, task);
    });
    if (isLast) noteMissing(context, chat, "thread = ?", [task.id]);
    if (isEnd) return true;
    if (next.failure !== undefined) throw next.failure;
    token = next.token;
  }
  return false;
}
