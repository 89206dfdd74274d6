/**
 * Checks an archive against itself: the database, every reference, the files, and, in depth, every stored byte.
 *
 * @module
 */

import { Failure, fileFailure, isNotFound } from "../failure.ts";
import { plainText } from "../text/phrase.ts";
import type { World } from "../world.ts";
import { fromHex, toHex } from "../text/bytes.ts";
import { createBatchReader } from "./batch.ts";
import { candidatesOf } from "./candidates.ts";
import { lostCounts, type PossibleGap, possibleGaps } from "./completeness.ts";
import { isDamage } from "./database.ts";
import type { Archive } from "./directory.ts";
import { mediaPath } from "./message-reader.ts";
import { hasIndex } from "./schema.ts";
import { normalizeText } from "./search-text.ts";
import { stableForm } from "./stable-form.ts";
import { join } from "@std/path";

/** Something that is wrong. */
export interface Problem {
  readonly kind: "database" | "reference" | "batch" | "record" | "index" | "media" | "orphan" | "count";
  readonly item: string;
  readonly problem: string;
}

/** What was checked, and what was found. */
export interface VerifyReport {
  readonly checked: { readonly messages: number; readonly batches: number; readonly files: number };
  readonly problems: readonly Problem[];
  /** One line that two archives of the same messages share; absent where it cannot be made. */
  readonly rootHash: string | undefined;
  /** Where something may be missing, which is no problem by itself. */
  readonly possibleGaps: readonly PossibleGap[];
}

/** Messages that a piece of their own text must find. */
const INDEX_SAMPLE = 1_000;
/** Characters of that piece. */
const PIECE_LENGTH = 5;
const MAX_PROBLEMS = 1_000;
/** What is added to the names of damaged files. */
export const SET_ASIDE = ".damaged";

/**
 * Checks an archive.
 *
 * @throws {Failure} exit 5 where the disk refuses.
 */
export async function verifyArchive(
  world: Pick<World, "files">,
  archive: Archive,
  deep: boolean,
): Promise<VerifyReport> {
  const problems: Problem[] = [];
  const note = (kind: Problem["kind"], item: string, problem: string) => {
    if (problems.length < MAX_PROBLEMS) problems.push({ kind, item, problem });
  };
  const part = async <T>(work: () => T | Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (!isDamage(error)) throw error;
      // What cannot be read is a problem like others, and no reason to look at nothing else.
      note("database", "archive.db", error instanceof Failure ? plainText(error.detail.message) : "");
      return otherwise;
    }
  };
  await part(() => checkPages(archive, deep, note), undefined);
  await part(() => checkReferences(archive, note), undefined);
  await part(() => checkIndexed(archive, note), undefined);
  for (const { chat_id, counted, messages } of await part(() => lostCounts(world, archive), [])) {
    note("count", chat_id, `has ${messages} messages; there were ${counted} at the end of the last export`);
  }
  const files = await part(() => checkMedia(world, archive, deep, note), 0);
  for (const name of await part(() => orphansOf(world, archive), [])) {
    note("orphan", name, "belongs to no message");
  }
  if (deep) {
    await part(() => checkBatches(archive, note), undefined);
    await part(() => checkRecords(archive, note), undefined);
    await part(() => checkIndex(archive, note), undefined);
  }
  const count = (table: string) =>
    part(
      () => archive.database.get<{ count: number }>(`SELECT count(*) AS count FROM ${table}`)?.count ?? 0,
      0,
    );
  return {
    checked: { messages: await count("message"), batches: await count("batch"), files },
    problems: uniqueProblems(problems),
    rootHash: await part(() => rootHash(archive), undefined),
    possibleGaps: await part(() => possibleGaps(archive), []),
  };
}

/** What cannot be read is met by several checks. */
function uniqueProblems(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((one) => [JSON.stringify(one), one])).values()];
}

type Note = (kind: Problem["kind"], item: string, problem: string) => void;

function checkPages({ database }: Archive, deep: boolean, note: Note): void {
  const pragma = deep ? "integrity_check" : "quick_check";
  for (const row of database.all<Record<string, string>>(`PRAGMA ${pragma}(100)`)) {
    const text = Object.values(row)[0] ?? "";
    if (text !== "ok") note("database", tableOf(database, text) ?? "archive.db", text);
  }
}

/** The table or index that a remark of the database is about. */
function tableOf(database: Archive["database"], remark: string): string | undefined {
  const root = /^Tree (\d+) /.exec(remark)?.[1];
  if (root === undefined) return undefined;
  return database.get<{ name: string }>("SELECT name FROM sqlite_schema WHERE rootpage = ?", Number(root))
    ?.name;
}

function checkReferences({ database }: Archive, note: Note): void {
  for (const { table } of database.all<{ table: string }>("PRAGMA foreign_key_check")) {
    note("reference", table, "names a row that is not there");
  }
  const lost = database.all<{ message_id: string }>(
    "SELECT message_id FROM message WHERE batch NOT IN (SELECT id FROM batch) LIMIT 100",
  );
  for (const { message_id } of lost) note("reference", message_id, "its record is missing");
}

function checkIndexed({ database }: Archive, note: Note): void {
  if (!hasIndex(database)) return;
  const unindexed = database.all<{ message_id: string }>(
    `SELECT message_id FROM message WHERE text <> '' AND sort_key NOT IN (SELECT rowid FROM find) LIMIT 1000`,
  );
  for (const { message_id } of unindexed) note("index", message_id, "is not in the index");
}

