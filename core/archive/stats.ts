import type { Database } from "./database.ts";

/** What an archive holds. */
export interface Stats {
  readonly messages: number;
  readonly versions: number;
  readonly recalled: number;
  readonly missing: number;
  readonly threads: number;
  readonly people: number;
  readonly gaps: number;
  readonly media: { readonly files: number; readonly bytes: number; readonly open: number };
  readonly runs: number;
  readonly chats: readonly ChatStats[];
}

/** What it holds of a chat. */
export interface ChatStats {
  readonly chat_id: string;
  readonly name: string | null;
  readonly mode: string;
  readonly messages: number;
  /** Unix milliseconds of its first and last message. */
  readonly firstMs: number | null;
  readonly lastMs: number | null;
}

/** Counts what an archive holds. */
export function readStats(database: Database): Stats {
  const count = (sql: string) =>
    database.get<{ count: number }>(`SELECT count(*) AS count FROM ${sql}`)?.count ?? 0;
  const media = database.get<{ files: number; bytes: number | null }>(
    "SELECT count(*) AS files, sum(bytes) AS bytes FROM media",
  );
  return {
    messages: count("message"),
    versions: count("version"),
    recalled: count("message WHERE state = 'recalled'"),
    missing: count("message WHERE missing_since IS NOT NULL"),
    threads: count("thread"),
    people: count("person"),
    gaps: count("gap"),
    media: {
      files: media?.files ?? 0,
      bytes: media?.bytes ?? 0,
      open: count("resource WHERE state = 'wanted'"),
    },
    runs: count("run"),
    chats: database.all<ChatStats>(
      `SELECT c.chat_id, c.name, c.mode, count(m.seq) AS messages, min(m.created_ms) AS firstMs,
          max(m.created_ms) AS lastMs
        FROM chat c LEFT JOIN message m ON m.chat = c.n AND m.upper IS NULL GROUP BY c.n ORDER BY lastMs DESC`,
    ),
  };
}
