import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { checkAudioName } from "../../../core/upload/audio-name.ts";
import { detailOf } from "../detail-of.ts";

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
      assertEquals([detail.type, detail.param], ["validation", "--audio"]);
      assertStringIncludes(detail.hint ?? "", "ffmpeg -i IN -acodec libopus -ac 1 -ar 16000");
      assertStringIncludes(detail.hint ?? "", "--file");
    });
  }
});
