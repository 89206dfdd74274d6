/**
 * A place in the syntax tree of a source file, and the edits that a fault is made of.
 *
 * @module
 */

import type { Node } from "@babel/types";

/** What kind of fault an edit is. */
export type FaultKind = keyof typeof weights;

/** How readily each kind is drawn: those that say little about the tests, or often change nothing, are drawn less. */
export const weights = {
  comparison: 1,
  equality: 1,
  logic: 1,
  operand: 0.5,
  condition: 1,
  negation: 1,
  default: 0.4,
  arithmetic: 1,
  number: 0.5,
  string: 0.3,
  boolean: 1,
  regexp: 1,
  statement: 1,
  return: 0.4,
  await: 1,
  element: 0.6,
  property: 0.3,
  argument: 0.4,
  call: 0.8,
  optional: 0.2,
} as const;

/** One replacement in the text of a file. */
export interface Edit {
  readonly kind: FaultKind;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** A node with what is around it. */
export interface Site {
  readonly node: Node;
  readonly parent: Node | undefined;
  /** The property of the parent that holds the node, or the list it stands in. */
  readonly key: string;
  /** The text of the whole file. */
  readonly text: string;
  /** Whether the function goes on after an error here: to catch it, or to clean up. */
  readonly isGuarded: boolean;
}

/** The faults that can be put in at a place. */
export type Operator = (site: Site) => Edit[];

/** The text of a node, in parentheses where it stands in some. */
export function textOf(node: Node, text: string): string {
  const inner = text.slice(startOf(node), endOf(node));
  return node.extra?.parenthesized === true ? `(${inner})` : inner;
}

/** Replaces a node. Parentheses around it stay. */
export function replace(kind: FaultKind, node: Node, replacement: string): Edit {
  return { kind, start: startOf(node), end: endOf(node), replacement };
}

/** Replaces a word between two nodes, such as an operator. */
export function replaceBetween(
  kind: FaultKind,
  [before, after]: readonly [Node, Node],
  word: string,
  { replacement, text }: { readonly replacement: string; readonly text: string },
): Edit[] {
  const start = text.indexOf(word, endOf(before));
  if (start < 0 || start >= startOf(after)) return [];
  return [{ kind, start, end: start + word.length, replacement }];
}

/** Removes one of several nodes separated by commas. */
export function removeFromList(kind: FaultKind, nodes: readonly Node[], index: number): Edit {
  const node = nodes[index] as Node;
  const next = nodes[index + 1];
  const previous = nodes[index - 1];
  if (next !== undefined) return { kind, start: outerStart(node), end: outerStart(next), replacement: "" };
  // The end of the one before may lie inside its parentheses; parsing finds that out, and the fault is not used.
  if (previous !== undefined) return { kind, start: endOf(previous), end: endOf(node), replacement: "" };
  return { kind, start: outerStart(node), end: endOf(node), replacement: "" };
}

/** Where the text of a node starts, without parentheses. */
export function startOf(node: Node): number {
  return node.start ?? 0;
}

/** Where the text of a node ends, without parentheses. */
export function endOf(node: Node): number {
  return node.end ?? 0;
}

function outerStart(node: Node): number {
  const start = node.extra?.parenStart;
  return typeof start === "number" ? start : startOf(node);
}

/** The nodes directly below a node, in the order of the text. */
export function childrenOf(node: Node): { readonly key: string; readonly node: Node }[] {
  return Object.entries(node)
    .filter(([key]) => key !== "loc" && key !== "extra" && !key.endsWith("Comments"))
    .flatMap(([key, value]) =>
      (Array.isArray(value) ? value : [value]).filter(isNode).map((child) => ({ key, node: child }))
    )
    .sort((a, b) => startOf(a.node) - startOf(b.node));
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}
