import { fakeClock, fakeWorld } from "../../support/fake-world.ts";
import { rejectionOf } from "../detail-of.ts";
import { BYTES, inDirectory, leaveHundred, namesIn, OBJECT, PART, RECORD } from "./partial-scene.ts";
import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

describe("the record of a partial file", () => {
  it("is not written before anything is known or there", () =>
    inDirectory(async (directory, open) => {
      const partial = await open();
      partial.write(0, BYTES);
      await partial.saveRecord("now");
      assertEquals(await namesIn(directory), [PART]);
      await partial.close("remove");
    }));

  it("is replaced in one step: a failed one leaves the old one", () => {
    let failing = false;
    const rename: typeof Deno.rename = (from, to) =>
      failing ? Promise.reject(new Error("disk trouble")) : Deno.rename(from, to);
    return inDirectory(async (directory, open) => {
      const partial = await open();
      partial.describe(OBJECT);
      partial.write(0, BYTES);
      await partial.saveRecord("now");
      const before = await Deno.readTextFile(join(directory, RECORD));
      failing = true;
      partial.describe({ ...OBJECT, total: 2000 });
      assertEquals((await rejectionOf(() => partial.saveRecord("now"))).subtype, "file_io");
      assertEquals(await Deno.readTextFile(join(directory, RECORD)), before);
      await partial.close("keep");
    }, fakeWorld({ files: { ...Deno, rename } }));
  });

  it("grows by a line with each save", () =>
    inDirectory(async (directory, open) => {
      const partial = await open();
      partial.describe(OBJECT);
      for (const offset of [0, 100, 300]) {
        partial.write(offset, BYTES);
        await partial.saveRecord("now");
      }
      const [, ...further] = (await Deno.readTextFile(join(directory, RECORD))).split("\n");
      assertEquals(further, ["[[0,199]]", "[[0,199],[300,399]]", ""]);
      await partial.close("keep");
      const again = await open();
      assertEquals(again.done(), [{ start: 0, end: 199 }, { start: 300, end: 399 }]);
      await again.close("remove");
    }));

  it("is due after a mebibyte, or after a while", () => {
    const clock = fakeClock();
    return inDirectory(async (directory, open) => {
      const lines = async () =>
        (await Deno.readTextFile(join(directory, RECORD)).catch(() => "")).split("\n").length - 1;
      const partial = await open();
      partial.describe(OBJECT);
      partial.write(0, BYTES);
      await partial.saveRecord("due");
      assertEquals(await lines(), 0);
      partial.write(0, new Uint8Array(1024 * 1024));
      await partial.saveRecord("due");
      assertEquals(await lines(), 1);
      partial.write(1024 * 1024, BYTES);
      await partial.saveRecord("due");
      assertEquals(await lines(), 1);
      await clock.advance(200);
      await partial.saveRecord("due");
      assertEquals(await lines(), 2);
      await partial.close("remove");
    }, fakeWorld({ clock }));
  });

  it("does not follow a link that lies in wait at its temporary name", () =>
    inDirectory(async (directory, open) => {
      await Deno.writeTextFile(join(directory, "victim"), "precious");
      await Deno.symlink("victim", join(directory, `${RECORD}.tmp`));
      await leaveHundred(open);
      assertEquals(await Deno.readTextFile(join(directory, "victim")), "precious");
    }));
});
