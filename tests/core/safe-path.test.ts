import { spelled } from "../../cli/spelling.ts";
import { checkRelativePath, isInside, resolveInside } from "../../core/safe-path.ts";
import { fakeWorld } from "../support/fake-world.ts";
import { inTemporaryDirectory } from "../support/files.ts";
import { detailOf, rejectionOf } from "./detail-of.ts";
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

describe("checkRelativePath", () => {
  const good: readonly (readonly [path: string, os: string, parts: readonly string[]])[] = [
    ["a.png", "linux", ["a.png"]],
    ["./a.png", "linux", ["a.png"]],
    ["dir/", "linux", ["dir"]],
    ["dir//sub/./a", "linux", ["dir", "sub", "a"]],
    [".", "linux", []],
    ["..a/b..", "linux", ["..a", "b.."]],
    ["...", "linux", ["..."]],
    ["with blank/图片.png", "linux", ["with blank", "图片.png"]],
    ["-", "linux", ["-"]],
    ["dir\\sub/a", "windows", ["dir", "sub", "a"]],
    ["dir\\", "windows", ["dir"]],
    ["a|b", "linux", ["a|b"]],
    ["NUL", "linux", ["NUL"]],
    ["console.txt", "windows", ["console.txt"]],
    ["nul-file", "windows", ["nul-file"]],
    [".con", "windows", [".con"]],
    ["com10", "windows", ["com10"]],
  ];
  for (const [path, os, parts] of good) {
    it(`takes ${JSON.stringify(path)} on ${os}`, () =>
      assertEquals(checkRelativePath("output", path, os), parts));
  }

  const bad: readonly (readonly [path: string, os: string, why: string])[] = [
    ["", "linux", "empty"],
    [" \t", "linux", "empty"],
    ["/etc/passwd", "linux", "relative"],
    ["//host/share", "linux", "relative"],
    ["C:\\a", "linux", "relative"],
    ["c:a", "linux", "relative"],
    ["\\a", "linux", "relative"],
    ["..", "linux", '".."'],
    ["../a", "linux", '".."'],
    ["a/../b", "linux", '".."'],
    ["a/..", "linux", '".."'],
    ["a\\b", "linux", "backslash"],
    ["a\\..\\b", "linux", '".."'],
    ["a\0b", "linux", "control"],
    ["a\nb", "linux", "control"],
    ["a\u001bb", "linux", "control"],
    ["a\u0085b", "linux", "control"],
    ["a\u200bb", "linux", "invisible"],
    ["a\u202egnp.exe", "linux", "invisible"],
    ["\ufeffa", "linux", "invisible"],
    ["C:\\a", "windows", "relative"],
    ["C:a", "windows", "relative"],
    ["\\\\host\\share", "windows", "relative"],
    ["a\\..\\..\\b", "windows", '".."'],
    ["a/..\\b", "windows", '".."'],
    ["NUL", "windows", "Windows"],
    ["con", "windows", "Windows"],
    ["Con.txt", "windows", "Windows"],
    ["con .txt", "windows", "Windows"],
    ["sub/aux/a.txt", "windows", "Windows"],
    ["COM1.log", "windows", "Windows"],
    ["lpt¹", "windows", "Windows"],
    ["conout$", "windows", "Windows"],
    ["a|b", "windows", "Windows"],
    ["a?b", "windows", "Windows"],
    ["foo.txt:evil", "windows", "Windows"],
    ["a.", "windows", "Windows"],
    ["a ", "windows", "Windows"],
    ["a./b", "windows", "Windows"],
    ["...", "windows", "Windows"],
  ];
  for (const [path, os, why] of bad) {
    it(`refuses ${JSON.stringify(path)} on ${os}`, () => {
      const detail = detailOf(() => checkRelativePath("file", path, os));
      assertEquals([detail.type, detail.subtype, detail.input], ["validation", "invalid_argument", "file"]);
      assertStringIncludes(spelled(detail.message), why);
      assertStringIncludes(spelled(detail.message), `--file `);
      assertStringIncludes(spelled(detail.message), JSON.stringify(path));
    });
  }

  it("points to -C for what lies elsewhere", () => {
    for (const path of ["/tmp/a", "../a"]) {
      assertMatch(spelled(detailOf(() => checkRelativePath("output", path, "linux")).hint ?? ""), /-C DIR/);
    }
  });
});

