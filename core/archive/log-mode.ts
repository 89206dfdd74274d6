/**
 * While somebody writes, changes go to a log beside the database, so that readers and the writer do not wait for each other.
 * Afterwards it is put away: a file alone can be read where nothing can be written, such as on read-only media.
 *
 * @module
 */

import { failedPrecondition, Failure } from "../failure.ts";
import { phrase, plainText } from "../text/phrase.ts";
import { BUSY_TIMEOUT, type Database, openDatabase } from "./database.ts";

/** How long the writer waits for those who are reading when it comes, milliseconds. */
const READERS_TIMEOUT = 30_000;

/**
 * Begins to write to a log.
 *
 * @throws {Failure} exit 2 where the file system has no locks, or somebody reads for too long.
 */
export function enterLogMode(database: Database, path: string): void {
  database.exec(`PRAGMA busy_timeout = ${READERS_TIMEOUT}`);
  const mode = switchMode(database, path);
  database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT}`);
  if (mode === "wal") return;
  throw noLocks(path);
}

/**
 * Opens a database for reading. Where its writer was killed in the middle of a change, that has to be undone in the file
 * first, which a connection that only reads cannot do.
 */
export async function openReadable(file: string): Promise<Database> {
  const open = async () => {
    const database = await openDatabase(file, { readOnly: true });
    try {
      database.get("SELECT count(*) FROM sqlite_schema");
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  };
  try {
    return await open();
  } catch (error) {
    if (!mayBeUnfinished(error)) throw error;
  }
  const database = await openDatabase(file, { readOnly: false });
  try {
    database.get("SELECT count(*) FROM sqlite_schema");
  } finally {
    database.close();
  }
  return await open();
}

function mayBeUnfinished(error: unknown): boolean {
  if (error instanceof Failure) return /readonly database/.test(plainText(error.detail.message));
  // Deno 2.4 does not say why.
  return error instanceof Error && /failed to prepare statement/.test(error.message);
}

/** Two processes could not be kept apart. */
export function noLocks(path: string): Failure {
  return failedPrecondition(
    phrase`the file system of "${path}" has no locks, which writing an archive needs`,
    "make the archive on a local disk, and copy it afterwards",
    path,
  );
}

function switchMode(database: Database, path: string): string | undefined {
  try {
    return database.get<{ journal_mode: string }>("PRAGMA journal_mode = WAL")?.journal_mode;
  } catch (error) {
    if (!(error instanceof Failure) || error.detail.subtype !== "storage") throw error;
    throw failedPrecondition(
      phrase`another process has been reading the archive "${path}" for a while`,
      "wait until it has finished, then run the same command again",
      path,
    );
  }
}

/**
 * Writes the log into the file, so that nothing of what was removed stays in either.
 *
 * @throws {Failure} exit 2 where somebody reads for too long.
 */
export function emptyLog(database: Database, path: string): void {
  if ((database.get<{ busy: number }>("PRAGMA wal_checkpoint(TRUNCATE)")?.busy ?? 0) === 0) return;
  throw failedPrecondition(
    phrase`bytes of what was removed stay in the files of the archive "${path}" while another process reads it`,
    "wait until it has finished, then run the same command again",
    path,
  );
}

/** Puts the log away. */
export function leaveLogMode(database: Database): void {
  try {
    database.exec("PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE");
  } catch { /* Somebody reads, or the disk failed: the log stays, and whoever comes next uses it. */ }
}
