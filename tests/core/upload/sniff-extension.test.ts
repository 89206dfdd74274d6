import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { sniffExtension } from "../../../core/upload/sniff-extension.ts";
import { box, bytesOf, opusHead, sourceOf } from "./bytes.ts";

describe("sniffExtension", () => {
  const files: readonly (readonly [name: string, bytes: Uint8Array, extension: string])[] = [
    ["a JPEG", bytesOf(0xff, 0xd8, 0xff, 0xd9), ".jpg"],
    ["a GIF", bytesOf("GIF89a", 1, 0, 1, 0), ".gif"],
    ["a PDF", bytesOf("%PDF-1.7"), ".pdf"],
    ["an MP4", box("ftyp", "isom"), ".mp4"],
    ["a HEIC", box("ftyp", "heic"), ".heic"],
    ["an Opus recording", opusHead(), ".opus"],
    ["text", bytesOf("hello"), ""],
    ["nothing", bytesOf(), ""],
  ];
  for (const [name, bytes, extension] of files) {
    it(`gives ${name} "${extension}"`, () => assertEquals(sniffExtension(sourceOf(bytes)), extension));
  }
});
