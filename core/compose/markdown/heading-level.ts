import type { MarkdownNode } from "./markdown-node.ts";

/** The level of a heading, with marks (`## x`) or underlined; undefined for other nodes. */
export function headingLevelOf({ name }: MarkdownNode): number | undefined {
  const level = /^(?:ATX|Setext)Heading(\d)$/.exec(name)?.[1];
  return level === undefined ? undefined : Number(level);
}

/**
 * How levels are shown: where a text has headings of level 1 to 3, level 1 becomes 4 and all others 5, the sizes that
 * fit a message; otherwise levels stay (writing sheet 9.2).
 */
export function headingLevels(document: MarkdownNode): (level: number) => number {
  return hasLargeHeading(document) ? (level) => level === 1 ? 4 : 5 : (level) => level;
}

function hasLargeHeading(node: MarkdownNode): boolean {
  const level = headingLevelOf(node);
  return level === undefined ? node.children.some(hasLargeHeading) : level <= 3;
}