async function checkMedia(
  { files }: Pick<World, "files">,
  archive: Archive,
  deep: boolean,
  note: Note,
): Promise<number> {
  let count = 0;
  const { database, path, packer } = archive;
  for (
    const { sha256, bytes } of database.all<{ sha256: Uint8Array; bytes: number }>(
      "SELECT sha256, bytes FROM media",
    )
  ) {
    count++;
    const name = mediaPath(database, sha256);
    try {
      const info = await files.lstat(join(path, name));
      if (!info.isFile) note("media", name, "is not a file");
      else if (info.size !== bytes) note("media", name, `has ${info.size} bytes, not ${bytes}`);
      else if (deep && toHex(await hashFile(files, join(path, name), packer)) !== toHex(sha256)) {
        note("media", name, "does not match its name");
      }
    } catch (error) {
      if (!isNotFound(error)) throw fileFailure("read", join(path, name), error);
      note("media", name, "is missing");
    }
  }
  return count;
}

/** Hashes a file piece by piece, whatever their size. */
export async function hashFile(
  files: World["files"],
  path: string,
  packer: Archive["packer"],
): Promise<Uint8Array> {
  const hash = packer.startSha256();
  using file = await files.open(path, { read: true });
  const buffer = new Uint8Array(1 << 20);
  for (let read = await file.read(buffer); read !== null; read = await file.read(buffer)) {
    hash.update(buffer.subarray(0, read));
  }
  return hash.digest();
}

/** Files below `media/` that no message has; those that were set aside, and those under way, are none of them. */
export async function orphansOf(
  { files }: Pick<World, "files">,
  { database, path }: Archive,
): Promise<readonly string[]> {
  const found: string[] = [];
  try {
    for await (const folder of files.readDir(join(path, "media"))) {
      if (!folder.isDirectory || folder.name === ".partial") continue;
      for await (const { name } of files.readDir(join(path, "media", folder.name))) {
        const hash = /^([0-9a-f]{64})\./.exec(name)?.[1];
        const isKnown = hash !== undefined && (name.endsWith(SET_ASIDE) ||
          database.get("SELECT 1 AS one FROM media WHERE sha256 = ?", fromHex(hash)) !== undefined);
        if (!isKnown) found.push(`media/${folder.name}/${name}`);
      }
    }
  } catch (error) {
    if (!isNotFound(error)) throw fileFailure("read", join(path, "media"), error);
  }
  return found;
}

function checkBatches({ database, packer }: Archive, note: Note): void {
  for (
    const { id, sha256, gz } of database.each<{ id: number; sha256: Uint8Array; gz: Uint8Array }>(
      "SELECT id, sha256, gz FROM batch ORDER BY id",
    )
  ) {
    if (toHex(packer.sha256(gz)) !== toHex(sha256)) {
      note("batch", String(id), "does not match its hash");
    }
  }
}

function checkRecords(archive: Archive, note: Note): void {
  const { database, packer } = archive;
  const recordAt = createBatchReader(archive);
  for (
    const row of database.each<
      { message_id: string; batch: number; batch_index: number; raw_sha: Uint8Array }
    >(
      "SELECT message_id, batch, batch_index, raw_sha FROM message ORDER BY batch, batch_index",
    )
  ) {
    try {
      const record = recordAt(row.batch, row.batch_index);
      const hash = packer.sha256(stableForm(record)).slice(0, row.raw_sha.length);
      if (toHex(hash) !== toHex(row.raw_sha)) {
        note("record", row.message_id, "does not match its hash");
      }
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      note("record", row.message_id, error.message);
    }
  }
}

/** Some messages, spread over the archive, are searched by their own text. */
function checkIndex({ database }: Archive, note: Note): void {
  if (!hasIndex(database)) return;
  const { count = 0 } = database.get<{ count: number }>("SELECT count(*) AS count FROM message") ?? {};
  const step = Math.max(1, Math.floor(count / INDEX_SAMPLE));
  for (
    const { seq, message_id, sort_key, text } of database.each<
      { seq: number; message_id: string; sort_key: number; text: string }
    >(
      "SELECT seq, message_id, sort_key, text FROM message WHERE seq % ? = 0",
      step,
    )
  ) {
    const candidates = candidatesOf([[{ text: pieceOf(text, seq), isExcluded: false }]]);
    if (candidates === undefined) continue;
    const found = database.get(
      "SELECT 1 AS one FROM find WHERE find MATCH ? AND rowid = ?",
      ...[candidates.expression, BigInt(sort_key)],
    );
    if (found === undefined) note("index", message_id, "is not found by its own text");
  }
}

/** Some characters of a text, elsewhere in each; more of them would take the index long. */
function pieceOf(text: string, seq: number): string {
  const characters = [...normalizeText(text)];
  const start = seq % Math.max(1, characters.length - PIECE_LENGTH + 1);
  return characters.slice(start, start + PIECE_LENGTH).join("");
}

/** One line that two archives of the same messages share: a hash over the hashes of all messages. */
export function rootHash({ database, packer }: Archive): string {
  const hash = packer.startSha256();
  for (
    const { message_id, raw_sha } of database.each<{ message_id: string; raw_sha: Uint8Array }>(
      "SELECT message_id, raw_sha FROM message ORDER BY message_id",
    )
  ) hash.update(`${message_id} ${toHex(raw_sha)}\n`);
  return toHex(hash.digest());
}
