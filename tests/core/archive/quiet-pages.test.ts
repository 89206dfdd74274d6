import type { Database } from "../../../core/archive/database.ts";
import { createQuietPages } from "../../../core/archive/sync/quiet-pages.ts";
import { assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** A database that counts its transactions, and may be full. */
function counting(isFull = false) {
  const sizes: number[] = [];
  let works = 0;
  const database = {
    transaction(work: () => void) {
      works = 0;
      work();
      if (isFull) throw new Error("full");
      sizes.push(works);
    },
  } as unknown as Database;
  return { database, sizes, work: () => void works++ };
}

describe("createQuietPages()", () => {
  it("writes pages at once when every list under way waits, and none is held when one of them ends", async () => {
    const { database, sizes, work } = counting();
    const quiet = createQuietPages(database);
    for (let n = 0; n < 3; n++) quiet.begin();
    const written = [quiet.write(work), quiet.write(work)];
    assertEquals(sizes, []);
    quiet.end();
    await Promise.all(written);
    assertEquals(sizes, [2]);
    quiet.end();
    await quiet.write(work);
    assertEquals(sizes, [2, 1]);
  });

  it("writes what waits when asked to, and nothing where nothing waits", async () => {
    const { database, sizes, work } = counting();
    const quiet = createQuietPages(database);
    for (let n = 0; n < 3; n++) quiet.begin();
    const written = quiet.write(work);
    quiet.flush();
    quiet.flush();
    await written;
    assertEquals(sizes, [1]);
  });

  it("fails each list whose page could not be written", async () => {
    const { database, work } = counting(true);
    const quiet = createQuietPages(database);
    for (let n = 0; n < 2; n++) quiet.begin();
    const written = [quiet.write(work), quiet.write(work)];
    for (const one of written) await assertRejects(() => one, Error, "full");
  });
});
