import {
  type MarkdownPost,
  type PostBlock,
  postContent,
} from "../../../../core/compose/markdown/markdown-post.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const postOf = (...blocks: PostBlock[]): MarkdownPost => ({
  blocks,
  images: [{ kind: "url", source: "https://x.com/secret" }, { kind: "key", source: "img_own" }],
  warnings: [],
});
const contentOf = (post: MarkdownPost, ...keys: (string | undefined)[]) => postContent(post, keys);

describe("postContent", () => {
  it("puts the keys in", () => {
    const post = postOf({ kind: "image", image: 0, alt: "a" }, {
      kind: "md",
      parts: ["- x ", { image: 0, alt: "[a]" }, " y"],
    });
    assertEquals(contentOf(post, "img_new"), {
      zh_cn: {
        content: [[{ tag: "img", image_key: "img_new" }], [{ tag: "md", text: "- x ![a](img_new) y" }]],
      },
    });
  });
  it("needs no key where the source is one", () =>
    assertEquals(contentOf(postOf({ kind: "image", image: 1, alt: "" })), {
      zh_cn: { content: [[{ tag: "img", image_key: "img_own" }]] },
    }));
  it("shows the description of an image without key, never its source", () => {
    const post = postOf({ kind: "image", image: 0, alt: "a plot" }, {
      kind: "md",
      parts: [{ image: 0, alt: "b" }],
    });
    assertEquals(contentOf(post, undefined), {
      zh_cn: { content: [[{ tag: "text", text: "a plot" }], [{ tag: "md", text: "b" }]] },
    });
  });
  it("leaves out an image without key and description", () => {
    const post = postOf({ kind: "image", image: 0, alt: "" }, {
      kind: "md",
      parts: [{ image: 0, alt: " " }],
    });
    assertEquals(contentOf(post), { zh_cn: { content: [] } });
  });
});
