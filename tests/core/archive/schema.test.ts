import { parseQuery } from "../../../core/archive/query.ts";
import { hasIndex, prepareSchema, SCHEMA_VERSION, STEPS } from "../../../core/archive/schema.ts";
import { search } from "../../../core/archive/search.ts";
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

  it("gives an archive of the first schema the index of this one", () =>
    inArchive(({ archive: { database, path }, write }) => {
      write([textRecord(1, "请先清空 cache"), textRecord(2, "other")]);
      database.exec(`DROP TABLE find; PRAGMA user_version = 1;
        DROP INDEX resource_wanted;
        CREATE INDEX resource_open ON resource(state) WHERE state = 'wanted';
        CREATE TABLE term(term TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
        CREATE VIRTUAL TABLE find USING fts5(text, content='', contentless_delete=1, tokenize='ascii')`);
      const found = () =>
        search(database, parseQuery("空 ca", 0), { order: "newest", limit: 9 }).hits.map(({ seq }) => seq);
      // Before it is written to, every text is looked at.
      assertEquals(hasIndex(database), false);
      assertEquals(found(), [1]);
      prepareSchema(database, path, () => {});
      assertEquals(hasIndex(database), true);
      assertEquals(found(), [1]);
      assertEquals(database.all("SELECT rowid FROM find").length, 2);
    }));
});
