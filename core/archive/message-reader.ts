/**
 * Messages of an archive as the read commands print them, made from the records as they were received.
 *
 * @module
 */

import type { JsonObject } from "../json/json.ts";
import type { Message, Reactions, SavedResource } from "../message/message.ts";
import { toMessage } from "../message/message.ts";
import { renderMessage } from "../message/render/render.ts";
import { type RawMessage, readMessage } from "../message/wire.ts";
import { formatLocalMinute } from "../text/time.ts";
import { createBatchReader } from "./batch.ts";
import type { Archive } from "./directory.ts";
import { keyOfContent } from "./other-content.ts";
import { nameOfPerson } from "./people.ts";
import { toHex } from "../text/bytes.ts";
import { join } from "@std/path";

/** A message of an archive. */
export type ArchivedMessage = Message & {
  /** It was not listed any more since: Unix milliseconds of the run that missed it. */
  readonly missing_since?: number;
  /** Its last text before it was recalled. */
  readonly recalled_content?: string;
  /** Earlier states, oldest first. */
  readonly versions?: readonly Version[];
};

/** An earlier state of a message. */
export type Version = {
  readonly no: number;
  readonly content: string;
  readonly state: string;
  readonly update_time?: string;
};

/** What is shown beside the message itself. */
export interface ReadOptions {
  /** Host of links that open the app. */
  readonly linkHost: string;
  readonly history: boolean;
  /** Replies of threads inside of their root. */
  readonly threads: boolean;
}

/** Reads messages by their rows. */
export interface MessageReader {
  message(seq: number): ArchivedMessage;
  /** The record as it was received last. */
  record(seq: number): JsonObject;
}

interface Row {
  readonly seq: number;
  readonly thread: number | null;
  readonly root: string | null;
  readonly type: string;
  readonly state: string;
  readonly text: string;
  readonly batch: number;
  readonly batch_index: number;
  readonly missing_since: number | null;
  readonly chat_id: string;
  readonly chat_name: string | null;
}

/** Makes a reader. */
export function createMessageReader(archive: Archive, options: ReadOptions): MessageReader {
  const { database } = archive;
  const recordAt = createBatchReader(archive);
  const nameOf = (id: string) => nameOfPerson(database, id);
  const record = ({ batch, batch_index }: Row) => recordAt(batch, batch_index);

  function read(row: Row, withReplies: boolean): ArchivedMessage {
    const raw = readMessage(record(row));
    const added = {
      ...reactionsOf(archive, row.seq),
      ...withReplies ? repliesOf(row) : {},
      ...resourcesOf(archive, row.seq, raw),
      ...row.chat_name === null ? {} : { chat_name: row.chat_name },
    };
    const message = toMessage({ chat_id: row.chat_id, ...raw }, {
      ...{ content: contentOf(row, raw), nameOf, linkHost: options.linkHost, added },
    });
    return {
      ...message,
      ...row.missing_since === null ? {} : { missing_since: row.missing_since },
      ...row.state === "recalled" && row.text !== message.content ? { recalled_content: row.text } : {},
      ...options.history ? versionsOf(archive, row.seq) : {},
    };
  }

  function repliesOf(row: Row): { readonly thread_replies?: readonly Message[] } {
    if (row.thread === null || row.root !== null) return {};
    const replies = database.all<Row>(
      `${SELECT} WHERE m.thread = ? AND m.seq <> ? AND m.upper IS NULL ORDER BY m.created_ms, m.seq`,
      ...[row.thread, row.seq],
    );
    return replies.length === 0 ? {} : { thread_replies: replies.map((reply) => read(reply, false)) };
  }

  return {
    message: (seq) => read(rowOf(archive, seq), options.threads),
    record: (seq) => record(rowOf(archive, seq)),
  };
}

const SELECT =
  `SELECT m.seq, m.thread, m.root, m.type, m.state, m.text, m.batch, m.batch_index, m.missing_since,
  c.chat_id, c.name AS chat_name FROM message m JOIN chat c ON c.n = m.chat`;

function rowOf({ database }: Archive, seq: number): Row {
  const row = database.get<Row>(`${SELECT} WHERE m.seq = ?`, seq);
  if (row === undefined) throw new TypeError(`there is no message ${seq}`);
  return row;
}

/** A bundle's text was made with what is in it; a recalled message is what the service says it is. */
function contentOf(row: Row, raw: RawMessage): string {
  return row.type === "merge_forward" && row.state === "live" ? row.text : renderMessage(raw);
}

interface Reactor {
  readonly type: string;
  readonly operator: string;
  readonly kind: string | null;
  readonly name: string | null;
  readonly reaction_id: string | null;
  readonly at_ms: number | null;
}

function reactionsOf({ database }: Archive, seq: number): { readonly reactions?: Reactions } {
  const counts = database.all<{ type: string; count: number }>(
    "SELECT type, count FROM reaction_count WHERE message = ? AND count > 0 ORDER BY count DESC, type",
    seq,
  );
  const people = database.all<Reactor>(
    `SELECT r.type, r.operator, p.kind, p.name, r.reaction_id, r.at_ms FROM reaction r LEFT JOIN person p ON p.id = r.operator
      WHERE r.message = ? AND r.removed_run IS NULL ORDER BY r.at_ms`,
    seq,
  );
  if (counts.length === 0 && people.length === 0) return {};
  return {
    reactions: {
      counts: counts.map(({ type, count }) => ({ reaction_type: type, count: String(count) })),
      details: people.map(({ type, operator, kind, name, reaction_id, at_ms }) => ({
        ...reaction_id === null ? {} : { reaction_id },
        operator: {
          operator_id: operator,
          ...kind === null ? {} : { operator_type: kind },
          ...name === null ? {} : { name },
        },
        emoji_type: type,
        ...at_ms === null ? {} : { action_time: String(at_ms) },
      })),
    },
  };
}

function resourcesOf(
  { database, path }: Archive,
  seq: number,
  { message_id }: RawMessage,
): { readonly resources?: readonly SavedResource[] } {
  const rows = database.all<
    { key: string; kind: "image" | "file"; state: string; media: Uint8Array | null; bytes: number | null }
  >(
    "SELECT key, kind, state, media, bytes FROM resource WHERE message = ? ORDER BY key",
    seq,
  );
  if (rows.length === 0) return {};
  return {
    resources: rows.map(({ key, kind, state, media, bytes }) => ({
      ...{ message_id: message_id ?? "", key: keyOfContent({ key, state }), type: kind },
      ...media === null ? {} : { local_path: join(path, mediaPath(database, media)) },
      ...bytes === null ? {} : { size_bytes: bytes },
    })),
  };
}

/** Where a file of the archive lies below its directory. */
export function mediaPath(database: Archive["database"], sha256: Uint8Array): string {
  const extension =
    database.get<{ extension: string }>("SELECT extension FROM media WHERE sha256 = ?", sha256)
      ?.extension ?? "";
  const hex = toHex(sha256);
  return `media/${hex.slice(0, 2)}/${hex}${extension}`;
}

function versionsOf({ database }: Archive, seq: number): { readonly versions?: readonly Version[] } {
  const versions = database.all<{ no: number; text: string; state: string; updated_ms: number | null }>(
    "SELECT no, text, state, updated_ms FROM version WHERE message = ? ORDER BY no",
    seq,
  );
  if (versions.length === 0) return {};
  return {
    versions: versions.map(({ no, text, state, updated_ms }) => ({
      ...{ no, content: text, state },
      ...updated_ms === null ? {} : { update_time: formatLocalMinute(updated_ms) },
    })),
  };
}
