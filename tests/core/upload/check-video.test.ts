import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { checkVideo } from "../../../core/upload/check-video.ts";
import { box, bytesOf, sourceOf } from "./bytes.ts";

describe("checkVideo", () => {
  it("warns about containers other than MP4", () => {
    assertEquals(checkVideo(sourceOf(box("ftyp", "isom"))), []);
    assertEquals(checkVideo(sourceOf(bytesOf("\x1aE\xdf\xa3webm"))).map(({ key }) => key), [
      "video_may_not_play",
    ]);
    assertEquals(checkVideo(sourceOf(bytesOf("f"))).length, 1);
  });
});
