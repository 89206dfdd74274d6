import { itOnUnix } from "../../support/bdd.ts";
import { putFiles } from "../../support/files.ts";
import { pngImage } from "../../support/media.ts";
import { dataOf, errorOf, warningsOf } from "../../support/results.ts";
import { inDemo, sendLine, unsentError } from "../../support/sending.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const MB = 1024 * 1024;

/** Puts a file of so many bytes that takes no room; it begins with what is given. */
async function putHollow(path: string, size: number, head: Uint8Array): Promise<void> {
  await Deno.writeFile(path, head);
  await Deno.truncate(path, size);
}

describe("limits of size", () => {
  const sizes: readonly (readonly [flag: string, size: number, isTaken: boolean, more?: string])[] = [
    ["--image", 10 * MB, true],
    ["--image", 10 * MB + 1, false, "--file"],
    ["--video-cover", 10 * MB + 1, false, "--file"],
    ["--file", 100 * MB, true],
    ["--file", 100 * MB + 1, false],
    ["--video", 100 * MB + 1, false],
  ];
  for (const [flag, size, isTaken, hint = ""] of sizes) {
    it(`${flag}: ${size} bytes are ${isTaken ? "taken" : "refused before anything is sent"}`, () =>
      inDemo({ writing: { maxFileBytes: 100 * MB } }, async ({ directory, run, platform }) => {
        await putHollow(join(directory, "a.bin"), size, pngImage());
        const cover = flag === "--video-cover" ? ["--video", "key:file_v3_known"] : [];
        const result = await run(sendLine(flag, "a.bin", ...cover));
        if (isTaken) {
          dataOf(result);
          assertEquals(platform.uploads.map((upload) => upload.size), [size]);
          return;
        }
        const error = unsentError(platform, result, 2);
        assertEquals([error["type"], error["param"], platform.log], ["validation", flag, []]);
        assertStringIncludes(String(error["hint"]), hint);
      }));
  }

  it("above 30 MB a file is sent with a warning; up to that without one", () =>
    inDemo({ writing: { maxFileBytes: 100 * MB } }, async ({ directory, run }) => {
      const warnings: string[] = [];
      for (const size of [30 * MB, 30 * MB + 1]) {
        await putHollow(join(directory, "a.bin"), size, pngImage());
        const result = await run(sendLine("--file", "a.bin", "--idempotency-key", String(size)));
        dataOf(result);
        warnings.push(...warningsOf(result));
      }
      assertEquals(warnings.map((line) => line.split(": ")[1]), ["upload_may_be_refused"]);
    }));

  it("where the service refuses it all the same, both numbers are reported", () =>
    inDemo({}, async ({ directory, run, platform }) => {
      await putHollow(join(directory, "a.bin"), 31 * MB, pngImage());
      const result = await run(sendLine("--file", "a.bin"));
      assertEquals([result.status, platform.sentMessages], [1, []]);
      assertStringIncludes(result.stderr, "234006");
      assertStringIncludes(result.stderr, "31.0 MiB");
      assertStringIncludes(result.stderr, "30.0 MiB");
    }));

  const pictures: readonly (readonly [name: string, bytes: Uint8Array, isTaken: boolean])[] = [
    ["12000x12000", pngImage({ width: 12_000, height: 12_000 }), true],
    ["12001x10", pngImage({ width: 12_001, height: 10 }), false],
    ["10x12001", pngImage({ width: 10, height: 12_001 }), false],
    ["no image at all", new TextEncoder().encode("not an image"), false],
  ];
  for (const [name, bytes, isTaken] of pictures) {
    it(`--image: ${name} is ${isTaken ? "taken" : "refused, with --file as the way out"}`, () =>
      inDemo({}, async (scene) => {
        await putFiles(scene, { "a.png": bytes });
        const result = await scene.run(sendLine("--image", "a.png"));
        if (isTaken) return void dataOf(result);
        const error = unsentError(scene.platform, result, 2);
        assertEquals([error["param"], scene.platform.log], ["--image", []]);
        assertStringIncludes(String(error["hint"]), "--file");
      }));
  }
});

