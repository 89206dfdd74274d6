import type { MarkdownNode } from "./markdown-node.ts";
import { rawText } from "./raw-text.ts";

/** The parts of `[label](target)`, `[label][reference]`, `[label]` and of images. */
export interface LinkParts {
  /** Offsets of the label, brackets left out. */
  readonly label: { readonly from: number; readonly to: number };
  /** The label of the definition that is meant; undefined where the target stands in the link itself. */
  readonly reference: string | undefined;
}

/** Takes a `Link` or `Image` node apart; undefined for one without brackets. */
export function linkPartsOf(source: string, node: MarkdownNode): LinkParts | undefined {
  const [open, close, next] = node.children.filter(({ name }) => name === "LinkMark");
  if (open === undefined || close === undefined) return undefined;
  const label = { from: open.to, to: close.from };
  if (next !== undefined) return { label, reference: undefined };
  const named = node.children.find(({ name, from }) => name === "LinkLabel" && from >= close.to);
  const told = named === undefined ? "" : rawText(source, node, named.from + 1, named.to - 1);
  return { label, reference: told.trim() === "" ? rawText(source, node, label.from, label.to) : told };
}
