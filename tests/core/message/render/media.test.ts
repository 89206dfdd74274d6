import type { JsonValue } from "../../../../core/json/json.ts";
import {
  formatDuration,
  renderAudio,
  renderFile,
  renderImage,
  renderSticker,
  renderVideo,
} from "../../../../core/message/render/media.ts";
import { renderingOf, testRenderer } from "./rendering-of.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("formatDuration", () => {
  const cases: readonly (readonly [milliseconds: JsonValue | undefined, text: string | undefined])[] = [
    [2000, "2s"],
    [2499, "2s"],
    [2500, "2s"],
    [2501, "3s"],
    [3500, "4s"],
    [500, "0s"],
    [1500, "2s"],
    [1, "0s"],
    ["3500", "4s"],
    [" 2000.5 ", "2s"],
    [2n ** 60n * 1000n, "1152921504606846976s"],
    [1e300, `${BigInt(1e297)}s`],
    [0, undefined],
    [-3000, undefined],
    [0n, undefined],
    ["0", undefined],
    ["", undefined],
    ["3 s", undefined],
    ["0x10", undefined],
    ["9".repeat(400), undefined],
    [true, undefined],
    [null, undefined],
    [[3000], undefined],
    [undefined, undefined],
  ];
  for (const [milliseconds, text] of cases) {
    const shown = String(milliseconds).slice(0, 20);
    it(`makes ${text} of ${typeof milliseconds} ${shown}`, () => {
      assertEquals(formatDuration(milliseconds), text);
    });
  }
});

describe("renderAudio", () => {
  testRenderer(renderAudio, [
    [
      "rounds 2500 ms to the even second",
      { file_key: "f", duration: 2500 },
      '<audio key="f" duration="2s"/>',
    ],
    [
      "rounds 3500 ms to the even second",
      { file_key: "f", duration: 3500 },
      '<audio key="f" duration="4s"/>',
    ],
    ["takes a duration told as text", { file_key: "f", duration: "3000" }, '<audio key="f" duration="3s"/>'],
    ["leaves out a duration of zero", { file_key: "f", duration: 0 }, '<audio key="f"/>'],
    ["leaves out a duration that is none", { file_key: "f", duration: true }, '<audio key="f"/>'],
    ["does without a key", { duration: 2000 }, "[Voice: 2s]"],
    ["does without anything", {}, "[Voice]"],
  ]);
});

describe("renderFile", () => {
  testRenderer(renderFile, [
    ["tells key and name", { file_key: "file_3", file_name: "a.pdf" }, '<file key="file_3" name="a.pdf"/>'],
    [
      "calls a file without a name by its key",
      { file_key: "file_3", file_name: "" },
      '<file key="file_3" name="file_3"/>',
    ],
    ["escapes", { file_key: 'k"', file_name: 'a\\b\n"' }, '<file key="k\\"" name="a\\\\b\\n\\""/>'],
    ["does without a key", { file_name: "a.pdf" }, "[File]"],
  ]);
});

describe("renderImage", () => {
  testRenderer(renderImage, [
    ["shows the key", { image_key: "img_7" }, "[Image: img_7]"],
    ["does without a key", {}, "[Image]"],
    ["takes an empty key for none", { image_key: "" }, "[Image]"],
    ["takes a number for no key", { image_key: 7 }, "[Image]"],
  ]);
});

describe("renderSticker", () => {
  for (const content of ['{"file_key":"file_9"}', "{oops"]) {
    it(`is the same for ${content}`, () => {
      assertEquals(renderSticker(renderingOf("sticker", content)), "[Sticker]");
    });
  }
});

describe("renderVideo", () => {
  testRenderer(renderVideo, [
    [
      "tells everything",
      { image_key: "img_8", duration: 5000, file_name: 'c".mp4', file_key: "f" },
      '<video key="f" name="c\\".mp4" duration="5s" cover_image_key="img_8"/>',
    ],
    ["tells what is there", { file_key: "f" }, '<video key="f" name="f"/>'],
    ["does without a key", { image_key: "img_8", duration: 5000 }, "[Video]"],
  ]);
});
