/**
 * Writes the database of an archive again where its file is damaged: row by row into a new file, the index from the
 * texts. The damaged file is kept under another name.
 *
 * @module
 */

import { failedPrecondition, fileFailure, isNotFound } from "../../failure.ts";
import { phrase } from "../../text/phrase.ts";
import { toHex } from "../../text/bytes.ts";
import { loadPacker } from "../batch.ts";
import { type Database, isDamage, openDatabase, type Value } from "../database.ts";
import type { ArchiveWorld } from "../directory.ts";
import { leaveLogMode } from "../log-mode.ts";
import { rebuildIndex } from "../rebuild-index.ts";
import { checkSchema, prepareSchema } from "../schema.ts";
import { readableRows, type Row, type Table } from "./read-rows.ts";
import { mendReferences } from "./references.ts";
import { join } from "@std/path";

/** What became of a damaged database. */
export interface SalvageReport {
  /** Where the damaged file is now. */
  readonly kept: string;
  /** Tables of which some rows could not be read. */
  readonly lost: readonly string[];
}

/** Each before those that refer to it. */
const TABLES = [
  ...[
    "run",
    "meta",
    "chat",
    "chat_snapshot",
    "coverage",
    "person",
    "person_name",
    "thread",
    "batch",
    "message",
  ],
  ...["version", "reaction", "reaction_count", "resource", "media", "forgotten", "task", "gap"],
];
const DATABASE = "archive.db";
const NEW = `${DATABASE}.new`;

/**
 * Salvages the database of an archive if it is damaged; `undefined` where it is sound. Whoever calls holds the lock.
 *
 * @throws {Failure} exit 5 where nothing can be read, exit 2 where another process reads it.
 */
export async function salvage(
  world: Pick<ArchiveWorld, "files">,
  path: string,
): Promise<SalvageReport | undefined> {
  const { files } = world;
  const file = join(path, DATABASE);
  const fresh = join(path, NEW);
  const damaged = await openDatabase(file, { readOnly: false });
  let lost: ReadonlySet<string>;
  try {
    checkSchema(damaged, file);
    if (isSound(damaged)) return undefined;
    leaveLogMode(damaged);
    await removeNew(files, fresh);
    await (await files.open(fresh, { write: true, createNew: true, mode: 0o600 })).close();
    lost = await copyInto(damaged, fresh);
  } catch (error) {
    await removeNew(files, fresh);
    throw error;
  } finally {
    damaged.close();
  }
  if (await isThere(files, `${file}-wal`)) {
    await removeNew(files, fresh);
    throw failedPrecondition(
      phrase`another process is reading the archive "${path}"`,
      "wait until it has finished, then run the same command again",
      path,
    );
  }
  const kept = await freeName(files, `${file}.damaged`);
  try {
    keepAs(files, file, kept);
    await files.rename(fresh, file);
  } catch (error) {
    throw fileFailure("rename", file, error);
  }
  return { kept, lost: [...lost] };
}

/** Whether everything of a database can be read. */
export function isSound(database: Database): boolean {
  try {
    const [row] = database.all<Record<string, string>>("PRAGMA integrity_check(1)");
    return row !== undefined && Object.values(row)[0] === "ok";
  } catch (error) {
    if (isDamage(error)) return false;
    throw error;
  }
}

/** Copies what can be read; answers with the tables of which something is lost. */
async function copyInto(damaged: Database, path: string): Promise<ReadonlySet<string>> {
  const database = await openDatabase(path, { readOnly: false });
  const packer = await loadPacker();
  const lost = new Set<string>();
  try {
    prepareSchema(database, path, () => {});
    database.exec("PRAGMA foreign_keys = OFF; PRAGMA secure_delete = FAST");
    database.transaction(() => {
      for (const name of TABLES) {
        const table = describe(database, damaged, name);
        const insert = `INSERT OR IGNORE INTO ${name}(${table.columns.join(", ")})
          VALUES(${table.columns.map(() => "?").join(", ")})`;
        for (const row of readableRows(damaged, table, () => void lost.add(name))) {
          const isWhole = name !== "batch" || isSameBatch(row, packer.sha256);
          if (!isWhole || !stored(database, insert, table.columns.map((column) => row[column] ?? null))) {
            lost.add(name);
          }
        }
      }
      mendReferences({ database, packer, path }, lost);
      rebuildIndex(database);
    });
  } finally {
    database.close();
  }
  return lost;
}

/** A row of a damaged page may be anything. */
function stored(database: Database, insert: string, values: readonly Value[]): boolean {
  try {
    database.run(insert, ...values);
    return true;
  } catch (error) {
    if (error instanceof Error && /cannot store|constraint failed/.test(error.message)) return false;
    throw error;
  }
}

function isSameBatch({ sha256, gz }: Row, hash: (bytes: Uint8Array) => Uint8Array): boolean {
  return sha256 instanceof Uint8Array && gz instanceof Uint8Array && toHex(hash(gz)) === toHex(sha256);
}

/** A table as the new file has it; an older file may lack columns. */
function describe(database: Database, damaged: Database, name: string): Table {
  const columnsOf = (one: Database) =>
    one.all<{ name: string; pk: number }>(`SELECT name, pk FROM pragma_table_info('${name}')`);
  const known = new Set(columnsOf(damaged).map((column) => column.name));
  const columns = columnsOf(database).filter((column) => known.has(column.name));
  const keys = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
  const hasRowId = database.get(
    "SELECT 1 AS one FROM sqlite_schema WHERE name = ? AND sql NOT LIKE '%WITHOUT ROWID%'",
    name,
  ) !== undefined;
  return {
    name,
    columns: columns.map((column) => column.name),
    rowId: hasRowId ? keys[0]?.name : undefined,
    key: keys.map((column) => column.name),
  };
}

type Files = ArchiveWorld["files"];

/** A second name, so that there is a database at every moment; not all file systems have those. */
function keepAs(files: Files, file: string, kept: string): void {
  try {
    files.linkSync(file, kept);
  } catch {
    files.renameSync(file, kept);
  }
}

async function isThere(files: Files, path: string): Promise<boolean> {
  try {
    await files.lstat(path);
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw fileFailure("read", path, error);
  }
}

/** What an attempt left that came to no end: its journal would be taken for one of the next attempt. */
async function removeNew(files: Files, fresh: string): Promise<void> {
  for (const name of [`${fresh}-journal`, fresh]) {
    if (await isThere(files, name)) await files.remove(name);
  }
}

async function freeName(files: Files, name: string): Promise<string> {
  let number = 1;
  while (await isThere(files, `${name}-${number}`)) number++;
  return `${name}-${number}`;
}
