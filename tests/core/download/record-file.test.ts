import { createRecordFile } from "../../../core/download/record.ts";
import { pinDirectory } from "../../../core/pinned-directory.ts";
import { itOnUnix } from "../../support/bdd.ts";
import { fakeClock, fakeWorld } from "../../support/fake-world.ts";
import { rejectionOf } from "../detail-of.ts";
import {
  BYTES,
  inDirectory,
  leaveHundred,
  namesIn,
  OBJECT,
  PART,
  RECORD,
  RESOURCE,
} from "./partial-scene.ts";
import { assert, assertEquals } from "@std/assert";
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
    const renameSync: typeof Deno.renameSync = (from, to) => {
      if (failing) throw new Error("disk trouble");
      Deno.renameSync(from, to);
    };
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
    }, fakeWorld({ files: { ...Deno, renameSync } }));
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

  const hundred = (spans: number) => JSON.stringify(Array.from({ length: spans }, (_, i) => [3 * i, 3 * i]));
  const traps: readonly (readonly [name: string, set: (path: string, text: string) => Promise<unknown>])[] = [
    ["a pipe", (path) => new Deno.Command("mkfifo", { args: [path] }).output()],
    ["a link to a device without an end", (path) => Deno.symlink("/dev/zero", path)],
    ["a link to itself", (path) => Deno.symlink(path, path)],
    ["a link to a sound record", async (path, text) => {
      await Deno.writeTextFile(`${path}-elsewhere`, text);
      await Deno.symlink(`${path}-elsewhere`, path);
    }],
    ["an empty directory", (path) => Deno.mkdir(path)],
    ["a record of 290 000 spans", (path, text) => Deno.writeTextFile(path, `${text}${hundred(290_000)}\n`)],
    [
      "a record of more spans than ours have",
      (path, text) => Deno.writeTextFile(path, `${text}${hundred(65)}\n`),
    ],
    ["a record of a hundred megabytes, most of it a hole", async (path, text) => {
      await Deno.writeTextFile(path, text);
      await Deno.truncate(path, 100_000_000);
    }],
  ];
  for (const [name, set] of traps) {
    itOnUnix(
      `is not believed where ${name} is in its place, and goes`,
      () =>
        inDirectory(async (directory, open) => {
          await leaveHundred(open);
          const path = join(directory, RECORD);
          const text = await Deno.readTextFile(path);
          await Deno.remove(path);
          await set(path, text);
          const partial = await open();
          assertEquals([partial.object, partial.done(), partial.size()], [undefined, [], 0]);
          assertEquals((await namesIn(directory)).filter((one) => !one.endsWith("elsewhere")), [PART]);
          await partial.close("remove");
        }),
    );
    itOnUnix(
      `is written although ${name} is in place of its temporary name`,
      () =>
        inDirectory(async (directory, open) => {
          await set(join(directory, `${RECORD}.tmp`), "");
          await leaveHundred(open);
          assertEquals((await open()).done(), [{ start: 0, end: 99 }]);
        }),
    );
  }

  it("of a long download stays short: it is replaced by its last state", () =>
    inDirectory(async (directory) => {
      const world = fakeWorld({ cwd: directory });
      const record = createRecordFile(world, pinDirectory(world, "output", directory), RECORD);
      let longest = 0;
      for (let end = 0; end < 9000; end++) {
        await record.save(
          { resource: RESOURCE, object: OBJECT, done: [{ start: 0, end: end % 1000 }] },
          false,
        );
        longest = Math.max(longest, Deno.statSync(join(directory, RECORD)).size);
      }
      record.close();
      assert(longest > 60_000 && longest < 70_000, `${longest} bytes`);
      assertEquals(record.read(RESOURCE)?.done, [{ start: 0, end: 999 }]);
    }));

  it("names no more spans than are read again: what is beyond is fetched again", () =>
    inDirectory(async (_directory, open) => {
      const partial = await open();
      partial.describe(OBJECT);
      for (let index = 0; index < 70; index++) partial.write(2 * index, BYTES.subarray(0, 1));
      await partial.saveRecord("now");
      await partial.close("keep");
      const again = await open();
      assertEquals(again.done().length, 64);
      await again.close("remove");
    }));
});