describe("isInside", () => {
  const cases: readonly (readonly [root: string, path: string, inside: boolean])[] = [
    ["/w", "/w", true],
    ["/w", "/w/a/b", true],
    ["/w", "/w/..a", true],
    ["/w", "/", false],
    ["/w", "/wider", false],
    ["/w/a", "/w/b", false],
    ["/", "/anything", true],
  ];
  for (const [root, path, inside] of cases) {
    it(`is ${inside} for ${path} and ${root}`, () => assertEquals(isInside(root, path), inside));
  }
});

/** A working directory `w` beside a directory `outside`. */
async function inTwoDirectories(use: (cwd: string, outside: string) => Promise<void>): Promise<void> {
  await inTemporaryDirectory(async (directory) => {
    const [cwd, outside] = [join(directory, "w"), join(directory, "outside")];
    await Deno.mkdir(cwd);
    await Deno.mkdir(outside);
    await use(cwd, outside);
  });
}

describe("resolveInside", () => {
  it("names what is not there yet, and creates nothing", () =>
    inTwoDirectories(async (cwd) => {
      assertEquals(await resolveInside(fakeWorld({ cwd }), "output", ["a", "b"]), join(cwd, "a", "b"));
      assertEquals(await Array.fromAsync(Deno.readDir(cwd)), []);
    }));

  it("is the working directory itself for no parts", () =>
    inTwoDirectories(async (cwd) =>
      assertEquals(await resolveInside(fakeWorld({ cwd }), "output", []), cwd)
    ));

  it("follows a link that stays inside", () =>
    inTwoDirectories(async (cwd) => {
      await Deno.mkdir(join(cwd, "real"));
      await Deno.symlink("real", join(cwd, "link"));
      assertEquals(
        await resolveInside(fakeWorld({ cwd }), "output", ["link", "new"]),
        join(cwd, "real", "new"),
      );
    }));

  it("takes a working directory that is itself behind a link", () =>
    inTwoDirectories(async (cwd, outside) => {
      const link = join(outside, "link");
      await Deno.symlink(cwd, link);
      assertEquals(await resolveInside(fakeWorld({ cwd: link }), "output", ["a"]), join(cwd, "a"));
    }));

  const ways: readonly (readonly [name: string, target: (outside: string) => string])[] = [
    ["absolute", (outside) => outside],
    ["relative", () => "../outside"],
    ["upward", () => ".."],
  ];
  for (const [name, target] of ways) {
    it(`refuses a link that leaves (${name})`, () =>
      inTwoDirectories(async (cwd, outside) => {
        await Deno.symlink(target(outside), join(cwd, "link"));
        const detail = await rejectionOf(() => resolveInside(fakeWorld({ cwd }), "output", ["link", "a"]));
        assertEquals([detail.type, detail.subtype, detail.input], [
          "validation",
          "invalid_argument",
          "output",
        ]);
        assertStringIncludes(spelled(detail.message), "link/a");
      }));
  }

  for (const place of ["inside", "outside"]) {
    it(`refuses a link that leads nowhere ${place}`, () =>
      inTwoDirectories(async (cwd, outside) => {
        await Deno.symlink(join(place === "inside" ? cwd : outside, "missing"), join(cwd, "link"));
        for (const parts of [["link"], ["link", "a"]]) {
          const detail = await rejectionOf(() => resolveInside(fakeWorld({ cwd }), "output", parts));
          assertEquals([detail.type, detail.input], ["validation", "output"]);
          assertStringIncludes(spelled(detail.message), JSON.stringify(parts.join("/")));
        }
      }));
  }

  it("says which file stands where a directory should", () =>
    inTwoDirectories(async (cwd) => {
      await Deno.writeTextFile(join(cwd, "file"), "");
      const detail = await rejectionOf(() => resolveInside(fakeWorld({ cwd }), "output", ["file", "a"]));
      assertEquals([detail.type, detail.subtype, detail.path], [
        "internal",
        "file_io",
        join(cwd, "file", "a"),
      ]);
    }));
});
