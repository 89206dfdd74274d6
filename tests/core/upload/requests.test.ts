import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { formPreview } from "../../../core/upload/form-preview.ts";
import { fileUpload, imageUpload } from "../../../core/upload/requests.ts";

describe("formPreview", () => {
  it("shows an image upload without opening anything", () => {
    const { method, path, form } = imageUpload("message", { name: "a.png" });
    assertEquals([method, path], ["POST", "/open-apis/im/v1/images"]);
    assertEquals(form && Object.entries(formPreview(form)), [["image_type", "message"], ["image", "@a.png"]]);
  });

  it("shows a file upload, its fields in order", () => {
    const { form } = fileUpload({ fileType: "mp4", fileName: "a.mp4", durationMs: 1 });
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
    assertEquals(imageUpload("avatar", { name: "a" }).repeatable, false);
    assertEquals(fileUpload({ fileType: "stream", fileName: "a" }).repeatable, false);
  });
});
