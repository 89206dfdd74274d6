import { spelled } from "../../../cli/spelling.ts";
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
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

describe("openPartialFile: a new one", () => {
  it("is hidden, empty and the owner's alone", () =>
    inDirectory(async (directory, open) => {
      const partial = await open();
      assertEquals([partial.path, partial.object, partial.done()], [join(directory, PART), undefined, []]);
      assertEquals(await namesIn(directory), [PART]);
      if (Deno.build.os !== "windows") {
        assertEquals(((await Deno.stat(partial.path)).mode ?? 0) & 0o777, 0o600);
      }
      await partial.close("remove");
    }));

  it("keeps its name within what file systems take", () =>
    inDirectory(async (directory, open) => {
      const partial = await open(RESOURCE, "图".repeat(85));
      partial.describe(OBJECT);
      partial.write(0, BYTES);
      await partial.saveRecord("now");
      const names = await namesIn(directory);
      assertEquals(names.length, 2);
      for (const name of names) {
        assert(new TextEncoder().encode(`${name}.tmp`).length <= 255 && name.startsWith("."));
      }
      await partial.close("remove");
    }));

  it("says what the file system said", () => {
    const full = Object.assign(new Error("No space left on device (os error 28)"), { code: "ENOSPC" });
    const openSync = () => {
      throw full;
    };
    return inDirectory(async (directory, open) => {
      const detail = await rejectionOf(() => open());
      assertEquals([detail.type, detail.subtype, detail.path], [
        "internal",
        "file_io",
        join(directory, PART),
      ]);
    }, fakeWorld({ files: { ...Deno, openSync } }));
  });

  it("a directory that is gone: exit 5, with its path", () =>
    inDirectory(async (directory, open) => {
      const moved = `${directory}-moved`;
      await Deno.rename(directory, moved);
      try {
        const detail = await rejectionOf(() => open());
        assertEquals([detail.type, detail.subtype, detail.path], ["internal", "file_io", directory]);
      } finally {
        await Deno.rename(moved, directory);
      }
    }));
});

describe("openPartialFile: bytes", () => {
  it("are written where they belong, and read again", () =>
    inDirectory(async (_directory, open) => {
      const partial = await open();
      partial.write(500, BYTES);
      partial.write(0, BYTES.subarray(0, 10));
      partial.write(10, new Uint8Array());
      assertEquals(partial.done(), [{ start: 0, end: 9 }, { start: 500, end: 599 }]);
      assertEquals(partial.read(500, 100), BYTES);
      assertEquals(partial.read(590, 100), BYTES.subarray(90));
      assertEquals(partial.size(), 600);
      await partial.close("remove");
    }));

  it("are cut off behind the end", () =>
    inDirectory(async (_directory, open) => {
      const partial = await open();
      partial.write(0, BYTES);
      partial.truncate(200);
      assertEquals(partial.size(), 100);
      partial.truncate(50);
      assertEquals(partial.size(), 50);
      await partial.close("remove");
    }));
});

describe("openPartialFile: the next run", () => {
  it("goes on with what was recorded", () =>
    inDirectory(async (_directory, open) => {
      await leaveHundred(open);
      const partial = await open();
      assertEquals([partial.object, partial.done()], [OBJECT, [{ start: 0, end: 99 }]]);
      assertEquals(partial.read(0, 100), BYTES);
      await partial.close("remove");
    }));

  it("goes on behind the first byte, too", () =>
    inDirectory(async (_directory, open) => {
      const first = await open();
      first.describe(OBJECT);
      first.write(0, BYTES.subarray(0, 1));
      await first.saveRecord("now");
      await first.close("keep");
      const partial = await open();
      assertEquals([partial.object, partial.done()], [OBJECT, [{ start: 0, end: 0 }]]);
      await partial.close("remove");
    }));

  it("believes no more than the file holds", () =>
    inDirectory(async (directory, open) => {
      await leaveHundred(open);
      await Deno.truncate(join(directory, PART), 60);
      const partial = await open();
      assertEquals(partial.done(), [{ start: 0, end: 59 }]);
      await partial.close("remove");
    }));

  const others: readonly (readonly [key: string, value: string])[] = [
    ["host", "https://c.d"],
    ["message_id", "om_2"],
    ["file_key", "file_2"],
    ["type", "image"],
  ];
  for (const [key, value] of others) {
    it(`begins anew for another ${key}`, () =>
      inDirectory(async (_directory, open) => {
        await leaveHundred(open);
        const partial = await open({ ...RESOURCE, [key]: value });
        assertEquals([partial.object, partial.done(), partial.size()], [undefined, [], 0]);
        await partial.close("remove");
      }));
  }

  const damages: readonly (readonly [name: string, text: string])[] = [["empty", ""], [
    "zeroed",
    "\0".repeat(99),
  ]];
  for (const [name, text] of damages) {
    it(`begins anew after an ${name} record`, () =>
      inDirectory(async (directory, open) => {
        await leaveHundred(open);
        await Deno.writeTextFile(join(directory, RECORD), text);
        const partial = await open();
        assertEquals([partial.object, partial.done()], [undefined, []]);
        await partial.close("remove");
      }));
  }

  it("begins anew when the bytes are gone", () =>
    inDirectory(async (directory, open) => {
      await leaveHundred(open);
      await Deno.remove(join(directory, PART));
      const partial = await open();
      assertEquals([partial.object, partial.done()], [undefined, []]);
      await partial.close("remove");
    }));

  it("knows nothing of what was reset, even after a kill", () =>
    inDirectory(async (_directory, open) => {
      await leaveHundred(open);
      const killed = await open();
      await killed.reset();
      killed.describe(OBJECT);
      killed.write(80, BYTES);
      await killed.close("keep");
      const partial = await open();
      assertEquals(partial.done(), []);
      await partial.close("remove");
    }));
});

