/**
 * Takes messages out of an archive so that no byte of them stays: rows, versions, records, words of the index, files that
 * no other message has.
 *
 * @module
 */

import { fileFailure } from "../failure.ts";
import type { World } from "../world.ts";
import { addInnerMessages, bundlesOf, reduceBundles } from "./bundle.ts";
import type { Archive, WritableArchive } from "./directory.ts";
import { noteForgotten } from "./forgotten.ts";
import { emptyLog } from "./log-mode.ts";
import { removeManifest, writeManifest } from "./manifest.ts";
import { rebuildIndex } from "./rebuild-index.ts";
import { removeMedia } from "./unused-media.ts";
import { TEXT_FORMS } from "./render/render.ts";
import type { Value } from "./database.ts";
import { join } from "@std/path";

/** What is to be forgotten. */
export type Forgotten =
  | { readonly kind: "chat"; readonly id: string }
  | { readonly kind: "person"; readonly id: string }
  | { readonly kind: "messages"; readonly ids: readonly string[] };

/** What was taken out. */
export interface ForgetReport {
  readonly messages: number;
  readonly files: number;
  /** Folders of exports that were made before, and still have it. */
  readonly exports: readonly string[];
}

/** Forgets messages. Rows go in one transaction; then the file is cleaned of what they were. */
export async function forget(
  world: World,
  archive: WritableArchive,
  what: Forgotten,
): Promise<ForgetReport> {
  const { database } = archive;
  database.exec("PRAGMA secure_delete = ON");
  const seqs = select(archive, what);
  if (seqs.length > 0 || what.kind !== "messages") {
    await removeManifest(world, archive);
    // The index goes with them: a run that is ended here has taken out all or nothing.
    database.transaction(() => {
      noteForgotten(archive, what.kind === "messages" ? what.ids : [what.id]);
      removeRows(archive, what, seqs);
      rebuildIndex(database);
    });
  }
  const files = await cleanUp(world, archive);
  return { messages: seqs.length, files, exports: await exportsOf(world, archive.path) };
}

/** Where exports stand unless another place was named. */
async function exportsOf({ files }: World, path: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const form of ["html", ...TEXT_FORMS]) {
    const folder = join(path, form);
    if (await files.lstat(folder).then(() => true, () => false)) found.push(folder);
  }
  return found;
}

/** Messages that would be taken out, those inside of bundles too. */
export function countForgotten(archive: Archive, what: Forgotten): number {
  return select(archive, what).length;
}

/** Takes the texts of recalled messages out, and what else they had; that they were recalled stays. */
export async function dropTexts(
  world: World,
  archive: WritableArchive,
  messages: readonly { readonly seq: number; readonly text: string }[],
): Promise<void> {
  const { database } = archive;
  database.exec("PRAGMA secure_delete = ON");
  database.transaction(() => {
    const batches = new Map<number, Set<number>>();
    for (const { seq, text } of messages) {
      for (
        const { batch, batch_index } of database.all<{ batch: number; batch_index: number }>(
          "SELECT batch, batch_index FROM version WHERE message = ?",
          seq,
        )
      ) batches.set(batch, (batches.get(batch) ?? new Set()).add(batch_index));
      for (const table of ["version", "reaction", "reaction_count", "resource"]) {
        database.run(`DELETE FROM ${table} WHERE message = ?`, seq);
      }
      database.run("UPDATE message SET text = ? WHERE seq = ?", text, seq);
    }
    for (const [batch, indexes] of batches) blankRecords(archive, batch, (_, at) => indexes.has(at));
    rebuildIndex(database);
  });
  await cleanUp(world, archive);
}

/**
 * Removes files that no message has any more and earlier copies, and cleans the database file of rows that were removed.
 *
 * @throws {Failure} exit 2 where somebody reads for too long, and so holds the file as it was.
 */
async function cleanUp(world: World, archive: WritableArchive): Promise<number> {
  const { database, path } = archive;
  const files = await removeMedia(world, archive);
  await removeCopies(world, path);
  await writeManifest(world, archive, { messages: true, media: true });
  database.exec("REINDEX");
  database.exec("PRAGMA incremental_vacuum");
  emptyLog(database, path);
  return files;
}

/** Copies of the database that were kept before it was changed, or because it was damaged. */
async function removeCopies({ files }: World, path: string): Promise<void> {
  try {
    for await (const { name, isFile } of files.readDir(path)) {
      if (isFile && /^archive\.db\.(v\d+|damaged-\d+|new|new-journal)$/.test(name)) {
        await files.remove(join(path, name));
      }
    }
  } catch (error) {
    throw fileFailure("remove", path, error);
  }
}

