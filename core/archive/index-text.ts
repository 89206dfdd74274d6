import type { Database } from "./database.ts";
import { indexEntry } from "./search-text.ts";

/**
 * Full-text entries are the pairs of characters that `search-text.ts` makes; to the database they are words between
 * blanks. An entry's row id is the message's sort key, so that the newest hits come first without sorting. Where in a
 * text a pair stands is not kept: that would double the index, and the text itself decides.
 */
export const FIND_TABLE = `CREATE VIRTUAL TABLE find USING fts5(
    text, content='', contentless_delete=1, tokenize='ascii', detail=none)`;

/** Keeps the full-text index beside the messages. All calls belong into the transaction of the rows. */
export interface TextIndex {
  add(sortKey: number, text: string): void;
  remove(sortKey: number): void;
}

/** The index of an archive. */
export function createTextIndex(database: Database): TextIndex {
  return {
    add(sortKey, text) {
      const entry = indexEntry(text);
      if (entry === "") return;
      database.run("INSERT INTO find(rowid, text) VALUES(?, ?)", BigInt(sortKey), entry);
    },
    remove: (sortKey) => void database.run("DELETE FROM find WHERE rowid = ?", BigInt(sortKey)),
  };
}
