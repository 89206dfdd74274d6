import {
  GROUP,
  LINES,
  SEND,
  sentContent,
  sentMessage,
  writesOf,
  writingWorld,
} from "../../support/composing.ts";
import { putFiles } from "../../support/files.ts";
import { mp4Video, opusAudio, pngImage } from "../../support/media.ts";
import { IDENTITIES } from "../../support/reading.ts";
import { dataOf, errorOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const FILES = {
  "chart.png": pngImage(),
  "cover.png": pngImage({ width: 3, height: 3 }),
  "report.pdf": "%PDF-1.7 report",
  "memo.opus": opusAudio(2500),
  "clip.mp4": mp4Video(1500),
  "img_1.png": pngImage({ width: 4, height: 4 }),
  "img_name": pngImage({ width: 5, height: 5 }),
  file_x: "a file without an extension",
  "key.png": pngImage({ width: 6, height: 6 }),
};

/** Media flags, the message that comes of them, and the names of what is uploaded; `$n` is the key of upload n. */
const CASES: readonly (readonly [words: string, type: string, content: object, uploads: string[]])[] = [
  ["--image ./chart.png", "image", { image_key: "$0" }, ["message"]],
  ["--image chart.png", "image", { image_key: "$0" }, ["message"]],
  ["--image img_v3_known", "image", { image_key: "img_v3_known" }, []],
  ["--image key:img_v3_known", "image", { image_key: "img_v3_known" }, []],
  ["--image img_1.png", "image", { image_key: "$0" }, ["message"]],
  ["--image img_name", "image", { image_key: "$0" }, ["message"]],
  ["--file report.pdf", "file", { file_key: "$0" }, ["report.pdf"]],
  ["--file file_v3_known", "file", { file_key: "file_v3_known" }, []],
  ["--file key:file_v3_known", "file", { file_key: "file_v3_known" }, []],
  ["--file file_x", "file", { file_key: "$0" }, ["file_x"]],
  ["--file ./file_x", "file", { file_key: "$0" }, ["file_x"]],
  ["--file clip.mp4", "file", { file_key: "$0" }, ["clip.mp4"]],
  ["--file memo.opus", "file", { file_key: "$0" }, ["memo.opus"]],
  ["--audio memo.opus", "audio", { file_key: "$0" }, ["memo.opus"]],
  ["--audio file_v3_voice", "audio", { file_key: "file_v3_voice" }, []],
  ["--audio key:file_v3_voice", "audio", { file_key: "file_v3_voice" }, []],
  ["--video clip.mp4", "media", { file_key: "$0" }, ["clip.mp4"]],
  ["--video file_v3_clip", "media", { file_key: "file_v3_clip" }, []],
  ["--video clip.mp4 --video-cover cover.png", "media", { file_key: "$0", image_key: "$1" }, [
    "clip.mp4",
    "message",
  ]],
  ["--video clip.mp4 --video-cover img_v3_known", "media", { file_key: "$0", image_key: "img_v3_known" }, [
    "clip.mp4",
  ]],
  ["--video file_v3_clip --video-cover cover.png", "media", { file_key: "file_v3_clip", image_key: "$0" }, [
    "message",
  ]],
  ["--video-cover key:img_v3_known --video key:file_v3_clip", "media", {
    file_key: "file_v3_clip",
    image_key: "img_v3_known",
  }, []],
  ["--image chart.png --msg-type image", "image", { image_key: "$0" }, ["message"]],
  ["--video file_v3_clip --msg-type media", "media", { file_key: "file_v3_clip" }, []],
];

describe("media are uploaded and sent by one identity, in the order of their flags' meaning", () => {
  for (const [identity, env] of IDENTITIES) {
    for (const [name, line] of LINES) {
      for (const [words, type, content, uploads] of CASES) {
        it(`${name} as ${identity} ${words}`, () =>
          inScene(writingWorld, async ({ run, platform, directory }) => {
            await putFiles({ directory }, FILES);
            dataOf(await run([...line, ...words.split(" ")], { env }));
            const keys = platform.uploads.map(({ key }) => key);
            const wanted = Object.entries(content).map(([field, key]) =>
              [field, /^\$/.test(key) ? keys[Number(key.slice(1))] : key] as const
            );
            assertEquals(sentContent(platform), [type, Object.fromEntries(wanted)]);
            assertEquals(platform.uploads.map((upload) => upload.fileName ?? upload.type), uploads);
            const writers = [...platform.uploads, sentMessage(platform)].map(({ as }) => as);
            assertEquals(writers, Array(writers.length).fill(identity));
            assertEquals(writesOf(platform).length, uploads.length + 1);
          }));
      }
    }
  }
});

describe("what is neither a key nor a file is refused", () => {
  const cases: readonly (readonly [words: string[], param: string, says: string])[] = [
    [["--image", "file_v3_known"], "--image", "img_"],
    [["--file", "img_v3_known"], "--file", "file_"],
    [["--audio", "img_v3_known"], "--audio", "file_"],
    [["--video", "img_v3_known"], "--video", "file_"],
    [["--video", "file_v3_clip", "--video-cover", "file_v3_known"], "--video-cover", "img_"],
    [["--image", "img_2.png"], "--image", "img_2.png"],
    [["--image", "7ea74629-9191-4176-998c-2e603c9c5e8g"], "--image", "no such file"],
    [["--image", "key:"], "--image", "key"],
    [["--image", "report.pdf"], "--image", "--file"],
    [["--image", "empty.png"], "--image", "empty"],
    [["--file", "empty.txt"], "--file", "empty"],
    [["--audio", "clip.mp4"], "--audio", "ffmpeg"],
    [["--audio", "song.ogg"], "--audio", "ffmpeg"],
    [["--image", "ftp://example.com/a.png"], "--image", "http"],
    [["--image", "file:///etc/hosts"], "--image", "http"],
  ];
  for (const [words, param, says] of cases) {
    for (const mode of [[], ["--dry-run"]]) {
      it([...words, ...mode].join(" "), () =>
        inScene(writingWorld, async ({ run, platform, directory }) => {
          await putFiles({ directory }, {
            ...FILES,
            "empty.png": "",
            "empty.txt": "",
            "song.ogg": "OggS Vorbis",
          });
          const error = errorOf(await run([SEND, "--chat-id", GROUP, ...words, ...mode]), 2);
          assertEquals([error["type"], error["param"], platform.log.length], ["validation", param, 0]);
          assertStringIncludes(`${error["message"]} ${error["hint"]}`, says);
        }));
    }
  }
});

describe("a bare key that has no prefix is sent with key:", () => {
  it("the platform's own examples have such keys", () =>
    inScene({
      ...writingWorld,
      writing: { keys: [{ key: "7ea74629-9191-4176-998c-2e603c9c5e8g", kind: "image" }] },
    }, async ({ run, platform }) => {
      dataOf(await run([SEND, "--chat-id", GROUP, "--image", "key:7ea74629-9191-4176-998c-2e603c9c5e8g"]));
      assertEquals(sentContent(platform), ["image", { image_key: "7ea74629-9191-4176-998c-2e603c9c5e8g" }]);
    }));
});

describe("nothing is uploaded when the message itself can't be sent", () => {
  const cases: readonly (readonly [name: string, words: string[], param: string])[] = [
    ["no target", [SEND, "--image", "chart.png"], "--chat-id"],
    [
      "a cover that is missing",
      [SEND, "--chat-id", GROUP, "--video=clip.mp4", "--video-cover=no.png"],
      "--video-cover",
    ],
    [
      "a cover that is no image",
      [SEND, "--chat-id", GROUP, "--video=clip.mp4", "--video-cover=report.pdf"],
      "--video-cover",
    ],
    ["a text besides", [SEND, "--chat-id", GROUP, "--image=chart.png", "--text=x"], "--text"],
    ["a wrong type", [SEND, "--chat-id", GROUP, "--image=chart.png", "--msg-type=file"], "--msg-type"],
    ["a second image in Markdown that is missing", [
      SEND,
      "--chat-id",
      GROUP,
      "--markdown=![a](./chart.png) ![b](./no.png)",
    ], "--markdown"],
  ];
  for (const [name, words, param] of cases) {
    it(name, () =>
      inScene(writingWorld, async ({ run, platform, directory }) => {
        await putFiles({ directory }, FILES);
        assertEquals(errorOf(await run(words), 2)["param"], param);
        assertEquals([platform.log.length, platform.uploads.length], [0, 0]);
      }));
  }
});
