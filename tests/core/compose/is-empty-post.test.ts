import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { isEmptyPost } from "../../../core/compose/is-empty-post.ts";
import type { JsonObject } from "../../../core/json.ts";

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
