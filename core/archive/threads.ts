import { nonBlank } from "../json/access.ts";
import type { RawMessage } from "../message/wire.ts";
import type { Database } from "./database.ts";

/** Threads that are kept at hand. */
const MAX_KNOWN = 20_000;

/** The threads of an archive. */
export interface Threads {
  /** The row of the thread of a message, made where it is missing; a reply moves the time of its last one. */
  idOf(threadId: string, chat: number, message: RawMessage, createdMs: number): number;
}

/** Keeps threads. */
export function createThreads(database: Database): Threads {
  const known = new Map<string, number>();
  return {
    idOf(threadId, chat, message, createdMs) {
      let n = known.get(threadId);
      if (n === undefined) {
        database.run(
          "INSERT OR IGNORE INTO thread(thread_id, chat, state) VALUES(?, ?, 'open')",
          threadId,
          chat,
        );
        n = database.get<{ n: number }>("SELECT n FROM thread WHERE thread_id = ?", threadId)?.n ?? 0;
        if (known.size >= MAX_KNOWN) known.clear();
        known.set(threadId, n);
      }
      const isReply = nonBlank(message.root_id) !== undefined && message.root_id !== message.message_id;
      if (isReply) {
        database.run(
          "UPDATE thread SET last_reply_ms = ?1 WHERE n = ?2 AND coalesce(last_reply_ms, 0) < ?1",
          ...[createdMs, n],
        );
      }
      return n;
    },
  };
}
