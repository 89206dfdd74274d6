import { spelled } from "../../../cli/spelling.ts";
import { finalName, inspectTarget, moveIntoPlace } from "../../../core/download/target.ts";
import type { TargetPlan } from "../../../core/download/plan.ts";
import { pinDirectory, type PinnedDirectory } from "../../../core/pinned-directory.ts";
import type { World } from "../../../core/world.ts";
import { fakeWorld } from "../../support/fake-world.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { detailOf } from "../detail-of.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

describe("finalName", () => {
  const rows: readonly (readonly [
    name: string,
    naming: TargetPlan["naming"],
    base: string,
    disposition: string | undefined,
    type: string,
    result: string,
  ])[] = [
    ["a given extension stays", "given", "a.png", 'attachment; filename="b.jpg"', "image/jpeg", "a.png"],
    [
      "a given name gets the server's extension",
      "given",
      "a",
      'attachment; filename="b.heic"',
      "image/jpeg",
      "a.heic",
    ],
    ["or the type's", "given", "a", undefined, "image/jpeg", "a.jpg"],
    ["or none", "given", "a", undefined, "x/y", "a"],
    ["the key gets an extension", "default", "img_v3_1", undefined, "image/png", "img_v3_1.png"],
    [
      "the key never becomes the server's name",
      "default",
      "img_v3_1",
      'attachment; filename="b.gif"',
      "image/png",
      "img_v3_1.gif",
    ],
    ["the server's name", "server", "img_v3_1", 'attachment; filename="图 1.gif"', "image/png", "图 1.gif"],
    [
      "the server's name, cleaned",
      "server",
      "img_v3_1",
      'attachment; filename="../.x.gif"',
      "image/png",
      "x.gif",
    ],
    [
      "the server's name with an extension",
      "server",
      "img_v3_1",
      'attachment; filename="b"',
      "image/png",
      "b.png",
    ],
    ["the key in place of no name", "server", "img_v3_1", undefined, "image/png", "img_v3_1.png"],
    [
      "the key in place of a hopeless name",
      "server",
      "img_v3_1",
      'attachment; filename=".."',
      "image/png",
      "img_v3_1.png",
    ],
    [
      "a name as long as may be, extension included",
      "server",
      "k",
      `attachment; filename="${"a".repeat(255)}"`,
      "image/png",
      `${"a".repeat(251)}.png`,
    ],
  ];
  for (const [name, naming, base, disposition, type, result] of rows) {
    it(name, () => {
      const headers = new Headers({ "content-type": type });
      // Headers are Latin-1: text beyond it arrives as its UTF-8 bytes.
      const bytes = new TextEncoder().encode(disposition ?? "");
      if (disposition !== undefined) headers.set("content-disposition", String.fromCharCode(...bytes));
      assertEquals(finalName({ directory: "/w", base, naming }, headers), result);
    });
  }
});

/** A working directory and the same one pinned. */
async function inWorkingDirectory(
  use: (cwd: string, world: World, directory: PinnedDirectory) => void | Promise<void>,
): Promise<void> {
  await inTemporaryDirectory(async (cwd) => {
    const world = fakeWorld({ cwd });
    await use(cwd, world, pinDirectory(world, "output", cwd));
  });
}

describe("inspectTarget", () => {
  it("reports what is there without following links", () =>
    inWorkingDirectory(async (cwd, world, directory) => {
      await Deno.writeTextFile(join(cwd, "file"), "12345");
      await Deno.symlink("file", join(cwd, "link"));
      assertEquals(inspectTarget(world, directory, "file"), { kind: "file", size: 5 });
      assertEquals(inspectTarget(world, directory, "link"), { kind: "link" });
      assertEquals(inspectTarget(world, directory, "missing"), { kind: "nothing" });
    }));

  it("refuses a directory", () =>
    inWorkingDirectory(async (cwd, world, directory) => {
      const path = join(cwd, "sub");
      await Deno.mkdir(path);
      const detail = detailOf(() => inspectTarget(world, directory, "sub"));
      assertEquals([detail.type, detail.subtype, detail.path], ["validation", "failed_precondition", path]);
    }));

  it("says that a name is too long", () =>
    inWorkingDirectory((cwd, world, directory) => {
      const name = "a".repeat(256);
      const detail = detailOf(() => inspectTarget(world, directory, name));
      assertEquals([detail.type, detail.subtype, detail.path], ["internal", "file_io", join(cwd, name)]);
      assertStringIncludes(spelled(detail.hint ?? ""), "shorter");
    }));
});

describe("moveIntoPlace", () => {
  type Setup = (target: string) => Promise<void>;
  const nothing: Setup = () => Promise.resolve();
  const file: Setup = (target) => Deno.writeTextFile(target, "old");
  const link: Setup = (target) => Deno.symlink("elsewhere", target);
  const dangling: Setup = (target) => Deno.symlink("missing", target);

  const moves: readonly (readonly [name: string, setup: Setup, overwrite: boolean])[] = [
    ["where nothing is", nothing, false],
    ["where nothing is, with --overwrite", nothing, true],
    ["over a file with --overwrite", file, true],
    ["over a link with --overwrite", link, true],
    ["over a dangling link with --overwrite", dangling, true],
  ];
  for (const [name, setup, overwrite] of moves) {
    it(`gives the file its name ${name}`, () =>
      inWorkingDirectory(async (cwd, world, directory) => {
        await Deno.writeTextFile(join(cwd, "from"), "new");
        await Deno.writeTextFile(join(cwd, "elsewhere"), "kept");
        await setup(join(cwd, "to"));
        moveIntoPlace(world, directory, "from", "to", overwrite);
        assertEquals(await Deno.readTextFile(join(cwd, "to")), "new");
        assertEquals((await Deno.lstat(join(cwd, "to"))).isFile, true);
        assertEquals(await Deno.readTextFile(join(cwd, "elsewhere")), "kept");
        assertEquals(inspectTarget(world, directory, "from"), { kind: "nothing" });
        assertEquals(inspectTarget(world, directory, "missing"), { kind: "nothing" });
      }));
  }

  const files = {
    ...Deno,
    linkSync() {
      throw new Error("not supported");
    },
  };
  for (const [kind, setup] of [["file", file], ["link", link], ["dangling link", dangling]] as const) {
    for (const links of [true, false]) {
      it(`leaves a ${kind} that is in the way${links ? "" : ", where the file system has no hard links"}`, () =>
        inWorkingDirectory(async (cwd, world, directory) => {
          await Deno.writeTextFile(join(cwd, "from"), "new");
          await setup(join(cwd, "to"));
          const before = await Deno.lstat(join(cwd, "to"));
          const here = links ? world : { ...world, files };
          const detail = detailOf(() => moveIntoPlace(here, directory, "from", "to", false));
          assertEquals([detail.subtype, detail.path], ["failed_precondition", join(cwd, "to")]);
          assertStringIncludes(spelled(detail.hint ?? ""), "overwrite");
          assertEquals((await Deno.lstat(join(cwd, "to"))).ino, before.ino);
          assertEquals(await Deno.readTextFile(join(cwd, "from")), "new");
        }));
    }
  }

  it("renames where the file system has no hard links", () =>
    inWorkingDirectory(async (cwd, world, directory) => {
      await Deno.writeTextFile(join(cwd, "from"), "new");
      moveIntoPlace({ ...world, files }, directory, "from", "to", false);
      assertEquals(await Deno.readTextFile(join(cwd, "to")), "new");
    }));
});
