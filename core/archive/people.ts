import type { Database } from "./database.ts";

/** Ids that are kept at hand. */
const MAX_KNOWN = 20_000;

/** The people and apps of an archive. */
export interface People {
  /** The row of a person, made where it is missing; a name that changed is kept beside the earlier ones. */
  idOf(run: number, id: string, kind: string, name: string | undefined): number;
}

/** Keeps people. */
export function createPeople(database: Database): People {
  const known = new Map<string, { readonly n: number; readonly name: string | null }>();
  return {
    idOf(run, id, kind, name) {
      const cached = known.get(id);
      if (cached !== undefined && (name === undefined || cached.name === name)) return cached.n;
      database.run("INSERT OR IGNORE INTO person(id, kind, name) VALUES(?, ?, ?)", id, kind, name ?? null);
      const row = database.get<{ n: number; name: string | null }>(
        "SELECT n, name FROM person WHERE id = ?",
        id,
      );
      if (row === undefined) throw new TypeError("a person that was just written is missing");
      if (name !== undefined) {
        database.run("UPDATE person SET name = ? WHERE n = ?", name, row.n);
        database.run(
          `INSERT INTO person_name(person, name, first_run, last_run) VALUES(?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET last_run = excluded.last_run`,
          ...[row.n, name, run, run],
        );
      }
      if (known.size >= MAX_KNOWN) known.clear();
      known.set(id, { n: row.n, name: name ?? row.name });
      return row.n;
    },
  };
}

/** The name of a person or app as last seen. */
export function nameOfPerson(database: Database, id: string): string | undefined {
  return database.get<{ name: string | null }>("SELECT name FROM person WHERE id = ?", id)?.name ?? undefined;
}
