import type { JsonObject } from "../../json.ts";
import type { MarkdownPost, PostBlock } from "./markdown-post.ts";

/**
 * The content of a post: `{"zh_cn":{"title"?,"content":[[element],…]}}`, one paragraph a block (writing sheet 8, 11).
 *
 * @param imageKeys the key of each of the post's images; not needed where the source is a key. An image without one
 * gives way to its description. Nothing may be left then: `content` is empty.
 */
export function postContent(post: MarkdownPost, imageKeys: readonly (string | undefined)[]): JsonObject {
  const keys = post.images.map(({ kind, source }, index) => kind === "key" ? source : imageKeys[index]);
  const content = post.blocks.flatMap((block) => paragraphOf(block, keys));
  return { zh_cn: { ...(post.title === undefined ? {} : { title: post.title }), content } };
}

/** The paragraph of a block; none for an image that is not there and has no description. */
function paragraphOf(block: PostBlock, keys: readonly (string | undefined)[]): JsonObject[][] {
  switch (block.kind) {
    case "md": {
      const text = block.parts
        .map((part) => typeof part === "string" ? part : inlineImage(part.alt, keys[part.image])).join("");
      return text.trim() === "" ? [] : [[{ tag: "md", text }]];
    }
    case "image": {
      const key = keys[block.image];
      if (key !== undefined) return [[{ tag: "img", image_key: key }]];
      return block.alt.trim() === "" ? [] : [[{ tag: "text", text: block.alt }]];
    }
    case "code": {
      const { language, text } = block;
      return [[{ tag: "code_block", ...(language === undefined ? {} : { language }), text }]];
    }
    case "rule":
      return [[{ tag: "hr" }]];
    case "mentions":
      return [block.ids.flatMap((id, index) => [
        ...(index === 0 ? [] : [{ tag: "text", text: " " }]),
        { tag: "at", user_id: id },
      ])];
  }
}

function inlineImage(alt: string, key: string | undefined): string {
  return key === undefined ? alt : `![${alt.replace(/[[\]\\]/g, "")}](${key})`;
}
