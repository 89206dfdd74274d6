/**
 * Which messages of an archive belong to what somebody wants to see: a message with its neighbours, a thread, a chat.
 *
 * @module
 */

import { Failure, invalidInput } from "../failure.ts";
import { phrase } from "../text/phrase.ts";
import type { Database } from "./database.ts";

/** Rows of messages, in the order of time. */
export interface Shown {
  readonly seqs: readonly number[];
  /** They are those of a thread: each stands for itself. */
  readonly isThread?: true;
  /** Where earlier messages go on; absent at the beginning. */
  readonly cursor?: string;
}

interface Place {
  readonly seq: number;
  readonly chat: number;
  readonly thread: number | null;
  readonly root: string | null;
  readonly message_id: string;
  readonly sort_key: number;
}

/** Messages that stand in the chat itself: no replies of ordinary threads, nothing from inside a bundle. */
export const TOP_LEVEL = "upper IS NULL AND (thread IS NULL OR root IS NULL OR root = message_id OR " +
  "(SELECT mode FROM chat WHERE n = message.chat) = 'topic')";

/** The same condition where the kind of chat is known; the database has an index of it. */
export function topLevelIn(mode: string): string {
  return mode === "topic"
    ? "upper IS NULL"
    : "upper IS NULL AND (thread IS NULL OR root IS NULL OR root = message_id)";
}

/**
 * A message, with some before and behind it: of its chat, or of its thread where it is a reply.
 *
 * @throws {Failure} exit 1 where the archive does not have it.
 */
export function showMessage(database: Database, messageId: string, context: number): Shown {
  const place = database.get<Place>(
    "SELECT seq, chat, thread, root, message_id, sort_key FROM message WHERE message_id = ?",
    messageId,
  );
  if (place === undefined) throw notArchived("message", messageId);
  if (context === 0) return { seqs: [place.seq] };
  const isReply = place.thread !== null && place.root !== null && place.root !== place.message_id;
  const [where, value] = isReply ? ["thread = ?", place.thread] : [`chat = ? AND ${TOP_LEVEL}`, place.chat];
  const near = (compare: string, direction: string) =>
    database.all<{ seq: number }>(
      `SELECT seq FROM message WHERE ${where} AND sort_key ${compare} ? ORDER BY sort_key ${direction} LIMIT ?`,
      ...[value, place.sort_key, context],
    ).map(({ seq }) => seq);
  const seqs = [...near("<", "DESC").toReversed(), place.seq, ...near(">", "ASC")];
  return isReply ? { seqs, isThread: true } : { seqs };
}

/**
 * A thread: its first message and all replies.
 *
 * @throws {Failure} exit 1 where the archive does not have it.
 */
export function showThread(database: Database, threadId: string): Shown {
  const thread = database.get<{ n: number }>("SELECT n FROM thread WHERE thread_id = ?", threadId);
  if (thread === undefined) throw notArchived("thread", threadId);
  return {
    isThread: true,
    seqs: database.all<{ seq: number }>(
      "SELECT seq FROM message WHERE thread = ? AND upper IS NULL ORDER BY created_ms, seq",
      thread.n,
    ).map(({ seq }) => seq),
  };
}

/**
 * The newest messages of a chat, or those before a cursor.
 *
 * @throws {Failure} exit 1 where the archive does not have the chat, exit 2 for a cursor that is none.
 */
export function showChat(
  database: Database,
  chatId: string,
  { limit, cursor }: { readonly limit: number; readonly cursor: string | undefined },
): Shown {
  const chat = database.get<{ n: number }>("SELECT n FROM chat WHERE chat_id = ?", chatId);
  if (chat === undefined) throw notArchived("chat", chatId);
  const before = cursor === undefined ? Number.MAX_SAFE_INTEGER : readCursor(cursor);
  const rows = database.all<{ seq: number; sort_key: number }>(
    `SELECT seq, sort_key FROM message WHERE chat = ? AND sort_key < ? AND ${TOP_LEVEL}
      ORDER BY sort_key DESC LIMIT ?`,
    ...[chat.n, BigInt(before), limit + 1],
  );
  const seqs = rows.slice(0, limit).map(({ seq }) => seq).toReversed();
  const last = rows[limit - 1];
  return rows.length > limit && last !== undefined ? { seqs, cursor: String(last.sort_key) } : { seqs };
}

function readCursor(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw invalidInput(
    "pageToken",
    phrase`"${text}" is not a page token of a chat`,
    "take it from the previous page",
  );
}

function notArchived(what: string, id: string): Failure {
  return new Failure({
    type: "api",
    subtype: "not_found",
    message: phrase`the archive has no ${what} "${id}"`,
    hint: phrase`see what it has: ${{ action: "archive/stats" }}`,
  });
}
