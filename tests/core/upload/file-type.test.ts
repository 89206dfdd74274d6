import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { chooseFileType, type FileType } from "../../../core/upload/file-type.ts";

describe("chooseFileType", () => {
  const types: readonly (readonly [name: string, type: FileType])[] = [
    ["a.pdf", "pdf"],
    ["a.PDF", "pdf"],
    ["a.doc", "doc"],
    ["a.docx", "doc"],
    ["a.xls", "xls"],
    ["a.xlsx", "xls"],
    ["a.csv", "xls"],
    ["a.ppt", "ppt"],
    ["a.pptx", "ppt"],
    ["a.opus", "stream"],
    ["a.ogg", "stream"],
    ["a.mp4", "stream"],
    ["a.mov", "stream"],
    ["a.pdf.zip", "stream"],
    ["pdf", "stream"],
    ["a.", "stream"],
    ["", "stream"],
    ["a.constructor", "stream"],
  ];
  for (const [name, type] of types) {
    it(`uploads --file "${name}" as ${type}`, () => assertEquals(chooseFileType("--file", name), type));
  }

  it("lets the flag decide over recordings and videos", () => {
    for (const name of ["a.opus", "a.mp4", "a.pdf", "a"]) {
      assertEquals(chooseFileType("--audio", name), "opus");
      assertEquals(chooseFileType("--video", name), "mp4");
    }
  });
});