describe("openPartialFile: the record", () => {
  const states:
    readonly (readonly [name: string, object: boolean, bytes: Uint8Array, left: readonly string[]])[] = [
      ["bytes of a known object", true, BYTES, [PART, RECORD]],
      ["no byte", true, BYTES.subarray(0, 0), [PART]],
      ["bytes of an unknown object", false, BYTES, [PART]],
    ];
  for (const [name, isKnown, bytes, left] of states) {
    it(`is ${left.length === 2 ? "written" : "not written"} for ${name}`, () =>
      inDirectory(async (directory, open) => {
        const partial = await open();
        if (isKnown) partial.describe(OBJECT);
        partial.write(0, bytes);
        await partial.saveRecord("now");
        await partial.close("keep");
        assertEquals(await namesIn(directory), left);
      }));
  }
});

describe("openPartialFile: others", () => {
  it("are refused while it is open, and let in afterwards", () =>
    inDirectory(async (_directory, open) => {
      const first = await open();
      const detail = await rejectionOf(open);
      assertEquals([detail.type, detail.subtype, detail.path], [
        "validation",
        "failed_precondition",
        first.path,
      ]);
      assertStringIncludes(spelled(detail.message), "another process");
      await first.close("keep");
      await (await open()).close("remove");
    }));

  for (const isHeld of [false, true]) {
    it(`are ${isHeld ? "refused" : "let in"} by runtimes that can only wait for a lock`, () => {
      const clock = fakeClock();
      const openSync: typeof Deno.openSync = (path, options) => {
        const file = Deno.openSync(path, options);
        const lock = () => isHeld ? new Promise<void>(() => {}) : Promise.resolve();
        return Object.assign(file, { tryLock: undefined, lock });
      };
      return inDirectory(async (_directory, open) => {
        const opening = open();
        if (isHeld) {
          assertEquals(await clock.runUntil(opening.catch(() => {})), 250);
          assertStringIncludes(spelled((await rejectionOf(() => opening)).message), "another process");
        } else {
          await (await opening).close("remove");
          assertEquals(clock.pending(), 0);
        }
      }, fakeWorld({ clock, files: { ...Deno, openSync } }));
    });
  }

  it("do not harm each other under other names", () =>
    inDirectory(async (_directory, open) => {
      const [first, second] = [await open(RESOURCE, "a"), await open(RESOURCE, "b")];
      assert(first.path !== second.path);
      await first.close("remove");
      await second.close("remove");
    }));

  const traps: readonly (readonly [name: string, set: (victim: string, path: string) => Promise<void>])[] = [
    ["a symbolic link", (victim, path) => Deno.symlink(victim, path)],
    ["a hard link", (victim, path) => Deno.link(victim, path)],
  ];
  for (const [name, set] of traps) {
    it(`cannot lead it to another file by ${name}`, () =>
      inDirectory(async (directory, open) => {
        const victim = join(directory, "victim");
        await Deno.writeTextFile(victim, "precious");
        await set(victim, join(directory, PART));
        const partial = await open();
        partial.write(0, BYTES);
        await partial.close("remove");
        assertEquals(await Deno.readTextFile(victim), "precious");
        assertEquals(await namesIn(directory), ["victim"]);
      }));
  }
});

describe("openPartialFile: close", () => {
  const ends: readonly (readonly [what: "keep" | "remove" | "moved", left: readonly string[]])[] = [
    ["keep", [PART, RECORD]],
    ["remove", []],
    ["moved", [PART]],
  ];
  for (const [what, left] of ends) {
    it(`("${what}") leaves ${left.length} files`, () =>
      inDirectory(async (directory, open) => {
        await leaveHundred(open);
        await (await open()).close(what);
        assertEquals(await namesIn(directory), left);
      }));
  }
});
