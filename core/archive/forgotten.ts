import type { Packer } from "./batch.ts";
import type { Database } from "./database.ts";

/** What these need of an archive. */
interface Parts {
  readonly database: Database;
  readonly packer: Packer;
}

/** What was forgotten is not archived again: only a hash of its id stays. */
export function noteForgotten({ database, packer }: Parts, ids: readonly string[]): void {
  for (const id of ids) database.run("INSERT OR IGNORE INTO forgotten(sha256) VALUES(?)", packer.sha256(id));
}

/** Makes a test for ids of messages, people and chats that were forgotten. */
export function createForgottenTest({ database, packer }: Parts): (id: string) => boolean {
  const isAny = database.get("SELECT 1 AS one FROM forgotten LIMIT 1") !== undefined;
  return (id) =>
    isAny && database.get("SELECT 1 AS one FROM forgotten WHERE sha256 = ?", packer.sha256(id)) !== undefined;
}

/** Whether an archive has something to forget by an id of which it has no row: lists name it, or it was forgotten before. */
export function hasTraces({ database, packer }: Parts, id: string): boolean {
  return createForgottenTest({ database, packer })(id) ||
    database.get("SELECT 1 AS one FROM reaction WHERE operator = ? LIMIT 1", id) !== undefined ||
    database.get(
        "SELECT 1 AS one FROM chat_snapshot WHERE instr(json, ?) > 0 LIMIT 1",
        JSON.stringify(id),
      ) !==
      undefined;
}

/** A chat that is named again is wanted again. */
export function recall({ database, packer }: Parts, id: string): void {
  database.run("DELETE FROM forgotten WHERE sha256 = ?", packer.sha256(id));
}
