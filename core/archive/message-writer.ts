/**
 * Writes what the service lists into an archive: new messages as rows, known ones compared, earlier states kept as versions.
 *
 * @module
 */

import type { JsonObject } from "../json/json.ts";
import { nonBlank, stringAt } from "../json/access.ts";
import { renderMessage } from "../message/render/render.ts";
import { resourceRefsOf } from "../message/resources.ts";
import {
  contentOf,
  messageIdOf,
  messageTypeOf,
  parseContent,
  type RawMessage,
  readMessage,
  threadIdOf,
} from "../message/wire.ts";
import { parseUnixTime } from "../text/time.ts";
import { type Packer, REBUILT, writeBatch } from "./batch.ts";
import { bundleText } from "./bundle.ts";
import { type Database, readableText } from "./database.ts";
import { createForgottenTest } from "./forgotten.ts";
import { createTextIndex, type TextIndex } from "./index-text.ts";
import { createPeople, type People } from "./people.ts";
import { freeSortKey, noteShift } from "./sort-key.ts";
import { recordHash } from "./stable-form.ts";
import { createThreads, type Threads } from "./threads.ts";

/** What became of a message that was listed. */
export type Outcome = "new" | "same" | "edited" | "recalled";

/** A message that was written or compared. */
export interface Written {
  readonly seq: number;
  readonly message: RawMessage;
  readonly outcome: Outcome;
}

/** Where messages come from. */
export interface Origin {
  readonly run: number;
  /** Row of the chat. */
  readonly chat: number;
  /** What was called for them: the kind of their batch. */
  readonly kind: "list" | "thread" | "bundle" | "check";
  /** Row of the forwarded bundle that holds them. */
  readonly upper?: number;
}

/** Writes messages; every call belongs into a transaction. */
export interface MessageWriter {
  /** Writes records as received; those without an id are kept raw and counted by nobody. */
  write(records: readonly JsonObject[], origin: Origin): readonly Written[];
  /** Renders a bundle again, now that the messages in it are there. */
  renderBundle(seq: number, id: string, items: readonly RawMessage[]): void;
}

interface KnownRow {
  readonly seq: number;
  readonly sort_key: number;
  readonly raw_sha: Uint8Array;
  readonly text: string;
}

/** A message, and where its raw record stands. */
interface Incoming {
  readonly message: RawMessage;
  readonly id: string;
  readonly sha: Uint8Array;
  readonly batch: number;
  readonly index: number;
}

/** What writing needs at hand. */
interface Writing {
  readonly database: Database;
  readonly packer: Packer;
  readonly people: People;
  readonly index: TextIndex;
  readonly threads: Threads;
  isForgotten(id: string): boolean;
}

/** Makes a writer. After a transaction that failed, make another one: it remembers rows. */
export function createMessageWriter(database: Database, packer: Packer): MessageWriter {
  const writing: Writing = {
    ...{ database, packer, people: createPeople(database) },
    ...{ index: createTextIndex(database), threads: createThreads(database) },
    isForgotten: createForgottenTest({ database, packer }),
  };
  return {
    write: (records, origin) => writeRecords(writing, records, origin),
    renderBundle: (seq, id, items) => renderBundle(writing, seq, id, items),
  };
}

