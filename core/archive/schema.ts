/**
 * The tables of an archive and how older archives become newer ones. `application_id` and `user_version` say whose file
 * it is and which schema it has; each step from one version to the next is one transaction.
 *
 * @module
 */

import { Failure } from "../failure.ts";
import { phrase } from "../text/phrase.ts";
import { type Database, notAnArchive } from "./database.ts";
import { rebuildIndex } from "./rebuild-index.ts";

/** "IMAR". */
export const APPLICATION_ID = 0x494D4152;

/** One step from a version to the next: statements, or what takes more than statements. */
export type Step = string | ((database: Database) => void);

/** The version from which on the index holds pairs of characters. */
const PAIRS_SINCE = 2;

/** The steps: the first makes an archive, each further one changes it. */
export const STEPS: readonly Step[] = [
  `
  CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE run(id INTEGER PRIMARY KEY, started INTEGER NOT NULL, ended INTEGER, state TEXT NOT NULL,
    identity TEXT NOT NULL, summary TEXT) STRICT;

  CREATE TABLE chat(n INTEGER PRIMARY KEY, chat_id TEXT NOT NULL UNIQUE, mode TEXT NOT NULL, name TEXT,
    partner TEXT, first_run INTEGER NOT NULL, last_run INTEGER NOT NULL) STRICT;
  CREATE TABLE chat_snapshot(chat INTEGER NOT NULL REFERENCES chat(n), kind TEXT NOT NULL, run INTEGER NOT NULL,
    json TEXT NOT NULL, PRIMARY KEY(chat, kind, run)) STRICT, WITHOUT ROWID;
  CREATE TABLE coverage(chat INTEGER NOT NULL REFERENCES chat(n), from_ms INTEGER NOT NULL, to_ms INTEGER NOT NULL,
    run INTEGER NOT NULL, PRIMARY KEY(chat, from_ms)) STRICT, WITHOUT ROWID;

  CREATE TABLE person(n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, name TEXT) STRICT;
  CREATE TABLE person_name(person INTEGER NOT NULL REFERENCES person(n), name TEXT NOT NULL,
    first_run INTEGER NOT NULL, last_run INTEGER NOT NULL, PRIMARY KEY(person, name)) STRICT, WITHOUT ROWID;

  CREATE TABLE batch(id INTEGER PRIMARY KEY, run INTEGER NOT NULL, kind TEXT NOT NULL, count INTEGER NOT NULL,
    sha256 BLOB NOT NULL, gz BLOB NOT NULL) STRICT;
  CREATE TABLE message(seq INTEGER PRIMARY KEY, message_id TEXT NOT NULL UNIQUE, sort_key INTEGER NOT NULL UNIQUE,
    chat INTEGER NOT NULL REFERENCES chat(n), position INTEGER, thread INTEGER REFERENCES thread(n), root TEXT,
    parent TEXT, upper INTEGER, sender INTEGER REFERENCES person(n), created_ms INTEGER NOT NULL,
    updated_ms INTEGER, type TEXT NOT NULL, state TEXT NOT NULL, text TEXT NOT NULL, batch INTEGER NOT NULL,
    batch_index INTEGER NOT NULL, raw_sha BLOB NOT NULL, checked_run INTEGER NOT NULL, missing_since INTEGER) STRICT;
  CREATE INDEX message_chat ON message(chat, sort_key, upper);
  CREATE INDEX message_top ON message(chat, sort_key)
    WHERE upper IS NULL AND (thread IS NULL OR root IS NULL OR root = message_id);
  CREATE INDEX message_thread ON message(thread, sort_key) WHERE thread IS NOT NULL;
  CREATE INDEX message_upper ON message(upper) WHERE upper IS NOT NULL;
  CREATE TABLE version(message INTEGER NOT NULL REFERENCES message(seq), no INTEGER NOT NULL, seen_run INTEGER NOT NULL,
    replaced_run INTEGER NOT NULL, updated_ms INTEGER, state TEXT NOT NULL, text TEXT NOT NULL,
    batch INTEGER NOT NULL, batch_index INTEGER NOT NULL, raw_sha BLOB NOT NULL,
    PRIMARY KEY(message, no)) STRICT, WITHOUT ROWID;
  CREATE TABLE thread(n INTEGER PRIMARY KEY, thread_id TEXT NOT NULL UNIQUE, chat INTEGER NOT NULL REFERENCES chat(n),
    last_reply_ms INTEGER, checked_run INTEGER, state TEXT NOT NULL) STRICT;
  CREATE INDEX thread_chat ON thread(chat);

  CREATE TABLE reaction(message INTEGER NOT NULL REFERENCES message(seq), type TEXT NOT NULL, operator TEXT NOT NULL,
    reaction_id TEXT, at_ms INTEGER, first_run INTEGER NOT NULL, removed_run INTEGER,
    PRIMARY KEY(message, type, operator)) STRICT, WITHOUT ROWID;
  CREATE TABLE reaction_count(message INTEGER NOT NULL REFERENCES message(seq), type TEXT NOT NULL,
    count INTEGER NOT NULL, run INTEGER NOT NULL, PRIMARY KEY(message, type)) STRICT, WITHOUT ROWID;

  CREATE TABLE resource(message INTEGER NOT NULL REFERENCES message(seq), key TEXT NOT NULL, kind TEXT NOT NULL,
    name TEXT, state TEXT NOT NULL, media BLOB, bytes INTEGER, chat INTEGER NOT NULL, sort_key INTEGER NOT NULL,
    PRIMARY KEY(message, key)) STRICT, WITHOUT ROWID;
  CREATE INDEX resource_saved ON resource(chat, sort_key) WHERE media IS NOT NULL;
  CREATE INDEX resource_key ON resource(key);
  CREATE INDEX resource_open ON resource(state) WHERE state = 'wanted';
  CREATE TABLE media(sha256 BLOB PRIMARY KEY, bytes INTEGER NOT NULL, extension TEXT NOT NULL, mime TEXT NOT NULL,
    first_run INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE forgotten(sha256 BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
  CREATE TABLE task(kind TEXT NOT NULL, id INTEGER NOT NULL, chat INTEGER NOT NULL, PRIMARY KEY(kind, id))
    STRICT, WITHOUT ROWID;
  CREATE TABLE gap(kind TEXT NOT NULL, chat TEXT NOT NULL, item TEXT NOT NULL, code INTEGER, reason TEXT NOT NULL,
    first_run INTEGER NOT NULL, last_run INTEGER NOT NULL, tries INTEGER NOT NULL, final INTEGER NOT NULL,
    PRIMARY KEY(kind, chat, item)) STRICT, WITHOUT ROWID;

  CREATE VIRTUAL TABLE find USING fts5(text, content='', contentless_delete=1, tokenize='ascii');
  CREATE TABLE term(term TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  `,
  (database) => {
    database.exec(`DROP TABLE term;
      DROP INDEX resource_open;
      CREATE INDEX resource_wanted ON resource(sort_key) WHERE state = 'wanted'`);
    rebuildIndex(database);
  },
];

