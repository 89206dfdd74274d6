import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { checkAudio } from "../../../core/upload/check-audio.ts";
import { detailOf } from "../detail-of.ts";
import { bytesOf, oggPage, opusHead, sourceOf } from "./bytes.ts";

describe("checkAudio", () => {
  it("lets Opus in Ogg pass, also behind other streams", () => {
    checkAudio("--audio", sourceOf(opusHead()));
    checkAudio(
      "--audio",
      sourceOf(bytesOf(oggPage({ type: 2, serial: 1, content: bytesOf("\x80theora") }), opusHead(0, 2))),
    );
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
      const detail = detailOf(() => checkAudio("--audio", sourceOf(bytes)));
      assertEquals([detail.type, detail.param], ["validation", "--audio"]);
      assertStringIncludes(detail.hint ?? "", "ffmpeg");
      assertStringIncludes(detail.hint ?? "", "--file");
    });
  }

  it("names the flag that called it a recording, and offers what goes with that flag", () => {
    const detail = detailOf(() => checkAudio("--file-type", sourceOf(bytesOf())));
    assertEquals([detail.param, detail.message], [
      "--file-type",
      "--file-type opus takes Opus recordings, and this is none",
    ]);
    assertStringIncludes(detail.hint ?? "", "--file-type stream");
  });
});
