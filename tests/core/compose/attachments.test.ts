import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { checkNoOwnFiles, EMPTY_POST, withAttachments } from "../../../core/compose/attachments.ts";
import { detailOf } from "../detail-of.ts";

describe("withAttachments", () => {
  it("adds no zone without files, so that an edit leaves the old one", () =>
    assertEquals("files" in withAttachments(EMPTY_POST, []), false));

  it("keeps the order and takes the same key once", () =>
    assertEquals(withAttachments(EMPTY_POST, ["file_b", "file_a", "file_b"]), {
      zh_cn: { content: [] },
      files: [{ key: "file_b" }, { key: "file_a" }],
    }));

  it("leaves the post that it was given alone", () => {
    withAttachments(EMPTY_POST, ["file_a"]);
    assertEquals(EMPTY_POST, { zh_cn: { content: [] } });
  });
});

describe("checkNoOwnFiles", () => {
  for (const files of [[], [{ key: "file_1" }]]) {
    it(`refuses content with ${files.length} files of its own`, () => {
      const detail = detailOf(() => checkNoOwnFiles("--attachment", { files }));
      assertEquals([detail.type, detail.param], ["validation", "--attachment"]);
    });
  }

  it("lets content without files pass, and no content", () => {
    checkNoOwnFiles("--attachment", undefined);
    checkNoOwnFiles("--attachment", { zh_cn: {} });
    checkNoOwnFiles("--attachment", { files: "x" });
  });
});
