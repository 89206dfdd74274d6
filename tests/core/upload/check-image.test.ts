import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { checkImage, type ImageType } from "../../../core/upload/check-image.ts";
import { detailOf } from "../detail-of.ts";
import { box, bytesOf, number, sourceOf } from "./bytes.ts";

const png = (width: number, height: number) =>
  sourceOf(
    bytesOf(
      "\x89PNG\r\n\x1a\n",
      number(13, 4, "big"),
      "IHDR",
      number(width, 4, "big"),
      number(height, 4, "big"),
    ),
  );
const gif = (width: number, height: number) =>
  sourceOf(bytesOf("GIF89a", number(width, 2, "little"), number(height, 2, "little")));

describe("checkImage", () => {
  const sizes:
    readonly (readonly [name: string, source: ReturnType<typeof png>, type: ImageType, passes: boolean])[] = [
      ["12000x12000", png(12_000, 12_000), "message", true],
      ["12001 wide", png(12_001, 1), "message", false],
      ["12001 high", png(1, 12_001), "message", false],
      ["a GIF of 2000x2000", gif(2_000, 2_000), "message", true],
      ["a GIF of 2001", gif(1, 2_001), "message", false],
      ["an avatar of 4096x4096", png(4_096, 4_096), "avatar", true],
      ["an avatar of 4097", png(4_097, 1), "avatar", false],
      ["a GIF avatar of 2001", gif(2_001, 1), "avatar", false],
      [
        "an image whose size is not known",
        sourceOf(box("ftyp", "heic", number(0, 4, "big"))),
        "message",
        true,
      ],
      ["what is no image", sourceOf(bytesOf("text")), "message", false],
    ];
  for (const [name, source, type, passes] of sizes) {
    it(`${passes ? "lets" : "refuses"} ${name}${passes ? " pass" : ""}`, () => {
      if (passes) return checkImage("--image", source, type);
      const detail = detailOf(() => checkImage("--image", source, type));
      assertEquals([detail.type, detail.subtype, detail.param], [
        "validation",
        "invalid_argument",
        "--image",
      ]);
    });
  }

  it("points to --file, which takes every format", () => {
    assertStringIncludes(
      detailOf(() => checkImage("--image", sourceOf(bytesOf("text")))).hint ?? "",
      "--file",
    );
  });
});
