import { spelled } from "../../../cli/spelling.ts";
import { type MediaInput, type MediaSource, readMediaSource } from "../../../core/upload/media-source.ts";
import { fakeWorld } from "../../support/fake-world.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { rejectionOf } from "../detail-of.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

/** In the directory: the files `img_here` and `dir/a.png`, the link `out` that leads out, the directory `img_dir`. */
async function inPlace<T>(
  use: (read: (input: MediaInput, value: string) => Promise<MediaSource>) => Promise<T>,
) {
  return await inTemporaryDirectory(async (cwd) => {
    await Deno.mkdir(join(cwd, "dir"));
    await Deno.mkdir(join(cwd, "img_dir"));
    await Deno.writeTextFile(join(cwd, "img_here"), "x");
    await Deno.writeTextFile(join(cwd, "dir/a.png"), "x");
    await Deno.symlink("/etc", join(cwd, "out"));
    await Deno.symlink("round", join(cwd, "round"));
    return await use((input, value) => readMediaSource(fakeWorld({ cwd }), input, value));
  });
}

const key = (text: string): MediaSource => ({ kind: "key", key: text });
const url = (text: string): MediaSource => ({ kind: "url", url: text });
const path = (text: string): MediaSource => ({ kind: "path", path: text });

describe("readMediaSource", () => {
  const readings: readonly (readonly [input: MediaInput, value: string, source: MediaSource])[] = [
    ["image", "img_v3_02ab-c", key("img_v3_02ab-c")],
    ["image", " img_v3_1 ", key("img_v3_1")],
    ["videoCover", "img_1", key("img_1")],
    ["file", "file_v3_1", key("file_v3_1")],
    ["video", "file_1", key("file_1")],
    ["audio", "file_1", key("file_1")],
    ["image", "img_dir", key("img_dir")],
    ["image", "img_here", path("img_here")],
    ["file", "img_here", path("img_here")],
    ["image", "img_001.png", path("img_001.png")],
    ["file", "file_report.pdf", path("file_report.pdf")],
    ["image", "./img_1", path("./img_1")],
    ["image", "dir/a.png", path("dir/a.png")],
    ["image", "not/there.png", path("not/there.png")],
    ["image", "季度 报告.png", path("季度 报告.png")],
    ["image", "IMG_1", path("IMG_1")],
    ["image", "key:file_1", key("file_1")],
    ["file", "key:7f2a-11", key("7f2a-11")],
    ["file", "key:a.b", key("a.b")],
    ["image", "https://a.example/b?c=d", url("https://a.example/b?c=d")],
    ["image", "HTTPS://A.example/B", url("https://a.example/B")],
    ["image", " Http://a.example ", url("http://a.example/")],
  ];
  for (const [input, value, source] of readings) {
    it(`takes ${input} "${value}" for a ${source.kind}`, () =>
      inPlace(async (read) => assertEquals(await read(input, value), source)));
  }

  const refused: readonly (readonly [input: MediaInput, value: string, why: string])[] = [
    ["image", "", "empty"],
    ["image", "  ", "empty"],
    ["image", "key:", "no key"],
    ["image", "key: ", "no key"],
    ["image", "key:a b", "no key"],
    ["image", "file_v3_1", 'begin with "img_"'],
    ["videoCover", "file_1", 'begin with "img_"'],
    ["file", "img_1", 'begin with "file_"'],
    ["video", "img_1", 'begin with "file_"'],
    ["audio", "img_1", 'begin with "file_"'],
    ["file", "ftp://a.example/b", "http and https"],
    ["file", "file:///etc/passwd", "http and https"],
    ["file", "https://", "invalid address"],
    ["file", "https://a.example/\u202egpj", "invalid address"],
    ["file", "https://me:word@a.example/b", "password"],
    ["file", "/etc/passwd", "relative"],
    ["file", "\\etc", "relative"],
    ["file", "C:/a", "relative"],
    ["file", "../a", '".."'],
    ["file", "dir/../a", '".."'],
    ["file", "a\u0007b", "invisible"],
    ["file", "a\u200bb", "invisible"],
    ["file", "a\u202eb", "invisible"],
    ["file", "a\u2066b", "invisible"],
    ["file", "\ufeffa", "invisible"],
    ["file", "out/passwd", "link"],
    ["file", "out", "link"],
    ["file", "img_here/a", "not a directory"],
    ["file", "round", "loop"],
  ];
  for (const [input, value, why] of refused) {
    it(`refuses ${input} ${JSON.stringify(value)}`, () =>
      inPlace(async (read) => {
        const detail = await rejectionOf(() => read(input, value));
        assertEquals([detail.type, detail.subtype, detail.input], ["validation", "invalid_argument", input]);
        assertStringIncludes(spelled(detail.message), why);
      }));
  }

  it("names -C where a path leaves the working directory", () =>
    inPlace(async (read) => {
      for (const value of ["/etc/passwd", "../a", "out/passwd"]) {
        assertStringIncludes(spelled((await rejectionOf(() => read("file", value))).hint ?? ""), "-C DIR");
      }
    }));

  it("does not repeat the password of an address", () =>
    inPlace(async (read) => {
      const detail = await rejectionOf(() => read("file", "https://me:word@a.example/b"));
      assertEquals(JSON.stringify(detail).includes("word@"), false);
    }));
});
