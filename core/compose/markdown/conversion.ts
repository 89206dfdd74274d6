import type { References } from "./links.ts";
import type { MarkdownImage, MarkdownWarning, TableFormat } from "./markdown-post.ts";

/** What is known of the text while it is converted, and what has been found so far. */
export interface Conversion {
  /** The text, with `\n` as line end. */
  readonly source: string;
  readonly references: References;
  readonly tables: TableFormat;
  /** The level at which the platform shows a heading. */
  readonly headingLevel: (level: number) => number;
  readonly images: MarkdownImage[];
  readonly warnings: MarkdownWarning[];
  /** Ids of everyone mentioned. */
  readonly mentioned: Set<string>;
}

/** The index of an image, which is listed once however often it is shown. */
export function imageIndex({ images }: Conversion, image: MarkdownImage): number {
  const known = images.findIndex(({ kind, source }) => kind === image.kind && source === image.source);
  return known >= 0 ? known : images.push(image) - 1;
}

/** Notes a warning, once. */
export function warn({ warnings }: Conversion, key: MarkdownWarning["key"], detail: string): void {
  if (!warnings.some((warning) => warning.key === key && warning.detail === detail)) {
    warnings.push({ key, detail });
  }
}
