/**
 * The database of an archive, with the few calls that all supported runtimes have. It is loaded when an archive is
 * opened, and by nothing else.
 *
 * @module
 */

import { Failure } from "../failure.ts";
import { type Phrase, phrase } from "../text/phrase.ts";

/** A value of a column. Integers beyond 2^53 do not occur. */
export type Value = string | number | bigint | null | Uint8Array;

/** An open database. Rows are as the statement names their columns. */
export interface Database {
  /** Runs statements that answer nothing. */
  exec(sql: string): void;
  /** Runs a statement; answers with the number of rows that it changed. */
  run(sql: string, ...values: readonly Value[]): number;
  /** The first row. */
  get<R>(sql: string, ...values: readonly Value[]): R | undefined;
  all<R>(sql: string, ...values: readonly Value[]): readonly R[];
  /** Row by row, without holding all of them. */
  each<R>(sql: string, ...values: readonly Value[]): IterableIterator<R>;
  /** Runs work that is kept whole or not at all. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/** Read from a database, a text ends at its first NUL: what is behind it would be lost. */
export function readableText(text: string): string {
  return text.replaceAll("\0", "\uFFFD");
}

/** How long a statement waits for another process, milliseconds. */
export const BUSY_TIMEOUT = 5_000;

/** What the person can do, by what the database says. */
const PROBLEMS: readonly (readonly [pattern: RegExp, subtype: string, hint: Phrase])[] = [
  [/disk is full/, "file_io", "free some space, then run the same command again: what was archived is kept"],
  [
    /disk I\/O error|locking protocol/,
    "file_io",
    "the disk or file system failed: an archive needs one with locks and shared memory, which many network drives lack",
  ],
  [/readonly database/, "file_io", "make the directory and its files writable"],
  [
    /unable to open/,
    "file_io",
    "check its permissions; on a read-only disk, an archive whose last run was killed cannot be read: copy it first",
  ],
  [
    /database is locked|is busy/,
    "storage",
    "another process is writing: wait until it has finished; if there is none, the file system has no locks",
  ],
];

/**
 * Opens a database file.
 *
 * @throws {Failure} `validation`/`failed_precondition` where the file is no database; `internal` where it cannot be used.
 */
export async function openDatabase(
  path: string,
  { readOnly }: { readonly readOnly: boolean },
): Promise<Database> {
  const { DatabaseSync } = await import("node:sqlite");
  return guarded(path, () => {
    const database = new DatabaseSync(path, { readOnly });
    database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT}`);
    return wrap(path, database);
  });
}

/** The calls in use, with their types. */
interface Connection {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}

interface Statement {
  run(...values: readonly Value[]): { readonly changes: number | bigint };
  get(...values: readonly Value[]): unknown;
  all(...values: readonly Value[]): unknown[];
  iterate(...values: readonly Value[]): IterableIterator<unknown>;
}

function wrap(path: string, connection: Connection): Database {
  const statements = new Map<string, Prepared>();
  const prepared = (sql: string): Prepared => {
    const known = statements.get(sql) ?? guarded(path, () => prepare(connection, sql));
    statements.set(sql, known);
    return known;
  };
  const database: Database = {
    exec: (sql) => guarded(path, () => connection.exec(sql)),
    run(sql, ...values) {
      const { statement, bind } = prepared(sql);
      return guarded(path, () => Number(statement.run(...bind(values)).changes));
    },
    get<R>(sql: string, ...values: readonly Value[]) {
      const { statement, bind } = prepared(sql);
      return guarded(path, () => statement.get(...bind(values)) as R | undefined);
    },
    all<R>(sql: string, ...values: readonly Value[]) {
      const { statement, bind } = prepared(sql);
      return guarded(path, () => statement.all(...bind(values)) as R[]);
    },
    // A statement of its own: the loop's body may run the same one.
    *each<R>(sql: string, ...values: readonly Value[]) {
      const { statement, bind } = guarded(path, () => prepare(connection, withEnd(sql)));
      const rows = guarded(path, () => statement.iterate(...bind(values)));
      let isWhole = false;
      try {
        while (true) {
          const { done, value } = guarded(path, () => rows.next());
          if (done === true) break;
          isWhole = isEnd(value);
          if (!isWhole) yield value as R;
        }
      } finally {
        // A statement that is under way keeps showing what was there when it began.
        rows.return?.();
      }
      if (isWhole) return;
      // Asking once more brings the error.
      database.get(`SELECT count(*) FROM (${sql})`, ...values);
      throw damagedFailure(path, "reading ended half-way");
    },
    transaction(work) {
      database.exec("BEGIN IMMEDIATE");
      try {
        const result = work();
        database.exec("COMMIT");
        return result;
      } catch (error) {
        // A full disk may have ended the transaction already.
        try {
          connection.exec("ROLLBACK");
        } catch { /* there is none */ }
        throw error;
      }
    },
    close: () => connection.close(),
  };
  return database;
}

/** A statement, and its values in the order in which it takes them. */
interface Prepared {
  readonly statement: Statement;
  bind(values: readonly Value[]): readonly Value[];
}

/** Numbered parameters (`?1`) are spelled out: Deno 2.4 counts each time that one stands in a statement. */
function prepare(connection: Connection, sql: string): Prepared {
  const numbers: number[] = [];
  const plain = withNumbers(sql).replace(/\?(\d+)/g, (_, number: string) => {
    numbers.push(Number(number));
    return "?";
  });
  const statement = connection.prepare(plain);
  return { statement, bind: (values) => numbers.map((number) => values[number - 1] ?? null) };
}

/** Marks the row behind the last one. */
const END = "is_end";

/** The runtimes end a loop over rows silently where reading fails, so each loop has a last row of its own. */
function withEnd(sql: string): string {
  const numbered = withNumbers(sql);
  return `SELECT q.*, 0 AS ${END} FROM (SELECT * FROM (${numbered}) LIMIT -1 OFFSET 0) q
    UNION ALL SELECT q.*, 1 FROM (SELECT 1) LEFT JOIN (SELECT * FROM (${numbered}) LIMIT 0) q`;
}

function isEnd(row: unknown): boolean {
  return typeof row === "object" && row !== null && END in row && row[END] === 1;
}

/** Parameters with their numbers, so that the same ones can stand in a statement twice. */
function withNumbers(sql: string): string {
  let most = 0;
  return sql.replace(/\?(\d*)/g, (_, number: string) => {
    const own = number === "" ? most + 1 : Number(number);
    most = Math.max(most, own);
    return `?${own}`;
  });
}

function guarded<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw databaseFailure(path, error);
  }
}

/** Turns an error of the database into a failure with its path, and what to do. */
export function databaseFailure(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error) || error.code !== "ERR_SQLITE_ERROR") return error;
  const { message } = error;
  if (/not a database/.test(message)) return notAnArchive(path, "is not a database");
  if (/malformed|database corruption|vtable constructor failed/.test(message)) {
    return damagedFailure(path, message, error);
  }
  const known = PROBLEMS.find(([pattern]) => pattern.test(message));
  // Anything else is a mistake of ours, and is reported as one.
  if (known === undefined) return error;
  const [, subtype, hint] = known;
  return new Failure({
    type: "internal",
    subtype,
    message: phrase`could not use the archive "${path}": ${message}`,
    hint,
    path,
  }, error);
}

/** The file is there, and is nothing that an archive could be continued from. */
export function notAnArchive(path: string, problem: string): Failure {
  return new Failure({
    type: "validation",
    subtype: "failed_precondition",
    message: phrase`"${path}" ${problem}, so it is no archive`,
    hint: "give another directory; this one is left as it is",
    path,
  });
}

/** Whether an error says that a part of the file cannot be read. */
export function isDamage(error: unknown): boolean {
  return error instanceof Failure && error.detail.subtype === DAMAGED;
}

const DAMAGED = "damaged";

/** The file is an archive, and cannot be read. */
export function damagedFailure(path: string, problem: string, cause?: unknown): Failure {
  return new Failure({
    type: "internal",
    subtype: DAMAGED,
    message: phrase`the archive "${path}" is damaged: ${problem}`,
    hint: phrase`have it written again from what can be read: ${{
      action: "archive/verify",
      inputs: { repair: true },
    }}`,
    path,
  }, cause);
}