/** The schema that this program writes. */
export const SCHEMA_VERSION = STEPS.length;

/**
 * Makes the tables of a new archive, or brings those of an older one up to date.
 *
 * @param keepCopy keeps a copy of the file before it is changed
 * @throws {Failure} exit 2 where the file is not an archive, or was made by a newer program.
 */
export function prepareSchema(
  database: Database,
  path: string,
  keepCopy: (version: number) => void,
  steps = STEPS,
): void {
  const version = checkSchema(database, path);
  if (version === steps.length) return;
  if (version > 0) keepCopy(version);
  for (const [index, step] of steps.entries()) {
    if (index < version) continue;
    // Freed pages are given back; this must come before the first table.
    if (index === 0) database.exec("PRAGMA auto_vacuum = incremental");
    database.transaction(() => {
      if (typeof step === "string") database.exec(step);
      else step(database);
      database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
      database.exec(`PRAGMA user_version = ${index + 1}`);
    });
  }
}

/** Whether the index is the one that this program searches; an older archive gets it when it is next written to. */
export function hasIndex(database: Database): boolean {
  const { user_version = 0 } = database.get<{ user_version: number }>("PRAGMA user_version") ?? {};
  return user_version >= PAIRS_SINCE;
}

/**
 * The version of an archive's schema; 0 for an empty file.
 *
 * @throws {Failure} exit 2 where the file is somebody else's, or newer than the program.
 */
export function checkSchema(database: Database, path: string): number {
  const id = database.get<{ application_id: number }>("PRAGMA application_id")?.application_id ?? 0;
  const version = database.get<{ user_version: number }>("PRAGMA user_version")?.user_version ?? 0;
  const tables = database.get<{ count: number }>("SELECT count(*) AS count FROM sqlite_schema")?.count ?? 0;
  if (id === 0 && version === 0 && tables === 0) return 0;
  if (id !== APPLICATION_ID) throw notAnArchive(path, "is the database of another program");
  if (version > SCHEMA_VERSION) throw newerFailure(path, version);
  return version;
}

function newerFailure(path: string, version: number): Failure {
  return new Failure({
    type: "validation",
    subtype: "failed_precondition",
    message:
      phrase`the archive "${path}" has schema ${version}, and this program knows schemas up to ${SCHEMA_VERSION}`,
    hint: phrase`a newer program made it: get that with ${{ action: "upgrade" }}`,
    path,
  });
}
