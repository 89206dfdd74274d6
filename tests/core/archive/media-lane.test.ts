import type { Value } from "../../../core/archive/database.ts";
import { waitingFiles } from "../../../core/archive/sync/media-lane.ts";
import { inArchive, textRecord, watchedDatabase } from "../../support/archives.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const picture = (n: number) =>
  textRecord(n, "", { msg_type: "image", body: { content: `{"image_key":"img_${n}"}` } });

describe("waitingFiles()", () => {
  it("names those of the newest messages first", () =>
    inArchive(({ archive: { database }, write }) => {
      write([picture(1), textRecord(2, "text"), picture(3), picture(4)]);
      database.run("UPDATE resource SET state = 'saved' WHERE key = 'img_4'");
      assertEquals(waitingFiles(database, "1", "1", 9).map(({ key }) => key), ["img_3", "img_1"]);
      assertEquals(waitingFiles(database, "2", "1", 9), []);
    }));

  it("reads nothing else, however many messages there are", () =>
    inArchive(({ archive: { database }, write }) => {
      write([picture(1), textRecord(2, "text")]);
      const asked = new Map<string, readonly Value[]>();
      waitingFiles(watchedDatabase(database, asked), "1", "1", 9);
      const plan = [...asked].flatMap(([sql, values]) =>
        database.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...values).map(({ detail }) => detail)
      );
      assertEquals(plan, [
        "SCAN r USING INDEX resource_wanted",
        "SEARCH m USING INTEGER PRIMARY KEY (rowid=?)",
      ]);
    }));
});
