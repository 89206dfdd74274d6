/**
 * Archives made without a service: what a test puts in is what it knows to be in.
 *
 * @module
 */

import type { Database, Value } from "../../core/archive/database.ts";
import { openForWriting, type WritableArchive } from "../../core/archive/directory.ts";
import { createMessageWriter, type Written } from "../../core/archive/message-writer.ts";
import type { JsonObject } from "../../core/json/json.ts";
import { inTemporaryDirectory } from "./files.ts";
import { fakeWorld } from "./fake-world.ts";

/** 2026-05-20T01:00:00Z, Unix milliseconds: when the first message of a test was sent. */
export const FIRST_TIME = 1_779_238_800_000;

/** An archive with one chat and one run. */
export interface TestArchive {
  readonly archive: WritableArchive;
  /** Writes records as one page. */
  write(records: readonly JsonObject[], run?: number): readonly Written[];
}

/** Makes an archive for one test. */
export async function inArchive<T>(use: (test: TestArchive) => T | Promise<T>): Promise<T> {
  return await inTemporaryDirectory(async (directory) => {
    const world = fakeWorld({ cwd: directory });
    const archive = await openForWriting(world, { inputKey: "output", path: "archive", readme: "" });
    const { database, packer } = archive;
    database.run(
      "INSERT INTO run(started, state, identity) VALUES(1, 'running', 'user'), (2, 'running', 'user')",
    );
    database.run("INSERT INTO chat(chat_id, mode, first_run, last_run) VALUES('oc_one', 'group', 1, 1)");
    const writer = createMessageWriter(database, packer);
    try {
      return await use({
        archive,
        write: (records, run = 1) =>
          database.transaction(() => writer.write(records, { run, chat: 1, kind: "list" })),
      });
    } finally {
      archive.close();
    }
  });
}

/** A text message as the service sends it. */
export function textRecord(n: number, text: string, more: JsonObject = {}): JsonObject {
  return {
    message_id: `om_${n}`,
    msg_type: "text",
    create_time: String(FIRST_TIME + n * 1000),
    chat_id: "oc_one",
    sender: { id: "ou_ana", sender_type: "user", sender_name: "Ana" },
    body: { content: JSON.stringify({ text }) },
    ...more,
  };
}

/** A database that remembers what it is asked. */
export function watchedDatabase(database: Database, asked: Map<string, readonly Value[]>): Database {
  return {
    ...database,
    get: <R>(sql: string, ...values: readonly Value[]) => {
      asked.set(sql, values);
      return database.get<R>(sql, ...values);
    },
    all: <R>(sql: string, ...values: readonly Value[]) => {
      asked.set(sql, values);
      return database.all<R>(sql, ...values);
    },
    each: <R>(sql: string, ...values: readonly Value[]) => {
      asked.set(sql, values);
      return database.each<R>(sql, ...values);
    },
  };
}

/** Writes nonsense over leaves of a table or index, of those in the middle of its pages as many as wanted. */
export async function damageLeaves(file: string, name: string, count = 1): Promise<void> {
  const PAGE = 4096;
  const { DatabaseSync } = await import("node:sqlite");
  const database = new DatabaseSync(file, { readOnly: true });
  const pages = database.prepare(
    "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY pageno",
  ).all(name);
  database.close();
  const bytes = await Deno.readFile(file);
  for (let n = 1; n <= count; n++) {
    const page = Number(pages[Math.floor(pages.length * n / (count + 1))]?.["pageno"]);
    bytes.fill(0xa5, (page - 1) * PAGE, page * PAGE);
  }
  await Deno.writeFile(file, bytes);
}
