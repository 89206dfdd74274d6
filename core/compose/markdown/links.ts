import type { MarkdownImage } from "./markdown-post.ts";
import { decodeText, type MarkdownNode, rawText } from "./parse.ts";

/** Whether the platform follows a link to this target: http or https, and well formed. */
export function isWebAddress(target: string): boolean {
  return /^https?:\/\/[^\s/]/i.test(target) && URL.canParse(target);
}

/** The target in a form that no reader of `[label](target)` ends too early. */
export function escapeAddress(target: string): string {
  return target.replace(
    /[\s()<>"\\]/g,
    (character) =>
      character.charCodeAt(0) < 128
        ? `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`
        : encodeURIComponent(character),
  );
}

/**
 * What the target of an image is; undefined for what can't be one, such as `data:` addresses.
 * A path is not checked here. `img_1.png` is a path: keys have no dot.
 */
export function imageSource(target: string): MarkdownImage | undefined {
  if (/^img_[\w-]+$/.test(target)) return { kind: "key", source: target };
  if (isWebAddress(target)) return { kind: "url", source: target };
  // One letter and a colon is a Windows drive.
  if (target.trim() === "" || /^[a-z][a-z0-9+.-]+:/i.test(target)) return undefined;
  return { kind: "path", source: target };
}

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
  const reference = named === undefined ? "" : rawText(source, node, named.from + 1, named.to - 1);
  return {
    label,
    reference: reference.trim() === "" ? rawText(source, node, label.from, label.to) : reference,
  };
}

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
        targets.set(label, readTarget(source, node, node.from));
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
export function readTarget(source: string, node: MarkdownNode, from: number): LinkTarget {
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

function visit(node: MarkdownNode, callback: (node: MarkdownNode) => void): void {
  callback(node);
  for (const child of node.children) visit(child, callback);
}
