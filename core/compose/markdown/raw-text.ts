import type { MarkdownNode } from "./markdown-node.ts";

/**
 * The source between two offsets inside a node, as typed, without what belongs to the containers around it: quote
 * marks and the indentation of further lines.
 */
export function rawText(source: string, node: MarkdownNode, from = node.from, to = node.to): string {
  let text = "";
  let at = from;
  for (const mark of quoteMarks(node)) {
    if (mark.from < at || mark.to > to) continue;
    text += source.slice(at, mark.from);
    at = mark.to;
  }
  return withoutIndentation(text + source.slice(at, to));
}

/** Takes the indentation from every line but the first. */
export function withoutIndentation(text: string): string {
  return text.replace(/\n[ \t]+/g, "\n");
}

function quoteMarks(node: MarkdownNode): readonly MarkdownNode[] {
  return node.children.flatMap((child) => child.name === "QuoteMark" ? [child] : quoteMarks(child));
}
