import {
  box,
  bytesOf,
  longMovieHeader,
  movieHeader,
  number,
  oggPage,
  opusHead,
} from "../../support/bytes.ts";
import { putFiles } from "../../support/files.ts";
import { mp4Video, noise, opusAudio } from "../../support/media.ts";
import { dataOf, errorOf, warningsOf } from "../../support/results.ts";
import { inDemo, sendLine, unsentError } from "../../support/sending.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("the type under which a file is uploaded", () => {
  const types: readonly (readonly [name: string, type: string])[] = [
    ["a.pdf", "pdf"],
    ["a.doc", "doc"],
    ["a.docx", "doc"],
    ["a.xls", "xls"],
    ["a.xlsx", "xls"],
    ["a.csv", "xls"],
    ["a.ppt", "ppt"],
    ["a.pptx", "ppt"],
    ["A.PDF", "pdf"],
    ["a.pdf.zip", "stream"],
    ["a.txt", "stream"],
    ["pdf", "stream"],
    ["a.", "stream"],
    [".pdf", "pdf"],
    ["a.mp4", "stream"],
    ["a.opus", "stream"],
    ["a.ogg", "stream"],
    ["a.png", "stream"],
  ];
  it("--file: by the extension, recordings, videos and pictures as plain files", () =>
    inDemo({}, async (scene) => {
      for (const [name] of types) {
        await putFiles(scene, { [name]: "content" });
        // A key each: the words differ in the file's name only.
        const key = ["--idempotency-key", `key ${name}`];
        dataOf(await scene.run(sendLine("--file", `./${name}`, ...key)));
      }
      const uploaded = scene.platform.uploads.map(({ fileName = "", type }) => [fileName, type] as const);
      assertEquals(uploaded, [...types]);
      assertEquals(scene.platform.sentMessages.map(({ type }) => type), types.map(() => "file"));
    }));

  for (const name of ["a.opus", "A.OPUS", "a.ogg", "recording"]) {
    it(`--audio ${name}: opus`, () =>
      inDemo({}, async (scene) => {
        await putFiles(scene, { [name]: opusAudio(20) });
        dataOf(await scene.run(sendLine("--audio", `./${name}`)));
        assertEquals(scene.platform.uploads.map(({ type, fileName }) => [type, fileName]), [["opus", name]]);
      }));
  }

  for (const name of ["a.wav", "a.mp3", "a.mp4", "a.opus.mp3"]) {
    it(`--audio ${name}: refused with a way to convert it, whatever is in it`, () =>
      inDemo({}, async (scene) => {
        await putFiles(scene, { [name]: opusAudio(20) });
        const error = unsentError(scene.platform, await scene.run(sendLine("--audio", name)), 2);
        assertEquals([error["param"], scene.platform.log], ["--audio", []]);
        assertStringIncludes(String(error["hint"]), "ffmpeg");
        assertStringIncludes(String(error["hint"]), "--file");
      }));
  }

  it("--audio with another content under an .opus name is refused before anything is sent", () =>
    inDemo({}, async (scene) => {
      await putFiles(scene, { "a.opus": noise(900) });
      const error = unsentError(scene.platform, await scene.run(sendLine("--audio", "a.opus")), 2);
      assertEquals([error["param"], scene.platform.log], ["--audio", []]);
    }));

  it("--video that is no MP4 goes out as mp4, with a warning", () =>
    inDemo({}, async (scene) => {
      await putFiles(scene, { "a.webm": noise(900) });
      const result = await scene.run(sendLine("--video", "a.webm"));
      dataOf(result);
      assertEquals(scene.platform.uploads.map(({ type, durationMs }) => [type, durationMs]), [[
        "mp4",
        undefined,
      ]]);
      assertEquals(warningsOf(result).map((line) => line.split(":")[1]), [" video_may_not_play"]);
    }));
});

