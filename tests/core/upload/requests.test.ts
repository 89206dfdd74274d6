import { formPreview } from "../../../core/platform/multipart.ts";
import {
  chooseFileType,
  type FileType,
  fileUploadRequest,
  imageUploadRequest,
} from "../../../core/upload/requests.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

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
    it(`uploads --file "${name}" as ${type}`, () => assertEquals(chooseFileType("file", name), type));
  }

  it("lets the input decide over recordings and videos", () => {
    for (const name of ["a.opus", "a.mp4", "a.pdf", "a"]) {
      assertEquals(chooseFileType("audio", name), "opus");
      assertEquals(chooseFileType("video", name), "mp4");
    }
  });
});

describe("formPreview", () => {
  it("shows an image upload without opening anything", () => {
    const { method, path, form } = imageUploadRequest("message", { name: "a.png" });
    assertEquals([method, path], ["POST", "/open-apis/im/v1/images"]);
    assertEquals(form && Object.entries(formPreview(form)), [["image_type", "message"], ["image", "@a.png"]]);
  });

  it("shows a file upload, its fields in order", () => {
    const { form } = fileUploadRequest({ fileType: "mp4", fileName: "a.mp4", durationMs: 1 });
    assertEquals(form && Object.entries(formPreview(form)), [
      ["file_type", "mp4"],
      ["file_name", "a.mp4"],
      ["duration", "1"],
      ["file", "@a.mp4"],
    ]);
  });
});

describe("uploads", () => {
  it("are never repeated by themselves", () => {
    assertEquals(imageUploadRequest("avatar", { name: "a" }).repeatable, false);
    assertEquals(fileUploadRequest({ fileType: "stream", fileName: "a" }).repeatable, false);
  });
});
