/**
 * All messages of a chat in the order of time, one by one, whatever their number: replies and what bundles hold too, none
 * twice.
 *
 * @module
 */

import type { JsonObject } from "../../json/json.ts";
import type { Archive } from "../directory.ts";
import { type ArchivedMessage, createMessageReader } from "../message-reader.ts";

/** A chat of an archive. */
export interface ArchivedChat {
  readonly n: number;
  readonly chat_id: string;
  readonly mode: string;
  readonly name: string | null;
}

/** The chats of an archive; with ids, these. */
export function chatsOf({ database }: Archive, ids: readonly string[]): readonly ArchivedChat[] {
  const all = database.all<ArchivedChat>("SELECT n, chat_id, mode, name FROM chat ORDER BY n");
  return ids.length === 0 ? all : all.filter(({ chat_id }) => ids.includes(chat_id));
}

/** A message, and where it belongs. */
export interface MessageRow {
  readonly message: ArchivedMessage;
  /** The forwarded bundle that holds it. */
  readonly upper: string | undefined;
}

/** The messages of a chat. */
export function* messagesOf(
  archive: Archive,
  chat: ArchivedChat,
  linkHost: string,
): IterableIterator<MessageRow> {
  const reader = createMessageReader(archive, { linkHost, history: true, threads: false });
  for (
    const { seq, upper } of archive.database.each<{ seq: number; upper: string | null }>(
      `SELECT m.seq, u.message_id AS upper FROM message m LEFT JOIN message u ON u.seq = m.upper
      WHERE m.chat = ? ORDER BY m.created_ms, m.seq`,
      chat.n,
    )
  ) yield { message: reader.message(seq), upper: upper ?? undefined };
}

/** A message as one record. */
export function recordOf({ message, upper }: MessageRow): JsonObject {
  return { ...message, ...upper === undefined ? {} : { upper_message_id: upper } } as JsonObject;
}