/** Rows of the messages, and of those inside of bundles among them. */
function select(archive: Archive, what: Forgotten): readonly number[] {
  const { database } = archive;
  const seqs = new Set<number>();
  const add = (sql: string, ...values: readonly Value[]) =>
    database.all<{ seq: number }>(`SELECT m.seq FROM message m ${sql}`, ...values).forEach(({ seq }) =>
      seqs.add(seq)
    );
  if (what.kind === "chat") add("JOIN chat c ON c.n = m.chat WHERE c.chat_id = ?", what.id);
  else if (what.kind === "person") add("JOIN person p ON p.n = m.sender WHERE p.id = ?", what.id);
  else for (const id of what.ids) add("WHERE m.message_id = ?", id);
  for (const seq of [...seqs]) add("WHERE m.upper = ?", seq);
  addInnerMessages(archive, seqs);
  return [...seqs];
}

function removeRows(archive: WritableArchive, what: Forgotten, seqs: readonly number[]): void {
  const { database } = archive;
  const bundles = bundlesOf(archive, new Set(seqs));
  const batches = new Map<number, Set<number>>();
  const ids: string[] = [];
  const mark = ({ batch, batch_index }: { batch: number; batch_index: number }) =>
    batches.set(batch, (batches.get(batch) ?? new Set()).add(batch_index));
  for (const seq of seqs) {
    const row = database.get<{ message_id: string; batch: number; batch_index: number }>(
      "SELECT message_id, batch, batch_index FROM message WHERE seq = ?",
      seq,
    );
    if (row === undefined) continue;
    ids.push(row.message_id);
    mark(row);
    database.all<{ batch: number; batch_index: number }>(
      "SELECT batch, batch_index FROM version WHERE message = ?",
      seq,
    ).forEach(mark);
    for (const table of ["version", "reaction", "reaction_count", "resource"]) {
      database.run(`DELETE FROM ${table} WHERE message = ?`, seq);
    }
    database.run("DELETE FROM task WHERE kind <> 'thread' AND id = ?", seq);
    database.run("DELETE FROM gap WHERE item = ?1 OR item LIKE ?1 || '/%'", row.message_id);
    database.run("DELETE FROM message WHERE seq = ?", seq);
  }
  for (const [batch, indexes] of batches) blankRecords(archive, batch, (_, at) => indexes.has(at));
  const names = what.kind === "person" ? [...ids, what.id] : ids;
  blankMentions(archive, names);
  // Lists of members and pins: the next export keeps them again, without what is forgotten.
  for (const name of names) {
    database.run(
      "DELETE FROM chat_snapshot WHERE kind <> 'details' AND instr(json, ?) > 0",
      JSON.stringify(name),
    );
  }
  if (what.kind === "chat") removeChat(archive, what.id);
  if (what.kind === "person") removePerson(archive, what.id);
  reduceBundles(archive, bundles);
}

/** Replaces records of a batch by nothing; the others keep their places. */
function blankRecords(
  { database, packer }: WritableArchive,
  batch: number,
  isGone: (line: string, at: number) => boolean,
): void {
  const row = database.get<{ gz: Uint8Array }>("SELECT gz FROM batch WHERE id = ?", batch);
  if (row === undefined) return;
  const lines = packer.gunzip(row.gz).split("\n");
  const kept = lines.map((line, at) => isGone(line, at) ? "null" : line);
  if (kept.every((line, at) => line === lines[at])) return;
  const gz = packer.gzip(kept.join("\n"));
  database.run("UPDATE batch SET gz = ?, sha256 = ? WHERE id = ?", gz, packer.sha256(gz), batch);
}

/** Answers about reactions name messages and people. */
function blankMentions(archive: WritableArchive, names: readonly string[]): void {
  if (names.length === 0) return;
  const batches = archive.database.all<{ id: number }>("SELECT id FROM batch WHERE kind = 'reactions'");
  for (const { id } of batches) {
    blankRecords(archive, id, (line) => names.some((name) => line.includes(`"${name}"`)));
  }
}

function removeChat({ database }: WritableArchive, chatId: string): void {
  const chat = database.get<{ n: number }>("SELECT n FROM chat WHERE chat_id = ?", chatId);
  if (chat === undefined) return;
  database.run("DELETE FROM task WHERE chat = ?", chat.n);
  for (const table of ["thread", "coverage", "chat_snapshot"]) {
    database.run(`DELETE FROM ${table} WHERE chat = ?`, chat.n);
  }
  database.run("DELETE FROM gap WHERE chat = ?", chatId);
  database.run("DELETE FROM chat WHERE n = ?", chat.n);
}

function removePerson({ database }: WritableArchive, id: string): void {
  database.run("DELETE FROM reaction WHERE operator = ?", id);
  database.run("DELETE FROM chat_snapshot WHERE instr(json, ?) > 0", JSON.stringify(id));
  database.run("DELETE FROM person_name WHERE person IN (SELECT n FROM person WHERE id = ?)", id);
  database.run("DELETE FROM person WHERE id = ?", id);
  database.run("UPDATE chat SET partner = NULL WHERE partner = ?", id);
}
