import type { Database } from "./database.ts";
import { createTextIndex } from "./index-text.ts";
import { FIND_TABLE } from "./schema.ts";

/** Drops the full-text index and fills it again from the texts, in one transaction. */
export function rebuildIndex(database: Database): void {
  database.transaction(() => {
    database.exec(`DROP TABLE IF EXISTS find; DELETE FROM term; ${FIND_TABLE}`);
    const index = createTextIndex(database);
    for (
      const { sort_key, text } of database.each<{ sort_key: number; text: string }>(
        "SELECT sort_key, text FROM message ORDER BY sort_key",
      )
    ) index.add(sort_key, text);
  });
}
