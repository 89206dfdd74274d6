/**
 * Makes the tables of an archive fit together again after some rows were lost: what the raw records and the other tables
 * say is filled in, what belongs to a lost row goes with it, and the next export is told to look at everything again.
 *
 * @module
 */

import { stringifyJson } from "../../json/json.ts";
import { type RawMessage, readMessage, threadIdOf } from "../../message/wire.ts";
import { createBatchReader, type Packer, REBUILT, writeBatch } from "../batch.ts";
import { type Database, isDamage } from "../database.ts";
import { noteResources } from "../message-writer.ts";
import { recordHash } from "../stable-form.ts";

/** An archive that is being mended. */
export interface Mended {
  readonly database: Database;
  readonly packer: Packer;
  readonly path: string;
}

/** Without these, it is not known what else the service would list. */
const LISTED = ["message", "batch", "chat", "thread", "person", "coverage"];

/** Mends the references. */
export function mendReferences(archive: Mended, lost: ReadonlySet<string>): void {
  const { database } = archive;
  if (lost.size === 0) return;
  dropChildrenOfLostRows(database);
  rebuildRecords(archive);
  rebuildOwners(archive);
  if (lost.has("resource")) rebuildResources(archive);
  if (lost.has("message")) askForBundles(database, "");
  if (LISTED.some((table) => lost.has(table))) {
    database.exec("DELETE FROM coverage; UPDATE thread SET checked_run = NULL");
  }
  askAgain(database);
}

/** Queues what the tables show to be incomplete. */
function askAgain(database: Database): void {
  askForBundles(
    database,
    `AND seq IN (SELECT upper FROM message WHERE batch IN (SELECT id FROM batch WHERE kind = '${REBUILT}'))`,
  );
  askForBundles(database, "AND seq NOT IN (SELECT upper FROM message WHERE upper IS NOT NULL)");
  database.exec(`
    UPDATE resource SET state = 'wanted', media = NULL
      WHERE media IS NOT NULL AND media NOT IN (SELECT sha256 FROM media);
    UPDATE resource SET state = 'wanted' WHERE state = 'failed' AND NOT EXISTS (SELECT 1 FROM gap g
      JOIN message m ON g.item = m.message_id || '/' || resource.key WHERE m.seq = resource.message);
    UPDATE thread SET state = 'open', checked_run = NULL
      WHERE state = 'closed' AND thread_id NOT IN (SELECT item FROM gap WHERE kind = 'thread');
    INSERT OR IGNORE INTO task(kind, id, chat) SELECT 'reactions', m.seq, m.chat FROM reaction_count c
      JOIN message m ON m.seq = c.message WHERE m.state = 'live' AND c.count > (SELECT count(*) FROM reaction r
        WHERE r.message = c.message AND r.type = c.type AND r.removed_run IS NULL);
    INSERT OR IGNORE INTO task(kind, id, chat) SELECT 'reactions', m.seq, m.chat FROM message m
      WHERE m.state = 'live' AND m.seq IN (SELECT message FROM reaction)
        AND m.seq NOT IN (SELECT message FROM reaction_count);
    INSERT OR IGNORE INTO task(kind, id, chat) SELECT 'reactions', m.seq, m.chat FROM reaction r
      JOIN message m ON m.seq = r.message WHERE m.state = 'live' AND r.operator NOT IN (SELECT id FROM person);
  `);
}

function askForBundles(database: Database, which: string): void {
  database.run(
    `INSERT OR IGNORE INTO task(kind, id, chat) SELECT 'bundle', seq, chat FROM message
      WHERE type = 'merge_forward' AND state = 'live' ${which}
        AND message_id NOT IN (SELECT item FROM gap WHERE kind = 'bundle')`,
  );
}

/** A bundle brings its messages with it when it is fetched again. */
function dropChildrenOfLostRows(database: Database): void {
  database.exec(`
    DELETE FROM message WHERE upper IS NOT NULL AND upper NOT IN (SELECT seq FROM message);
    DELETE FROM version WHERE message NOT IN (SELECT seq FROM message);
    DELETE FROM reaction WHERE message NOT IN (SELECT seq FROM message);
    DELETE FROM reaction_count WHERE message NOT IN (SELECT seq FROM message);
    DELETE FROM resource WHERE message NOT IN (SELECT seq FROM message);
    DELETE FROM task WHERE kind <> 'thread' AND id NOT IN (SELECT seq FROM message);
    DELETE FROM task WHERE kind = 'thread' AND id NOT IN (SELECT n FROM thread);
    DELETE FROM person_name WHERE person NOT IN (SELECT n FROM person);
  `);
}

interface TextRow {
  readonly seq: number;
  readonly message_id: string;
  readonly created_ms: number;
  readonly state: string;
  readonly text: string;
  readonly root: string | null;
  readonly parent: string | null;
  readonly sender: string | null;
  readonly kind: string | null;
  readonly chat_id: string | null;
  readonly thread_id: string | null;
}

