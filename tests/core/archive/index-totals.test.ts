import { indexTotals } from "../../../core/archive/index-totals.ts";
import { inArchive, textRecord } from "../../support/archives.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("indexTotals()", () => {
  it("knows how many messages and characters the index holds, after changes too", () =>
    inArchive(({ archive: { database }, write }) => {
      const texts = Array.from({ length: 300 }, (_, n) => `${"缓存 👍 ".repeat(n % 50)}${n}`);
      write(texts.map((text, n) => textRecord(n, text)));
      write([textRecord(7, "edited", { updated: true, update_time: "1" })], 2);
      texts[7] = "edited";
      const characters = texts.reduce((sum, text) => sum + [...text].length, 0);
      assertEquals(indexTotals(database), { entries: 300, characters });
    }));
});
