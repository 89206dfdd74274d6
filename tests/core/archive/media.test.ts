import { isShown, sniffMedia } from "../../../core/archive/media.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

describe("sniffMedia()", () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ["\x89PNG\r\n\x1A\n0000", ".png", true],
    ["\xFF\xD8\xFF\xE0", ".jpg", true],
    ["RIFF0000WEBPVP8 ", ".webp", true],
    ["0000ftypisom", ".mp4", true],
    ["%PDF-1.7", ".pdf", false],
    ["<svg xmlns='http", ".bin", false],
    ["<html><script>", ".bin", false],
    ["", ".bin", false],
  ];
  for (const [head, extension, shown] of cases) {
    it(`takes ${JSON.stringify(head)} for ${extension}`, () => {
      const type = sniffMedia(bytes(head));
      assertEquals([type.extension, isShown(type)], [extension, shown]);
    });
  }
});
