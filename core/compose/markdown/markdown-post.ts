/** How a table is sent while it is not confirmed that the platform shows tables in `md` (writing sheet 9.4). */
export type TableForm =
  /** As a Markdown table. */
  | "md"
  /** One list item a row, each cell behind its column's name: reads the same on every client, keeps links. */
  | "list"
  /** Aligned columns in a code block: looks like a table, without links, and straight only in a fixed-width font. */
  | "code";

/** How Markdown becomes a post. */
export interface MarkdownOptions {
  readonly title?: string;
  /** Without `title`: a level-1 heading at the very start becomes the title. Off unless asked for. */
  readonly headingAsTitle?: boolean;
  readonly tables: TableForm;
  /**
   * Whether everyone mentioned is mentioned again by `at` elements in a last paragraph: a mention inside `md` may
   * be drawn without notifying anybody (writing sheet 7.2). On unless switched off.
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