describe("what is no file to send is refused before anything is sent, naming the flag", () => {
  /** Puts things into a directory; answers with the path to give. */
  const things:
    readonly (readonly [name: string, said: string, make: (directory: string) => Promise<string>])[] = [
      ["an empty file", "empty", async (directory) => {
        await Deno.writeFile(join(directory, "empty"), new Uint8Array());
        return "empty";
      }],
      ["a directory", "regular", async (directory) => {
        await Deno.mkdir(join(directory, "sub"));
        return "sub";
      }],
      ["the working directory", "regular", () => Promise.resolve("./")],
      ["a pipe, without waiting for a writer", "regular", async (directory) => {
        await new Deno.Command("mkfifo", { args: [join(directory, "pipe")] }).output();
        return "pipe";
      }],
      ["a missing file", "no such file", () => Promise.resolve("missing.png")],
      ["a file below a file", "not a directory", async (directory) => {
        await Deno.writeTextFile(join(directory, "file"), "content");
        return "file/a.png";
      }],
      ["a link out of the directory", "leaves the working directory", async (directory) => {
        await Deno.symlink("/etc/hostname", join(directory, "link"));
        return "link";
      }],
      ["a directory that is a link out of it", "leaves the working directory", async (directory) => {
        await Deno.symlink("/etc", join(directory, "link"));
        return "link/hostname";
      }],
      ["a link in a circle", "loop", async (directory) => {
        await Deno.symlink("loop", join(directory, "loop"));
        return "loop";
      }],
      ["an absolute path", "relative", () => Promise.resolve("/etc/hostname")],
      ["an absolute path into the directory", "relative", async (directory) => {
        await Deno.writeTextFile(join(directory, "a"), "content");
        return join(directory, "a");
      }],
      ["a path of Windows", "relative", () => Promise.resolve("C:\\a.png")],
      ["a path with ..", "..", () => Promise.resolve("sub/../../a.png")],
      ["a blank path", "empty", () => Promise.resolve(" ")],
      ["an empty path", "empty", () => Promise.resolve("")],
      ["a control character", "invisible", () => Promise.resolve("a\u0007.png")],
      ["a line break", "invisible", () => Promise.resolve("a\nb.png")],
      ["a turned reading direction", "invisible", () => Promise.resolve("a\u202egnp.exe")],
      ["a zero-width space", "invisible", () => Promise.resolve("a\u200b.png")],
      ["another scheme", "http", () => Promise.resolve("file:///etc/hostname")],
    ];
  for (const [name, said, make] of things) {
    itOnUnix(name, () =>
      inDemo({}, async ({ directory, run, platform }) => {
        const path = await make(directory);
        for (const flag of ["--file", "--image", "--video"]) {
          const error = unsentError(platform, await run(sendLine(flag, path)), 2);
          assertEquals([error["type"], error["param"], platform.log], ["validation", flag, []]);
          assertStringIncludes(String(error["message"]), said);
        }
      }));
  }

  it("a dry run says the same", () =>
    inDemo({}, async ({ directory, run }) => {
      for (const [_name, said, make] of things.slice(0, 3)) {
        const path = await make(directory);
        const error = errorOf(await run(sendLine("--file", path, "--dry-run")), 2);
        assertEquals(error["param"], "--file");
        assertStringIncludes(String(error["message"]), said);
      }
    }));

  it("-C reaches a file anywhere, and the refusal of its path says so", () =>
    inDemo({}, async (scene) => {
      const { run, platform } = scene;
      await putFiles(scene, { "other/a.bin": "content", "here/b": "b" });
      const from = { cwd: join(scene.directory, "here") };
      for (const path of ["../other/a.bin", join(scene.directory, "other/a.bin")]) {
        const error = unsentError(platform, await run(sendLine("--file", path), from), 2);
        assertStringIncludes(String(error["hint"]), "-C DIR");
      }
      dataOf(await run(["-C", "../other", ...sendLine("--file", "a.bin")], from));
      assertEquals(platform.uploads.map(({ fileName }) => fileName), ["a.bin"]);
    }));

  it("a link that stays inside the directory is followed", () =>
    inDemo({}, async (scene) => {
      await putFiles(scene, { "sub/a.bin": "content" });
      await Deno.symlink("sub/a.bin", join(scene.directory, "link.txt"));
      dataOf(await scene.run(sendLine("--file", "link.txt")));
      assertEquals(scene.platform.uploads.map(({ fileName, size }) => [fileName, size]), [["link.txt", 7]]);
    }));
});
