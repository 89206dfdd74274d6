import { spelled } from "../../../cli/spelling.ts";
import { checkAudio, checkAudioName, findOpusStream } from "../../../core/upload/audio.ts";
import { detailOf } from "../detail-of.ts";
import { bytesOf, oggPage, opusHead, sourceOf } from "../../support/bytes.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("checkAudioName", () => {
  const path = (text: string) => ({ kind: "path", path: text }) as const;
  const url = (text: string) => ({ kind: "url", url: text }) as const;

  for (
    const source of [
      path("a.opus"),
      path("a.OGG"),
      path("dir.mp3/a"),
      path("a"),
      path(".hidden"),
      url("https://a.example/b.Opus?c=d.mp3"),
      url("https://a.example/download?id=1.mp3"),
      url("https://a.mp3/"),
      { kind: "key", key: "file_1.mp3" } as const,
    ]
  ) {
    it(`lets ${JSON.stringify(source)} pass`, () => checkAudioName(source));
  }

  for (
    const source of [path("a.mp3"), path("a.opus.wav"), path("a."), url("https://a.example/b.mp3?c=.opus")]
  ) {
    it(`refuses ${JSON.stringify(source)} and offers a way`, () => {
      const detail = detailOf(() => checkAudioName(source));
      assertEquals([detail.type, detail.input], ["validation", "audio"]);
      assertStringIncludes(spelled(detail.hint ?? ""), "ffmpeg -i IN -acodec libopus -ac 1 -ar 16000");
      assertStringIncludes(spelled(detail.hint ?? ""), "file");
    });
  }
});

describe("checkAudio", () => {
  it("lets Opus in Ogg pass, also behind other streams", () => {
    checkAudio("audio", sourceOf(opusHead()));
    checkAudio(
      "audio",
      sourceOf(bytesOf(oggPage({ type: 2, serial: 1, content: bytesOf("\x80theora") }), opusHead(0, 2))),
    );
  });

  it("reads an OpusHead that ends behind its pre-skip", () => {
    const content = bytesOf("OpusHead", 1, 1, 0x38, 0x01);
    assertEquals(findOpusStream(sourceOf(oggPage({ type: 2, serial: 9, content }))), {
      serial: 9,
      preSkip: 312,
    });
    assertEquals(findOpusStream(sourceOf(oggPage({ type: 2, content: content.subarray(0, 11) }))), undefined);
  });

  const refused: readonly (readonly [name: string, bytes: Uint8Array])[] = [
    ["Vorbis in Ogg", oggPage({ type: 2, content: bytesOf("\x01vorbis") })],
    ["an OpusHead behind the start", bytesOf(oggPage({ content: bytesOf("x") }), opusHead())],
    ["an OpusHead without Ogg", bytesOf("OpusHead")],
    ["MP3", bytesOf("ID3", new Uint8Array(99))],
    ["nothing", bytesOf()],
  ];
  for (const [name, bytes] of refused) {
    it(`refuses ${name} and offers ffmpeg and --file`, () => {
      const detail = detailOf(() => checkAudio("audio", sourceOf(bytes)));
      assertEquals([detail.type, detail.input], ["validation", "audio"]);
      assertStringIncludes(spelled(detail.hint ?? ""), "ffmpeg");
      assertStringIncludes(spelled(detail.hint ?? ""), "file");
    });
  }

  it("names the input that calls it a recording, and offers what goes with that input", () => {
    const detail = detailOf(() => checkAudio("fileType", sourceOf(bytesOf())));
    assertEquals([detail.input, spelled(detail.message)], [
      "fileType",
      "--file-type opus takes Opus recordings, and this is not one",
    ]);
    assertStringIncludes(spelled(detail.hint ?? ""), "--file-type stream");
  });
});
