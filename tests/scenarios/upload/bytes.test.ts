import { sha256 } from "../../support/downloads.ts";
import { putFiles } from "../../support/files.ts";
import { mp4Video, noise, opusAudio, pngImage } from "../../support/media.ts";
import { IDENTITIES } from "../../support/reading.ts";
import { dataOf } from "../../support/results.ts";
import {
  FILES_PATH,
  GROUP,
  IMAGES_PATH,
  inDemo,
  MESSAGE,
  SEND_PATH,
  sendLine,
} from "../../support/sending.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const IMAGE = pngImage({ size: 70_000 });
const AUDIO = opusAudio(1234);
const VIDEO = mp4Video(2500, 200_000);
const PLAIN = noise(131_073);

interface MediaCase {
  readonly name: string;
  readonly words: readonly string[];
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** Names of the files in the order in which they are uploaded, with what the service is told. */
  readonly uploads: readonly (readonly [file: string, kind: string, type: string, durationMs?: number])[];
  readonly msgType: string;
  /** Fields of the content, a key each. */
  readonly fields: readonly string[];
}

const CASES: readonly MediaCase[] = [
  {
    name: "--image",
    words: ["--image", "./a.png"],
    files: { "a.png": IMAGE },
    uploads: [["a.png", "image", "message"]],
    msgType: "image",
    fields: ["image_key"],
  },
  {
    name: "--file",
    words: ["--file", "deep/b.bin"],
    files: { "deep/b.bin": PLAIN },
    uploads: [["deep/b.bin", "file", "stream"]],
    msgType: "file",
    fields: ["file_key"],
  },
  {
    name: "--audio",
    words: ["--audio", "c.opus"],
    files: { "c.opus": AUDIO },
    uploads: [["c.opus", "file", "opus", 1234]],
    msgType: "audio",
    fields: ["file_key"],
  },
  {
    name: "--video without a cover",
    words: ["--video", "d.mp4"],
    files: { "d.mp4": VIDEO },
    uploads: [["d.mp4", "file", "mp4", 2500]],
    msgType: "media",
    fields: ["file_key"],
  },
  {
    name: "--video with --video-cover, the video first",
    words: ["--video-cover", "a.png", "--video", "d.mp4"],
    files: { "a.png": IMAGE, "d.mp4": VIDEO },
    uploads: [["d.mp4", "file", "mp4", 2500], ["a.png", "image", "message"]],
    msgType: "media",
    fields: ["file_key", "image_key"],
  },
];

describe("media arrive byte for byte, and the message names their keys", () => {
  for (const { name, words, files, uploads, msgType, fields } of CASES) {
    it(name, () =>
      inDemo({}, async (scene) => {
        await putFiles(scene, files);
        const data = dataOf(await scene.run(sendLine(...words)));
        const { platform } = scene;
        const wanted = await Promise.all(uploads.map(async ([file, kind, type, durationMs]) => {
          const bytes = files[file] ?? new Uint8Array();
          return [kind, type, durationMs, bytes.length, await sha256(bytes), file.split("/").at(-1)];
        }));
        const got = platform.uploads.map((
          one,
        ) => [one.kind, one.type, one.durationMs, one.size, one.sha256, one.partFileName]);
        assertEquals(got, wanted);
        const keys = platform.uploads.map(({ key }) => key);
        const [message, ...others] = platform.sentMessages;
        assertEquals([others, message?.type, message?.messageId], [[], msgType, data["message_id"]]);
        assertEquals(message?.content, Object.fromEntries(fields.map((field, at) => [field, keys[at]])));
      }));
  }
});

describe("what an upload sends to the service", () => {
  it("image_type, then the image; file_type, file_name, duration, then the file", () =>
    inDemo({}, async (scene) => {
      await putFiles(scene, { "a.png": IMAGE, "d.mp4": VIDEO });
      await scene.run(sendLine("--video", "d.mp4", "--video-cover", "a.png"));
      const forms = scene.platform.log.map((
        { path, form },
      ) => [path, form?.map(({ name, value }) => [name, value])]);
      assertEquals(forms, [
        [FILES_PATH, [["file_type", "mp4"], ["file_name", "d.mp4"], ["duration", "2500"], [
          "file",
          undefined,
        ]]],
        [IMAGES_PATH, [["image_type", "message"], ["image", undefined]]],
        [SEND_PATH, undefined],
      ]);
    }));

  it("the length of the body, and no chunked coding", () =>
    inDemo({}, async (scene) => {
      await putFiles(scene, { "b.bin": PLAIN, "a.png": IMAGE });
      await scene.run(sendLine("--file", "b.bin"));
      await scene.run(sendLine("--image", "a.png"));
      assertEquals(scene.platform.uploads.map(({ framing }) => framing), ["length", "length"]);
      const [upload] = scene.platform.log;
      const parts = upload?.form?.reduce((sum, { size }) => sum + size, 0) ?? 0;
      assertEquals(Number(upload?.headers["content-length"]) > parts, true);
    }));

  for (const [identity, env] of IDENTITIES) {
    it(`upload and message go out as ${identity}, the reply too`, () =>
      inDemo({}, async (scene) => {
        await putFiles(scene, { "b.bin": PLAIN });
        const words = ["+messages-reply", "--message-id", MESSAGE, "--file", "b.bin"];
        dataOf(await scene.run(words, { env }));
        dataOf(await scene.run(["+messages-send", "--chat-id", GROUP, "--file", "b.bin"], { env }));
        assertEquals(scene.platform.log.map(({ token }) => token), Array(4).fill(identity));
      }));
  }
});

describe("the result lists what was uploaded", () => {
  it("flag, key, name, size and duration, in order", () =>
    inDemo({}, async (scene) => {
      await putFiles(scene, { "a.png": IMAGE, "d.mp4": VIDEO });
      const line = sendLine("--video", "./d.mp4", "--video-cover", "a.png");
      const { uploads } = dataOf(await scene.run(line));
      const [video, cover] = scene.platform.uploads.map(({ key }) => key);
      assertEquals(uploads, [
        { flag: "--video", key: video, name: "d.mp4", size_bytes: VIDEO.length, duration_ms: 2500 },
        { flag: "--video-cover", key: cover, name: "a.png", size_bytes: IMAGE.length },
      ]);
    }));

  it("nothing where a key was given", () =>
    inDemo({ writing: { keys: [{ key: "img_v3_known", kind: "image" }] } }, async (scene) => {
      const data = dataOf(await scene.run(sendLine("--image", "img_v3_known")));
      assertEquals([data["uploads"], scene.platform.log.length], [undefined, 1]);
      assertEquals(scene.platform.sentMessages[0]?.content, { image_key: "img_v3_known" });
    }));
});
