import type { Database } from "./database.ts";
import { createTextIndex, FIND_TABLE } from "./index-text.ts";

/** Drops the full-text index and fills it again from the texts; belongs into a transaction. */
export function rebuildIndex(database: Database): void {
  database.exec(`DROP TABLE IF EXISTS find; ${FIND_TABLE}`);
  const index = createTextIndex(database);
  for (
    const { sort_key, text } of database.each<{ sort_key: number; text: string }>(
      "SELECT sort_key, text FROM message ORDER BY sort_key",
    )
  ) index.add(sort_key, text);
}
