import type { Archive } from "../directory.ts";
import { sortKeyTime } from "../sort-key.ts";

/** Somebody who wrote messages. */
export interface Writer {
  readonly id: string;
  /** As last seen. */
  readonly name: string | null;
  readonly isBot: boolean;
  readonly messages: number;
  /** Unix milliseconds, to the second. */
  readonly lastMs: number;
}

/** Who wrote in some chats, by their rows; who wrote most comes first. */
export type People = (chats: readonly number[]) => readonly Writer[];

interface Count {
  readonly chat: number;
  readonly sender: number;
  readonly messages: number;
  readonly last: number;
}

/** Counts messages by people. All are looked at once, and again when somebody changes the archive. */
export function createPeople({ database }: Archive): People {
  let version: number | undefined;
  let counts: readonly Count[] = [];
  return (chats) => {
    const now = database.get<{ data_version: number }>("PRAGMA data_version")?.data_version;
    if (now !== version) {
      counts = database.all<Count>(
        `SELECT chat, sender, count(*) AS messages, max(sort_key) AS last FROM message
          WHERE upper IS NULL AND sender IS NOT NULL GROUP BY chat, sender`,
      );
      version = now;
    }
    const wanted = new Set(chats);
    const bySender = Map.groupBy(counts.filter(({ chat }) => wanted.has(chat)), ({ sender }) => sender);
    return [...bySender].flatMap(([sender, own]) => {
      const person = database.get<{ id: string; name: string | null; kind: string }>(
        "SELECT id, name, kind FROM person WHERE n = ?",
        sender,
      );
      const messages = own.reduce((sum, one) => sum + one.messages, 0);
      const lastMs = sortKeyTime(Math.max(...own.map(({ last }) => last)));
      return person === undefined
        ? []
        : { ...{ id: person.id, name: person.name, isBot: person.kind === "app" }, messages, lastMs };
    }).sort((a, b) => b.messages - a.messages || b.lastMs - a.lastMs);
  };
}