/** Records that are lost are made anew from the row, as texts; the service's own takes their place once it is listed. */
function rebuildRecords(archive: Mended): void {
  const { database, packer } = archive;
  const rows = database.all<TextRow>(
    `SELECT m.seq, m.message_id, m.created_ms, m.state, m.text, m.root, m.parent, p.id AS sender, p.kind,
      c.chat_id, t.thread_id FROM message m LEFT JOIN person p ON p.n = m.sender LEFT JOIN chat c ON c.n = m.chat
      LEFT JOIN thread t ON t.n = m.thread WHERE m.batch NOT IN (SELECT id FROM batch)`,
  );
  for (const row of rows) {
    const { seq, message_id, created_ms, state, text, root, parent, sender, kind, chat_id, thread_id } = row;
    const record = {
      ...{ message_id, msg_type: "text", create_time: String(created_ms), deleted: state === "recalled" },
      ...chat_id === null ? {} : { chat_id },
      ...root === null ? {} : { root_id: root },
      ...parent === null ? {} : { parent_id: parent },
      ...thread_id === null ? {} : { thread_id },
      ...sender === null ? {} : { sender: { id: sender, id_type: "open_id", sender_type: kind ?? "user" } },
      body: { content: stringifyJson({ text }) },
    };
    const batch = writeBatch(archive, 0, REBUILT, [record]);
    database.run(
      "UPDATE message SET batch = ?, batch_index = 0, raw_sha = ? WHERE seq = ?",
      ...[batch, recordHash(packer, record), seq],
    );
  }
}

/** Chats, people and threads that messages belong to, as their records name them. */
function rebuildOwners(archive: Mended): void {
  const { database } = archive;
  // What is known of a chat besides its id stands in its snapshots.
  database.exec(`
    INSERT OR IGNORE INTO chat(n, chat_id, mode, name, partner, first_run, last_run)
      SELECT chat, json ->> 'chat_id', coalesce(nullif(json ->> 'chat_mode', ''), 'group'), nullif(json ->> 'name', ''),
        nullif(json ->> 'p2p_target_id', ''), run, run FROM chat_snapshot s
      WHERE kind = 'details' AND json ->> 'chat_id' IS NOT NULL
        AND run = (SELECT max(run) FROM chat_snapshot o WHERE o.chat = s.chat AND o.kind = 'details')`);
  const owners = [
    {
      ...{ column: "chat", table: "chat", idOf: ({ chat_id }: RawMessage) => chat_id },
      insert: "INSERT OR IGNORE INTO chat(n, chat_id, mode, first_run, last_run) VALUES(?, ?, 'group', 0, 0)",
    },
    {
      ...{ column: "sender", table: "person", idOf: ({ sender }: RawMessage) => sender?.id },
      insert: "INSERT OR IGNORE INTO person(n, id, kind) VALUES(?, ?, 'user')",
    },
    {
      ...{ column: "thread", table: "thread", idOf: threadIdOf },
      insert:
        "INSERT OR IGNORE INTO thread(n, thread_id, chat, state) SELECT ?, ?, chat, 'open' FROM message " +
        "WHERE seq = ?",
    },
  ] as const;
  for (const { column, table, idOf, insert } of owners) {
    const missing = database.all<{ n: number; seq: number }>(
      `SELECT ${column} AS n, min(seq) AS seq FROM message WHERE ${column} IS NOT NULL
        AND ${column} NOT IN (SELECT n FROM ${table}) AND upper IS NULL GROUP BY ${column}`,
    );
    for (const { n, seq } of missing) {
      const id = idOf(messageAt(archive, seq) ?? {});
      if (id !== undefined && id !== "") database.run(insert, ...table === "thread" ? [n, id, seq] : [n, id]);
    }
  }
  dropOwnerless(database);
}

/** What nobody can name goes; the next export lists it again. */
function dropOwnerless(database: Database): void {
  database.exec(`
    UPDATE message SET sender = NULL WHERE sender NOT IN (SELECT n FROM person);
    DELETE FROM thread WHERE chat NOT IN (SELECT n FROM chat);
    UPDATE message SET thread = NULL WHERE thread NOT IN (SELECT n FROM thread);
    DELETE FROM chat_snapshot WHERE chat NOT IN (SELECT n FROM chat);
    DELETE FROM message WHERE chat NOT IN (SELECT n FROM chat);
  `);
  dropChildrenOfLostRows(database);
}

/** Files that messages hold, as their records name them; those in bundles are fetched under the bundle's id. */
function rebuildResources(archive: Mended): void {
  const { database } = archive;
  const recordAt = createBatchReader(archive);
  const rows = database.all<{ seq: number; batch: number; batch_index: number }>(
    "SELECT coalesce(upper, seq) AS seq, batch, batch_index FROM message ORDER BY batch, batch_index",
  );
  for (const { seq, batch, batch_index } of rows) {
    try {
      noteResources(database, seq, readMessage(recordAt(batch, batch_index)));
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
  }
}

function messageAt(archive: Mended, seq: number): RawMessage | undefined {
  const place = archive.database.get<{ batch: number; batch_index: number }>(
    "SELECT batch, batch_index FROM message WHERE seq = ?",
    seq,
  );
  try {
    return place && readMessage(createBatchReader(archive)(place.batch, place.batch_index));
  } catch (error) {
    if (isDamage(error)) return undefined;
    throw error;
  }
}
