import { assertNothingVisible, assertSaved, commandFor, fileOf, namesIn } from "../../support/downloads.ts";
import { dataOf, errorOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const image = fileOf(5000, { type: "image" });
const isRoot = Deno.build.os !== "windows" && Deno.uid() === 0;

/** Runs a tool of the system; true if it succeeded. */
async function ran(...[tool = "", ...args]: string[]): Promise<boolean> {
  try {
    return (await new Deno.Command(tool, { args, stdout: "null", stderr: "null" }).output()).success;
  } catch {
    return false;
  }
}

/** Uses a small disk of its own on a directory; skipped, with a message, where none can be had. */
async function onSmallDisk(directory: string, size: string, use: () => Promise<void>): Promise<void> {
  const mounted = isRoot &&
    await ran("mount", "-t", "tmpfs", "-o", `size=${size},mode=700`, "none", directory);
  if (!mounted) return console.log("skipped: no small disk can be mounted here");
  try {
    await use();
  } finally {
    await ran("umount", directory);
  }
}

describe("a file system that refuses", () => {
  const tooLong: [name: string, output: string][] = [
    ["a name", `${"n".repeat(300)}.dat`],
    ["a name of many bytes", `${"名".repeat(90)}.dat`],
    ["a name that the extension makes too long", "n".repeat(253)],
    ["a directory", `${"d".repeat(300)}/x.dat`],
    ["a path", `${"directory/".repeat(500)}x.dat`],
  ];
  for (const [name, output] of tooLong) {
    it(`${name} that is too long: exit 5, file_io, with the path`, () =>
      inScene({ resources: [image] }, async ({ run, directory }) => {
        const error = errorOf(await run(commandFor(image, "--output", output)), 5);
        assertEquals([error["type"], error["subtype"]], ["internal", "file_io"]);
        assert(String(error["path"]).startsWith(directory), String(error["path"]));
        assertEquals(namesIn(directory).filter((one) => !/^d+$|^directory$/.test(one)), []);
      }));
  }

  it("the longest name that fits works", () =>
    inScene({ resources: [image] }, async ({ run, directory }) => {
      const name = `${"n".repeat(251)}.dat`;
      dataOf(await run(commandFor(image, "--output", name)));
      await assertSaved(directory, name, image);
    }));

  it("a directory without the right to write: exit 5, file_io, with the path", () =>
    inScene({ resources: [image] }, async ({ run, directory }) => {
      // Rights do not bind root; what nobody may change does.
      const locked = join(directory, "locked");
      await Deno.mkdir(locked, { mode: 0o500 });
      const held = isRoot ? await ran("chattr", "+i", locked) : true;
      if (!held) return console.log("skipped: no directory can be locked here");
      try {
        const error = errorOf(await run(commandFor(image, "--output", "locked/x.dat")), 5);
        assertEquals([error["type"], error["subtype"]], ["internal", "file_io"]);
        assertMatch(String(error["path"]), /locked/);
        assertEquals(namesIn(locked), []);
      } finally {
        if (isRoot) await ran("chattr", "-i", locked);
        await Deno.chmod(locked, 0o700);
      }
    }));

  it("a read-only file system: exit 5, file_io, with the path", () =>
    inScene({ resources: [image] }, async ({ run, directory }) => {
      const place = join(directory, "disk");
      await Deno.mkdir(place);
      await onSmallDisk(place, "1m", async () => {
        await ran("mount", "-o", "remount,ro", place);
        const error = errorOf(await run(commandFor(image, "--output", "disk/x.dat")), 5);
        assertEquals(error["subtype"], "file_io");
        assertMatch(String(error["path"]), /disk/);
      });
    }));
});

describe("a full disk", () => {
  const sizes: [name: string, size: number][] = [
    ["in the middle", 9_000_000],
    ["by its last byte", 4 * 1024 * 1024 + 1],
    ["at the probe", 5_000_000],
  ];
  for (const [name, size] of sizes) {
    it(`${name}: exit 5, file_io, no target, the partial stays; with more room the same command completes it`, () => {
      const file = fileOf(size);
      return inScene({ resources: [file] }, async ({ run, directory }) => {
        const place = join(directory, "disk");
        await Deno.mkdir(place);
        await onSmallDisk(place, "4m", async () => {
          if (name === "at the probe") {
            await Deno.writeFile(join(place, "ballast"), new Uint8Array(4_100_000));
          }
          const words = commandFor(file, "--output", "disk/x.dat");
          const error = errorOf(await run(words), 5);
          assertEquals([error["type"], error["subtype"]], ["internal", "file_io"]);
          assertMatch(String(error["path"]), /disk/);
          assertMatch(String(error["message"]), /space/i);
          assertNothingVisible(place, "ballast");
          await Deno.remove(join(place, "ballast")).catch(() => {});
          assert(await ran("mount", "-o", "remount,size=32m", place));
          dataOf(await run(words));
          await assertSaved(place, "x.dat", file);
        });
      });
    });
  }
});
