import { type Database, isDamage, openDatabase } from "../../../core/archive/database.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const COUNT = 2_000;

const inDatabase = (use: (database: Database, path: string) => Promise<void>) =>
  inTemporaryDirectory(async (directory) => {
    const path = join(directory, "rows.db");
    const database = await openDatabase(path, { readOnly: false });
    database.exec("CREATE TABLE one(n INTEGER PRIMARY KEY, text TEXT, kind INTEGER)");
    database.transaction(() => {
      for (let n = 1; n <= COUNT; n++) {
        database.run("INSERT INTO one VALUES(?, ?, ?)", n, `row ${n} ${"x".repeat(50)}`, n % 3);
      }
    });
    try {
      await use(database, path);
    } finally {
      database.close();
    }
  });

describe("each", () => {
  it("yields all rows in the order of the statement, with parameters that are numbered or not", () =>
    inDatabase((database) => {
      const read = (sql: string, ...values: readonly number[]) =>
        [...database.each<{ n: number }>(sql, ...values)].map(({ n }) => n);
      assertEquals(read("SELECT n FROM one WHERE n > ? AND n <= ? ORDER BY n DESC", 3, 6), [6, 5, 4]);
      assertEquals(read("SELECT n FROM one WHERE n > ?1 AND n - ?1 < ? ORDER BY n LIMIT 2", 3, 9), [4, 5]);
      assertEquals(read("SELECT n FROM one WHERE kind = ? ORDER BY text, n", 1).length, 667);
      assertEquals(read("SELECT n FROM one WHERE n < 0"), []);
      return Promise.resolve();
    }));

  it("fails where a page is damaged, and does not end as if there were no more rows", () =>
    inDatabase(async (database, path) => {
      const pages = database.all<{ pageno: number }>(
        "SELECT pageno FROM dbstat WHERE name = 'one' ORDER BY pageno",
      );
      const at = ((pages[Math.floor(pages.length / 2)]?.pageno ?? 0) - 1) * 4096;
      const bytes = await Deno.readFile(path);
      await Deno.writeFile(path, bytes.fill(0xa5, at, at + 4096));
      const damaged = await openDatabase(path, { readOnly: true });
      try {
        let count = 0;
        const error = assertThrows(() => {
          for (const _ of damaged.each("SELECT * FROM one")) count++;
        });
        assert(isDamage(error) && count > 0 && count < COUNT, `${count} rows, ${error}`);
      } finally {
        damaged.close();
      }
    }));
});
