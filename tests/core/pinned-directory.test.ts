import {
  isNamed,
  openDirectoryInside,
  openRegular,
  pinDirectory,
  pinInside,
} from "../../core/pinned-directory.ts";
import { fakeWorld } from "../support/fake-world.ts";
import { inTemporaryDirectory } from "../support/files.ts";
import { detailOf } from "./detail-of.ts";
import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

/** A working directory `w` beside a directory `outside`. */
async function inTwoDirectories(use: (cwd: string, outside: string) => void | Promise<void>): Promise<void> {
  await inTemporaryDirectory(async (directory) => {
    const [cwd, outside] = [join(directory, "w"), join(directory, "outside")];
    await Deno.mkdir(cwd);
    await Deno.mkdir(outside);
    await use(cwd, outside);
  });
}

const namesIn = (directory: string) => Array.from(Deno.readDirSync(directory), ({ name }) => name).sort();
const isWindows = Deno.build.os === "windows";

describe("openDirectoryInside", () => {
  it("makes what is missing, for the owner alone, and takes it back", () =>
    inTwoDirectories(async (cwd) => {
      await Deno.mkdir(join(cwd, "there"));
      const path = join(cwd, "there", "a", "b");
      const { directory, removeCreated } = openDirectoryInside(fakeWorld({ cwd }), "output", path);
      assertEquals(directory.path, path);
      for (const made of [join(cwd, "there", "a"), path]) {
        if (!isWindows) assertEquals((Deno.statSync(made).mode ?? 0) & 0o777, 0o700);
      }
      removeCreated();
      assertEquals(namesIn(join(cwd, "there")), []);
    }));

  it("leaves what something was put into", () =>
    inTwoDirectories(async (cwd) => {
      const path = join(cwd, "a", "b");
      const { removeCreated } = openDirectoryInside(fakeWorld({ cwd }), "output", path);
      await Deno.writeTextFile(join(cwd, "a", "file"), "");
      removeCreated();
      assertEquals(namesIn(join(cwd, "a")), ["file"]);
    }));

  it("refuses a link in place of a directory, wherever it leads", () =>
    inTwoDirectories(async (cwd, outside) => {
      await Deno.mkdir(join(cwd, "real"));
      for (
        const [name, target] of [["out", outside], ["in", join(cwd, "real")], ["nowhere", join(cwd, "x")]]
      ) {
        await Deno.symlink(target ?? "", join(cwd, name ?? ""));
        for (const path of [join(cwd, name ?? ""), join(cwd, name ?? "", "new", "sub")]) {
          const detail = detailOf(() => openDirectoryInside(fakeWorld({ cwd }), "output", path));
          assertEquals([detail.type, detail.subtype, detail.input], [
            "validation",
            "invalid_argument",
            "output",
          ]);
        }
      }
      assertEquals([namesIn(outside), namesIn(join(cwd, "real"))], [[], []]);
    }));

  it("refuses what lies outside", () =>
    inTwoDirectories((cwd, outside) => {
      const detail = detailOf(() => openDirectoryInside(fakeWorld({ cwd }), "output", join(outside, "new")));
      assertEquals([detail.type, detail.input], ["validation", "output"]);
      assertEquals(namesIn(outside), []);
    }));

  it("says where a file stands in the way, and leaves no directory", () =>
    inTwoDirectories(async (cwd) => {
      await Deno.writeTextFile(join(cwd, "file"), "");
      const path = join(cwd, "file", "a");
      const detail = detailOf(() => openDirectoryInside(fakeWorld({ cwd }), "output", path));
      assertEquals([detail.subtype, detail.path], ["file_io", path]);
    }));
});

describe("PinnedDirectory", () => {
  it("is not left for the link that took its place", () =>
    inTwoDirectories(async (cwd, outside) => {
      const world = fakeWorld({ cwd });
      const path = join(cwd, "d");
      const { directory } = openDirectoryInside(world, "output", path);
      await Deno.rename(path, join(cwd, "moved"));
      await Deno.symlink(outside, path);
      const detail = detailOf(() => directory.run((at) => Deno.writeTextFileSync(at("x"), "")));
      assertEquals([detail.type, detail.input], ["validation", "output"]);
      assertEquals(namesIn(outside), []);
    }));

  it("is the same one under a link that leads back to it", () =>
    inTwoDirectories(async (cwd) => {
      const path = join(cwd, "d");
      const { directory } = openDirectoryInside(fakeWorld({ cwd }), "output", path);
      await Deno.rename(path, join(cwd, "moved"));
      await Deno.symlink("moved", path);
      directory.run((at) => Deno.writeTextFileSync(at("x"), ""));
      assertEquals(namesIn(join(cwd, "moved")), ["x"]);
    }));

  it("leaves the process where it was, also when the work throws", () =>
    inTwoDirectories((cwd) => {
      const before = Deno.cwd();
      const directory = pinDirectory(fakeWorld({ cwd }), "output", cwd);
      if (!isWindows) assertEquals(directory.run(() => Deno.cwd()), cwd);
      assertEquals(Deno.cwd(), before);
      try {
        directory.run(() => {
          throw new Error("no");
        });
      } catch { /* as intended */ }
      assertEquals(Deno.cwd(), before);
    }));

  it("works by paths on Windows, where a process locks its working directory", () =>
    inTwoDirectories((cwd) => {
      const chdir = () => {
        throw new Error("entered");
      };
      const world = fakeWorld({ cwd, os: "windows", files: { ...Deno, chdir } });
      const { directory } = openDirectoryInside(world, "output", join(cwd, "a"));
      assertEquals(directory.run((at) => at("x")), join(cwd, "a", "x"));
    }));
});

describe("openRegular", () => {
  it("opens files, and neither links, directories, pipes nor what is not there", () =>
    inTwoDirectories(async (cwd) => {
      const world = fakeWorld({ cwd });
      const directory = pinInside(world, "file", cwd);
      await Deno.writeTextFile(join(cwd, "file"), "text");
      await Deno.symlink("file", join(cwd, "link"));
      await Deno.mkdir(join(cwd, "sub"));
      const names = ["link", "sub", "missing"];
      if (!isWindows) {
        assert((await new Deno.Command("mkfifo", { args: [join(cwd, "pipe")] }).output()).success);
        names.push("pipe");
      }
      for (const name of names) assertEquals(openRegular(world, directory, name, { read: true }), undefined);
      using file = openRegular(world, directory, "file", { read: true });
      assertEquals(file?.statSync().size, 4);
    }));

  for (const os of ["linux", "windows"] as const) {
    it(`recognises the file that a name stands for (${os})`, () =>
      inTwoDirectories(async (cwd) => {
        // Deno before 2.5.1 on Windows: the device of a name is another number than that of a handle.
        const lstatSync: typeof Deno.lstatSync = (path) => {
          const info = Deno.lstatSync(path);
          return os === "windows" ? Object.assign(info, { dev: 1 }) : info;
        };
        const world = fakeWorld({ cwd, os, files: { ...Deno, lstatSync } });
        const directory = pinDirectory(world, "output", cwd);
        await Deno.writeTextFile(join(cwd, "a"), "a");
        await Deno.writeTextFile(join(cwd, "b"), "b");
        using file = openRegular(world, directory, "a", { read: true });
        assert(file !== undefined);
        assertEquals(isNamed(world, directory, "a", file), true);
        await Deno.rename(join(cwd, "b"), join(cwd, "a"));
        assertEquals(isNamed(world, directory, "a", file), false);
        assertEquals(isNamed(world, directory, "missing", file), false);
      }));
  }
});