describe("the duration that the service gets", () => {
  const granule = (position: bigint, preSkip = 0) =>
    bytesOf(opusHead(preSkip), oggPage({ position, type: 4 }));
  const movie = (...index: readonly Uint8Array[]) => bytesOf(box("ftyp", "isom"), box("moov", ...index));
  const lengths:
    readonly (readonly [name: string, flag: string, bytes: Uint8Array, ms: number | undefined])[] = [
      ["granule 480000", "--audio", granule(480_000n), 10_000],
      ["granule 24000: exact, not rounded up to seconds", "--audio", granule(24_000n), 500],
      ["less the pre-skip", "--audio", granule(480_312n, 312), 10_000],
      [
        "a last page without a position",
        "--audio",
        bytesOf(granule(96_000n), oggPage({ position: -1n, type: 4 })),
        2000,
      ],
      ["no length", "--audio", opusHead(), undefined],
      ["mvhd 0, 600/1500", "--video", movie(movieHeader(600, 1500)), 2500],
      ["mvhd 1, 44100/441000", "--video", movie(longMovieHeader(44_100, 441_000n)), 10_000],
      ["the index behind the content", "--video", mp4Video(61_001, 40_000), 61_001],
      ["a duration of zero", "--video", movie(movieHeader(600, 0)), undefined],
      ["an unknown duration, all ones", "--video", movie(movieHeader(600, 0xffff_ffff)), undefined],
      ["a time scale of zero", "--video", movie(movieHeader(0, 600)), undefined],
      [
        "a box that claims more than there is",
        "--video",
        bytesOf(box("ftyp", "isom"), number(1e9, 4, "big"), "moov"),
        undefined,
      ],
      [
        "a box smaller than its own head",
        "--video",
        bytesOf(box("ftyp", "isom"), number(3, 4, "big"), "moov"),
        undefined,
      ],
      ["a file that ends inside a box", "--video", mp4Video(2500).slice(0, -40), undefined],
      ["no index", "--video", box("ftyp", "isom"), undefined],
    ];
  for (const [name, flag, bytes, ms] of lengths) {
    it(`${flag}: ${name}`, () =>
      inDemo({}, async (scene) => {
        await putFiles(scene, { media: bytes });
        dataOf(await scene.run(sendLine(flag, "media")));
        assertEquals(scene.platform.uploads.map(({ durationMs, size }) => [durationMs, size]), [[
          ms,
          bytes.length,
        ]]);
      }));
  }

  it("--file sends none", () =>
    inDemo({}, async (scene) => {
      await putFiles(scene, { "a.mp4": mp4Video(2500) });
      dataOf(await scene.run(sendLine("--file", "a.mp4")));
      assertEquals(scene.platform.uploads.map(({ durationMs }) => durationMs), [undefined]);
    }));
});

describe("keys", () => {
  const keys = [
    { key: "img_v3_known", kind: "image" },
    { key: "file_v3_known", kind: "file" },
    { key: "0a1b-2c3d", kind: "file" },
  ] as const;
  const inKeys = (use: Parameters<typeof inDemo<void>>[1]) => inDemo({ writing: { keys } }, use);

  it("a file of that name is sent instead of the key", () =>
    inKeys(async (scene) => {
      await putFiles(scene, { file_v3_known: "content" });
      dataOf(await scene.run(sendLine("--file", "file_v3_known")));
      assertEquals(scene.platform.uploads.map(({ fileName }) => fileName), ["file_v3_known"]);
    }));

  it("a file with an extension is never a key", () =>
    inKeys(async (scene) => {
      const error = errorOf(await scene.run(sendLine("--image", "img_1.png")), 2);
      assertEquals([error["param"], scene.platform.log], ["--image", []]);
      assertStringIncludes(String(error["message"]), "no such file");
    }));

  it("key: makes a key of anything, a file of that name or not", () =>
    inKeys(async (scene) => {
      await putFiles(scene, { file_v3_known: "content" });
      dataOf(await scene.run(sendLine("--file", "key:file_v3_known")));
      dataOf(await scene.run(sendLine("--file", "key:0a1b-2c3d", "--idempotency-key=2")));
      const contents = scene.platform.sentMessages.map(({ content }) => content?.["file_key"]);
      assertEquals([scene.platform.uploads, contents], [[], ["file_v3_known", "0a1b-2c3d"]]);
    }));

  const wrong: readonly (readonly [flag: string, key: string])[] = [
    ["--image", "file_v3_known"],
    ["--file", "img_v3_known"],
    ["--audio", "img_v3_known"],
    ["--video", "img_v3_known"],
  ];
  for (const [flag, key] of wrong) {
    it(`${flag} ${key}: a key of another kind is refused`, () =>
      inKeys(async (scene) => {
        const error = unsentError(scene.platform, await scene.run(sendLine(flag, key)), 2);
        assertEquals(error["param"], flag);
        assertStringIncludes(String(error["hint"]), `./${key}`);
      }));
  }
});
