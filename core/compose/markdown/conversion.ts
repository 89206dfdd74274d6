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
  /** The index of each image and warning, by what it says. */
  readonly known: Map<string, number>;
  /** Ids of everyone mentioned. */
  readonly mentioned: Set<string>;
}

/** The index of an image, which is listed once however often it is shown. */
export function imageIndex({ images, known }: Conversion, image: MarkdownImage): number {
  const name = `image ${image.kind} ${image.source}`;
  const index = known.get(name) ?? images.push(image) - 1;
  known.set(name, index);
  return index;
}

/** Notes a warning, once. */
export function warn({ warnings, known }: Conversion, key: MarkdownWarning["key"], detail: string): void {
  const name = `${key} ${detail}`;
  if (!known.has(name)) known.set(name, warnings.push({ key, detail }) - 1);
}