function writeRecords(
  writing: Writing,
  records: readonly JsonObject[],
  origin: Origin,
): readonly Written[] {
  const { database, packer } = writing;
  const checked = records.map((record) => {
    const message = readMessage(record);
    return { record, message, id: messageIdOf(message), sha: recordHash(packer, record) };
  }).filter(({ id, message }) => !writing.isForgotten(id) && !writing.isForgotten(message.sender?.id ?? ""));
  // What is known and unchanged is not stored again.
  const kept = checked.filter(({ id, sha }) => {
    const row = id === "" ? undefined : findRow(database, id);
    return row === undefined || !isSameHash(row.raw_sha, sha);
  });
  if (kept.length === 0 && checked.length === 0) return [];
  const batch = kept.length === 0
    ? 0
    : writeBatch(writing, origin.run, origin.kind, kept.map(({ record }) => record));
  return checked.filter(({ id }) => id !== "").map((one): Written => {
    const { message, sha } = one;
    const incoming = { ...one, batch, index: kept.indexOf(one) };
    // Looked up again: a page may hold a message twice.
    const row = findRow(database, one.id);
    if (row === undefined) return { message, seq: insert(writing, incoming, origin), outcome: "new" };
    if (!isSameHash(row.raw_sha, sha)) {
      return { message, seq: row.seq, outcome: replace(writing, row, incoming, origin) };
    }
    noteUnchanged(writing, message, origin, row.seq);
    return { message, seq: row.seq, outcome: "same" };
  });
}

