import type { MarkdownNode } from "./markdown-node.ts";

/** Deeper parts are shown as typed: nobody writes them, and all walks over the nodes are recursive. */
const DEEPEST = 100;

/** What can stand inside its own kind, and so at any depth. */
const NESTING = /^(BulletList|OrderedList|Blockquote|Emphasis|StrongEmphasis|Strikethrough|Link|Image)$/;

/** What of the parser's cursor is used here. */
interface Cursor {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  firstChild(): boolean;
  nextSibling(): boolean;
  parent(): boolean;
}

/**
 * Reads CommonMark with GitHub's tables, strike and bare addresses. Blocks of HTML are no blocks here: the platform
 * shows HTML as text, and what stands between the tags is Markdown to it. Task boxes stay text, too.
 *
 * @param source text with `\n` as line end
 */
export async function parseMarkdown(source: string): Promise<MarkdownNode> {
  const { Autolink, parser, Strikethrough, Table } = await import("@lezer/markdown");
  const reader = parser.configure([Table, Strikethrough, Autolink, { remove: ["HTMLBlock"] }]);
  return readNode(reader.parse(source).cursor(), 0);
}

function readNode(cursor: Cursor, depth: number): MarkdownNode {
  const { name, from, to } = cursor;
  if (depth > DEEPEST && NESTING.test(name)) return { name: "TooDeep", from, to, children: [] };
  const children: MarkdownNode[] = [];
  if (cursor.firstChild()) {
    do children.push(readNode(cursor, depth + 1)); while (cursor.nextSibling());
    cursor.parent();
  }
  return { name, from, to, children };
}
