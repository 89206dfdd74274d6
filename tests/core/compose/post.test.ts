import {
  checkFilesConflict,
  EMPTY_POST,
  isEmptyPost,
  literalPost,
  withAttachments,
} from "../../../core/compose/post.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { detailOf } from "../detail-of.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

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
      const detail = detailOf(() => checkFilesConflict("attachment", { files }));
      assertEquals([detail.type, detail.input], ["validation", "attachment"]);
    });
  }

  it("lets content without files pass, and no content", () => {
    checkFilesConflict("attachment", undefined);
    checkFilesConflict("attachment", { zh_cn: {} });
    checkFilesConflict("attachment", { files: "x" });
  });
});

const FULL = { content: [[{ tag: "text", text: '"content":[]' }]] };

describe("isEmptyPost", () => {
  const cases: readonly (readonly [name: string, post: JsonObject, isEmpty: boolean])[] = [
    ["nothing", {}, true],
    ["a language without paragraphs", { zh_cn: { content: [] } }, true],
    ["paragraphs without elements", { zh_cn: { content: [[], []] } }, true],
    ["a blank title", { zh_cn: { title: " ", content: [] } }, true],
    ["an empty attachment zone", { zh_cn: { content: [] }, files: [] }, true],
    ["attachments alone", { zh_cn: { content: [] }, files: [{ key: "file_1" }] }, false],
    ["a title alone", { zh_cn: { title: "t", content: [] } }, false],
    ["text that looks like an empty post", { zh_cn: FULL }, false],
    ["one language filled, one empty", { zh_cn: FULL, en_us: { content: [] } }, false],
  ];
  for (const [name, post, isEmpty] of cases) {
    it(`says ${isEmpty} for ${name}`, () => assertEquals(isEmptyPost(post), isEmpty));
  }
});

const cases: readonly [name: string, text: string, lines: readonly string[]][] = [
  ["one line", "hi", ["hi"]],
  ["one paragraph a line", "a\nb", ["a", "b"]],
  ["a blank line stays", "a\n\nb", ["a", "", "b"]],
  ["other line ends", "a\r\nb\rc", ["a", "b", "c"]],
  ["the last line end makes no line", "a\n", ["a"]],
  ["but a blank line at the end does", "a\n\n", ["a", ""]],
  ["blanks and markup are text", "  **b** [t](u)  ", ["  **b** [t](u)  "]],
  ["nothing", "", [""]],
];

describe("literalPost shows a text as typed", () => {
  for (const [name, text, lines] of cases) {
    it(name, () => {
      const content = lines.map((line) => [{ tag: "text", text: line }]);
      assertEquals(literalPost(text), { zh_cn: { content } });
    });
  }
});
