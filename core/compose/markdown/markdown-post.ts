import type { JsonObject } from "../../json/json.ts";

/** How a table is sent while it is not confirmed that the platform shows tables in `md`. */
export type TableFormat =
  /** As a Markdown table. */
  | "md"
  /** One list item a row, each cell behind its column's name: reads the same on every client, keeps links. */
  | "list"
  /** Aligned columns in a code block: looks like a table, without links, and straight only in a fixed-width font. */
  | "code";

/** How Markdown becomes a post. */
export interface MarkdownOptions {
  readonly title?: string;
  /** Without `title`: a level-1 heading at the very start becomes the title. Off by default. */
  readonly headingAsTitle?: boolean;
  readonly tables: TableFormat;
  /**
   * Whether everyone mentioned is mentioned again by `at` elements in a last paragraph: a mention inside `md` may
   * be drawn without notifying anybody. On unless switched off.
   */
  readonly mentionParagraph?: boolean;
}

/** A post before its images are uploaded; `postContent` makes the content of it. */
export interface MarkdownPost {
  readonly title?: string;
  readonly blocks: readonly PostBlock[];
  /** Each source once, in the order of first use; blocks refer to them by index. */
  readonly images: readonly MarkdownImage[];
  readonly warnings: readonly MarkdownWarning[];
}

/** One paragraph of the post. */
export type PostBlock =
  | { readonly kind: "md"; readonly parts: readonly PostPart[] }
  | { readonly kind: "image" } & ImageUse
  | { readonly kind: "code"; readonly text: string; readonly language?: string }
  | { readonly kind: "rule" }
  | { readonly kind: "mentions"; readonly ids: readonly string[] };

/** Text of an `md` element, or an image in it (inside lists, quotes and tables). */
export type PostPart = string | ImageUse;

/** A place where an image is shown. */
export interface ImageUse {
  /** Index in `images`. */
  readonly image: number;
  readonly alt: string;
}

/** Where an image comes from. */
export interface MarkdownImage {
  /** `key`: uploaded before; `url`: http or https; `path`: everything else, not yet checked. */
  readonly kind: "key" | "url" | "path";
  /** As written, escapes resolved. */
  readonly source: string;
}

/** Something that is shown in another way than it was written; `key` is stable. */
export interface MarkdownWarning {
  readonly key: "link_dropped" | "link_title_dropped" | "image_dropped" | "code_empty";
  readonly detail: string;
}

/**
 * The content of a post: `{"zh_cn":{"title"?,"content":[[element],…]}}`, one paragraph a block.
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
