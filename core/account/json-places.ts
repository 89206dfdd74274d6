/**
 * Lines and columns in JSON text, for people who look for what is wrong in a file. Loaded only then.
 *
 * @module
 */

import { parse, type ValueNode } from "@humanwhocodes/momoa";

/** Counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where text stops being JSON. */
export function findSyntaxError(text: string): Position | undefined {
  try {
    parse(text, { mode: "json" });
  } catch (error) {
    const { line, column } = error as Partial<Position>;
    return line === undefined || column === undefined ? undefined : { line, column };
  }
  return undefined;
}

/** Where the value at a place stands, or the deepest part of the way to it that is there. */
export function findPlace(text: string, place: readonly (string | number)[]): Position | undefined {
  try {
    let node: ValueNode = parse(text, { mode: "json" }).body;
    for (const key of place) {
      const next = childOf(node, key);
      if (next === undefined) break;
      node = next;
    }
    const { line, column } = node.loc.start;
    return { line, column };
  } catch {
    return undefined;
  }
}

function childOf(node: ValueNode, key: string | number): ValueNode | undefined {
  if (node.type === "Array") return node.elements[Number(key)]?.value;
  if (node.type !== "Object") return undefined;
  return node.members.findLast(({ name }) => name.type === "String" && name.value === key)?.value;
}
