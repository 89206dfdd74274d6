import { indexTotals } from "../../../core/archive/index-totals.ts";
import { inArchive, textRecord } from "../../support/archives.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("indexTotals()", () => {
  it("knows how many messages and characters the index holds", () =>
    inArchive(({ archive: { database }, write }) => {
      const texts = Array.from({ length: 300 }, (_, n) => `${"缓存 👍 ".repeat(n % 50)}${n}`);
      write(texts.map((text, n) => textRecord(n, text)));
      const characters = texts.reduce((sum, text) => sum + [...text].length, 0);
      assertEquals(indexTotals(database), { entries: 300, characters });
    }));
});
