import type { Database } from "./database.ts";
import { indexEntry } from "./search-text.ts";

/** Words that are known to be in the table; forgotten when there are too many, and then only written again. */
const MAX_KNOWN_WORDS = 100_000;

/** Keeps the full-text index beside the messages. All calls belong into the transaction of the rows. */
export interface TextIndex {
  add(sortKey: number, text: string): void;
  remove(sortKey: number): void;
}

/** The index of an archive. */
export function createTextIndex(database: Database): TextIndex {
  const known = new Set<string>();
  return {
    add(sortKey, text) {
      const entry = indexEntry(text);
      if (entry.text === "") return;
      database.run("INSERT INTO find(rowid, text) VALUES(?, ?)", BigInt(sortKey), entry.text);
      for (const word of entry.words) {
        if (known.has(word)) continue;
        if (known.size >= MAX_KNOWN_WORDS) known.clear();
        known.add(word);
        database.run("INSERT OR IGNORE INTO term(term) VALUES(?)", word);
      }
    },
    remove: (sortKey) => void database.run("DELETE FROM find WHERE rowid = ?", BigInt(sortKey)),
  };
}
