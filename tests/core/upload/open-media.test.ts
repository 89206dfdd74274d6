import type { MediaInput } from "../../../core/upload/media-source.ts";
import { checkVideo, openMedia } from "../../../core/upload/open-media.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { rawResponse, startRawServer } from "../../support/raw-server.ts";
import { createTestWorld } from "../../support/test-world.ts";
import { rejectionOf } from "../detail-of.ts";
import { box, bytesOf, movieHeader, oggPage, opusHead, sourceOf } from "../../support/bytes.ts";
import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

describe("checkVideo", () => {
  it("warns about containers other than MP4", () => {
    assertEquals(checkVideo(sourceOf(box("ftyp", "isom"))), []);
    assertEquals(checkVideo(sourceOf(bytesOf("\x1aE\xdf\xa3webm"))).map(({ key }) => key), [
      "video_may_not_play",
    ]);
    assertEquals(checkVideo(sourceOf(bytesOf("f"))).length, 1);
  });
});

const OPTIONS = { userAgent: "im/1.0.0", isAllowed: () => true };
const GIF = bytesOf("GIF89a", 1, 0, 1, 0);
const OPUS = bytesOf(opusHead(), oggPage({ position: 48_000n }));
const MP4 = bytesOf(box("ftyp", "isom"), box("moov", movieHeader(1, 2)));

/** Opens `bytes`, filled up to `size` with zeros, as a file of a name, and closes it. */
async function open(input: MediaInput, name: string, bytes: Uint8Array, size = bytes.length) {
  return await inTemporaryDirectory(async (cwd) => {
    await Deno.writeFile(join(cwd, name), bytes);
    await Deno.truncate(join(cwd, name), size);
    const { world, close } = createTestWorld({ cwd });
    try {
      const media = await openMedia(world, input, { kind: "path", path: name }, OPTIONS);
      await media.file.close();
      const { file, warnings, ...told } = media;
      return { ...told, name: file.name, size: file.size, warnings: warnings.map(({ key }) => key) };
    } finally {
      close();
    }
  });
}

describe("openMedia", () => {
  it("reports of images their size alone", async () => {
    for (const input of ["image", "videoCover"] as const) {
      assertEquals(await open(input, "a.gif", GIF), { kind: "image", name: "a.gif", size: 10, warnings: [] });
    }
  });

  it("shows the duration of recordings and videos", async () => {
    const audio = await open("audio", "a", OPUS);
    assertEquals([audio.kind, audio.fileType, audio.durationMs, audio.warnings], ["file", "opus", 1_000, []]);
    const video = await open("video", "a.mov", MP4);
    assertEquals([video.kind, video.fileType, video.durationMs, video.warnings], ["file", "mp4", 2_000, []]);
  });

  it("sends recordings and videos as plain files with --file", async () => {
    for (const [name, bytes] of [["a.opus", OPUS], ["a.mp4", MP4]] as const) {
      const media = await open("file", name, bytes);
      assertEquals([media.fileType, "durationMs" in media], ["stream", false]);
    }
  });

  it("gathers the warnings of size and content", async () => {
    const media = await open("video", "a.webm", bytesOf("webm"), 31 * 1024 * 1024);
    assertEquals(media.warnings, ["upload_may_be_refused", "video_may_not_play"]);
    assertEquals("durationMs" in media, false);
  });

  const refused: readonly (readonly [name: string, input: MediaInput, bytes: Uint8Array, size?: number])[] = [
    ["an image that is none", "image", OPUS],
    ["a cover that is none", "videoCover", MP4],
    ["a recording that is none", "audio", MP4],
    ["an image above 10 MB", "image", GIF, 10 * 1024 * 1024 + 1],
    ["a file above 100 MB", "file", GIF, 100 * 1024 * 1024 + 1],
    ["an empty file", "file", bytesOf()],
  ];
  for (const [name, input, bytes, size] of refused) {
    it(`refuses ${name}, naming the input`, async () => {
      const detail = await rejectionOf(() => open(input, "a", bytes, size));
      assertEquals([detail.type, detail.input], ["validation", input]);
    });
  }

  it("treats what an address gives like a file", async () => {
    const server = startRawServer(() =>
      rawResponse("GIF89a\x01\0\x01\0", "200 OK", ["content-type: image/gif"])
    );
    const { world, close } = createTestWorld({ cwd: "/" });
    const source = { kind: "url", url: `${server.origin}/get` } as const;
    const { file, kind } = await openMedia(world, "image", source, OPTIONS);
    assertEquals([file.name, file.size, kind], ["get.gif", 10, "image"]);
    await file.close();
    const detail = await rejectionOf(() => openMedia(world, "audio", source, OPTIONS));
    assertEquals([detail.type, detail.input], ["validation", "audio"]);
    close();
    await server.close();
  });
});