function insert(writing: Writing, incoming: Incoming, origin: Origin): number {
  const { database } = writing;
  const { message, id, sha, batch, index } = incoming;
  const created = parseUnixTime(message.create_time) ?? 0;
  const sortKey = freeSortKey(database, created);
  const text = readableText(renderMessage(message));
  const thread = threadIdOf(message);
  database.run(
    `INSERT INTO message(message_id, sort_key, chat, position, thread, root, parent, upper, sender, created_ms,
      updated_ms, type, state, text, batch, batch_index, raw_sha, checked_run)
      VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[id, sortKey, origin.chat, positionOf(message)],
    thread === undefined ? null : writing.threads.idOf(thread, origin.chat, message, created),
    ...[nonBlank(message.root_id) ?? null, nonBlank(message.parent_id) ?? null, origin.upper ?? null],
    ...[senderOf(writing, message, origin.run), created, updatedOf(message), messageTypeOf(message)],
    ...[stateOf(message), text, batch, index, sha, origin.run],
  );
  const seq = database.get<{ seq: number }>("SELECT last_insert_rowid() AS seq")?.seq ?? 0;
  noteShift(database, sortKey, created);
  writing.index.add(sortKey, text);
  noteResources(database, seq, message);
  return seq;
}

/** A recalled message keeps its last text for searching; what it says now is in its record. */
function replace(writing: Writing, known: KnownRow, incoming: Incoming, origin: Origin): Outcome {
  const { database, index } = writing;
  const { run } = origin;
  const { message, sha, batch, index: at } = incoming;
  const isRecall = stateOf(message) === "recalled";
  const isBack = isSameAgain(database, known, message);
  if (!isBack) keepVersion(database, known.seq, run);
  const text = isRecall || isBack ? known.text : readableText(renderMessage(message));
  database.run(
    `UPDATE message SET updated_ms = ?, state = ?, text = ?, batch = ?, batch_index = ?, raw_sha = ?,
      checked_run = ?, missing_since = NULL WHERE seq = ?`,
    ...[updatedOf(message), stateOf(message), text, batch, at, sha, run, known.seq],
  );
  noteSurroundings(writing, message, origin, known.seq);
  reindex(index, known, text);
  if (!isRecall) noteResources(database, known.seq, message);
  if (isBack) return "same";
  return isRecall ? "recalled" : "edited";
}

function keepVersion(database: Database, seq: number, run: number): void {
  database.run(
    `INSERT INTO version(message, no, seen_run, replaced_run, updated_ms, state, text, batch, batch_index, raw_sha)
      SELECT seq, (SELECT count(*) + 1 FROM version WHERE message = ?1),
        coalesce((SELECT max(replaced_run) FROM version WHERE message = ?1),
          (SELECT run FROM batch WHERE id = message.batch)),
        ?2, updated_ms, state, text, batch, batch_index, raw_sha FROM message WHERE seq = ?1`,
    ...[seq, run],
  );
}

/** Its record was lost, and made anew from its text: what comes now is what was there. */
function isSameAgain(database: Database, { seq, text }: KnownRow, message: RawMessage): boolean {
  const state = database.get<{ state: string }>(
    "SELECT m.state FROM message m JOIN batch b ON b.id = m.batch WHERE m.seq = ? AND b.kind = ?",
    ...[seq, REBUILT],
  )?.state;
  if (state === undefined) return false;
  if (stateOf(message) === "recalled") return state === "recalled";
  // A bundle's text was made with what is in it.
  return messageTypeOf(message) === "merge_forward" || readableText(renderMessage(message)) === text;
}

/** It was looked at; a thread may have begun under it since it was archived. */
function noteUnchanged(writing: Writing, message: RawMessage, origin: Origin, seq: number): void {
  const { database } = writing;
  const { run } = origin;
  database.run(
    `UPDATE message SET checked_run = ?1, missing_since = NULL, state = iif(state = 'missing', 'live', state)
      WHERE seq = ?2 AND (checked_run <> ?1 OR missing_since IS NOT NULL)`,
    ...[run, seq],
  );
  noteSurroundings(writing, message, origin, seq);
}

/** The name of its sender and its thread do not belong to a state of the message. */
function noteSurroundings(writing: Writing, message: RawMessage, { run, chat }: Origin, seq: number): void {
  const { database, threads } = writing;
  senderOf(writing, message, run);
  const thread = threadIdOf(message);
  if (thread === undefined) return;
  const n = threads.idOf(thread, chat, message, parseUnixTime(message.create_time) ?? 0);
  database.run("UPDATE message SET thread = ? WHERE seq = ? AND thread IS NULL", n, seq);
}

function renderBundle(
  { database, index }: Writing,
  seq: number,
  id: string,
  items: readonly RawMessage[],
): void {
  const row = database.get<Pick<KnownRow, "sort_key" | "text">>(
    "SELECT sort_key, text FROM message WHERE seq = ?",
    seq,
  );
  if (row === undefined) return;
  const text = bundleText(database, id, items);
  if (text !== row.text) database.run("UPDATE message SET text = ? WHERE seq = ?", text, seq);
  reindex(index, row, text);
}

function reindex(index: TextIndex, row: Pick<KnownRow, "sort_key" | "text">, text: string): void {
  if (text === row.text) return;
  index.remove(row.sort_key);
  index.add(row.sort_key, text);
}

function senderOf({ people }: Writing, { sender }: RawMessage, run: number): number | null {
  const id = nonBlank(sender?.id);
  if (id === undefined) return null;
  return people.idOf(run, id, sender?.sender_type ?? "", nonBlank(sender?.sender_name));
}

function findRow(database: Database, id: string): KnownRow | undefined {
  return database.get<KnownRow>(
    "SELECT seq, sort_key, raw_sha, text FROM message WHERE message_id = ?",
    id,
  );
}

function isSameHash(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

function stateOf(message: RawMessage): "live" | "recalled" {
  return message.deleted === true ? "recalled" : "live";
}

function updatedOf(message: RawMessage): number | null {
  return message.updated === true ? parseUnixTime(message.update_time) ?? null : null;
}

function positionOf({ message_position: position }: RawMessage): number | bigint | null {
  const number = typeof position === "string" && /^\d{1,15}$/.test(position) ? Number(position) : position;
  return typeof number === "number" || typeof number === "bigint" ? number : null;
}

/** Notes which pictures and files a message holds; those that are known stay as they are. */
export function noteResources(database: Database, seq: number, message: RawMessage): void {
  const name = nonBlank(stringAt(parseContent(contentOf(message)), "file_name"));
  for (const { key, type } of resourceRefsOf(message)) {
    database.run(
      `INSERT OR IGNORE INTO resource(message, key, kind, name, state, chat, sort_key)
        SELECT seq, ?, ?, ?, 'wanted', chat, sort_key FROM message WHERE seq = ?`,
      ...[key, type, name ?? null, seq],
    );
  }
}
