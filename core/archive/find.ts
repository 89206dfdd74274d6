/**
 * Chats and people of an archive by id or name.
 *
 * @module
 */

import { invalidInput } from "../failure.ts";
import { phrase } from "../text/phrase.ts";
import type { Database } from "./database.ts";
import { normalizeText } from "./search-text.ts";

interface Named {
  readonly n: number;
  readonly name: string | null;
}

/**
 * Rows of the chats with an id or a name.
 *
 * @param key the input that names them
 * @throws {Failure} exit 2 where the archive knows none
 */
export function findChats(database: Database, given: string, key = "query"): readonly number[] {
  const byId = database.all<Named>("SELECT n, name FROM chat WHERE chat_id = ?", given);
  if (byId.length > 0) return byId.map(({ n }) => n);
  return named("chat", key, given, database.all<Named>("SELECT n, name FROM chat WHERE name IS NOT NULL"));
}

/** Rows of the people with an id, or a name that they had; see `findChats`. */
export function findPeople(database: Database, given: string, key = "query"): readonly number[] {
  const byId = database.all<Named>("SELECT n, name FROM person WHERE id = ?", given);
  if (byId.length > 0) return byId.map(({ n }) => n);
  return named("person", key, given, database.all<Named>("SELECT person AS n, name FROM person_name"));
}

function named(what: string, key: string, given: string, rows: readonly Named[]): readonly number[] {
  const wanted = normalizeText(given).trim();
  const found = rows.filter(({ name }) => normalizeText(name ?? "").trim() === wanted);
  if (found.length > 0) return found.map(({ n }) => n);
  const near = rows.map(({ name }) => name ?? "").filter((name) => normalizeText(name).includes(wanted));
  throw invalidInput(
    key,
    phrase`the archive knows no ${what} "${given}"`,
    near.length === 0
      ? phrase`give an id, or a name as it is in the archive: ${{ action: "archive/stats" }}`
      : phrase`there is ${[...new Set(near)].slice(0, 5).map((name) => `"${name}"`).join(", ")}`,
  );
}

/**
 * The id of the one chat with an id or a name.
 *
 * @throws {Failure} exit 2 where there is none, or more than one
 */
export function oneChat(database: Database, given: string, key: string): string {
  return one("chat_id", "chat", database, findChats(database, given, key), given, key);
}

/** The id of the one person with an id or a name; see `oneChat`. */
export function onePerson(database: Database, given: string, key: string): string {
  return one("id", "person", database, [...new Set(findPeople(database, given, key))], given, key);
}

function one(
  column: "chat_id" | "id",
  table: "chat" | "person",
  database: Database,
  rows: readonly number[],
  given: string,
  key: string,
): string {
  const ids = rows.map((n) =>
    database.get<{ id: string }>(`SELECT ${column} AS id FROM ${table} WHERE n = ?`, n)?.id ?? ""
  );
  const [first] = ids;
  if (first !== undefined && ids.length === 1) return first;
  throw invalidInput(
    key,
    phrase`${String(ids.length)} have the name "${given}"`,
    phrase`give the id: ${ids.slice(0, 10).join(", ")}`,
  );
}
