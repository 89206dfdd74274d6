import type { Database } from "./database.ts";

/** Facts about an archive as a whole. */
export type MetaKey = "brand" | "host" | "index" | "shift";

/** A fact; `undefined` where nobody wrote it. */
export function readMeta(database: Database, key: MetaKey): string | undefined {
  return database.get<{ value: string }>("SELECT value FROM meta WHERE key = ?", key)?.value;
}

/** Writes a fact. */
export function writeMeta(database: Database, key: MetaKey, value: string): void {
  database.run(
    "INSERT INTO meta(key, value) VALUES(?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
    key,
    value,
  );
}
