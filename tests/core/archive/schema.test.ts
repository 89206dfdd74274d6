import { prepareSchema, SCHEMA_VERSION, STEPS } from "../../../core/archive/schema.ts";
import { inArchive, textRecord } from "../../support/archives.ts";
import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("prepareSchema()", () => {
  const cases = [
    ["a step that works", "ALTER TABLE person ADD COLUMN note TEXT", SCHEMA_VERSION + 1],
    ["a step that fails", "DELETE FROM message; SELECT * FROM no_such_table", SCHEMA_VERSION],
  ] as const;
  for (const [what, step, version] of cases) {
    it(`keeps a copy and all rows of an older archive: ${what}`, () =>
      inArchive(({ archive: { database, path }, write }) => {
        write([textRecord(1, "kept")]);
        const copies: number[] = [];
        const prepare = () => prepareSchema(database, path, (old) => copies.push(old), [...STEPS, step]);
        if (version === SCHEMA_VERSION) assertThrows(prepare);
        else prepare();
        assertEquals(copies, [SCHEMA_VERSION]);
        assertEquals(database.get<{ user_version: number }>("PRAGMA user_version")?.user_version, version);
        assertEquals(database.get<{ text: string }>("SELECT text FROM message")?.text, "kept");
      }));
  }
});
