import { decodeText } from "./decode-text.ts";
import { linkPartsOf } from "./link-parts.ts";
import type { MarkdownNode } from "./markdown-node.ts";
import { rawText } from "./raw-text.ts";

/** Where a link or an image leads. */
export interface LinkTarget {
  /** Escapes resolved; may be empty. */
  readonly target: string;
  readonly title?: string;
}

/** The definitions of a text (`[label]: target "title"`). */
export interface References {
  /** By label, in the form of `normalizeLabel`. */
  readonly targets: ReadonlyMap<string, LinkTarget>;
  /** Offsets of the definitions that some link or image uses; others are shown, so that nothing is lost. */
  readonly used: ReadonlySet<number>;
}

/** Collects definitions; the first of a label holds. Labels of footnotes (`[^1]`) are none: they are shown. */
export function findReferences(source: string, document: MarkdownNode): References {
  const targets = new Map<string, LinkTarget>();
  const places = new Map<string, number>();
  const labels = new Set<string>();
  visit(document, (node) => {
    if (node.name === "LinkReference") {
      const label = normalizeLabel(definedLabel(source, node));
      if (!targets.has(label) && label !== "" && !label.startsWith("^")) {
        targets.set(label, targetIn(source, node, node.from));
        places.set(label, node.from);
      }
    } else if (node.name === "Link" || node.name === "Image") {
      const parts = linkPartsOf(source, node);
      if (parts?.reference !== undefined) labels.add(normalizeLabel(parts.reference));
    }
  });
  return { targets, used: new Set([...labels].flatMap((label) => places.get(label) ?? [])) };
}

function definedLabel(source: string, node: MarkdownNode): string {
  const label = node.children.find(({ name }) => name === "LinkLabel");
  return label === undefined ? "" : source.slice(label.from + 1, label.to - 1);
}

/** Target and title among the parts of a link or definition, from an offset on. */
export function targetIn(source: string, node: MarkdownNode, from: number): LinkTarget {
  const part = (wanted: string) => {
    const found = node.children.find((child) => child.name === wanted && child.from >= from);
    return found === undefined ? undefined : rawText(source, found);
  };
  const target = decodeText((part("URL") ?? "").replace(/^<(.*)>$/s, "$1"));
  const title = part("LinkTitle")?.slice(1, -1);
  return { target, ...(title === undefined ? {} : { title: decodeText(title) }) };
}

/** Labels match whatever their case and their blanks. */
export function normalizeLabel(label: string): string {
  return label.trim().replace(/\s+/g, " ").toLowerCase();
}

function visit(node: MarkdownNode, look: (node: MarkdownNode) => void): void {
  look(node);
  for (const child of node.children) visit(child, look);
}
