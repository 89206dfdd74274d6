import { filledStringAt } from "../../json-access.ts";
import { millisecondsOf } from "../local-time.ts";
import { messageIdOf, type RawMessage } from "../raw-message.ts";
import type { Bundle } from "./rendering.ts";

/**
 * The messages of a forwarded bundle by the id of the bundle that holds them, oldest first; equal and unknown times
 * keep their order, unknown ones first. A message that names no bundle is in the root (reading sheet 4.2).
 */
export function bundleTree({ id, items }: Bundle): ReadonlyMap<string, readonly RawMessage[]> {
  const tree = new Map<string, RawMessage[]>();
  for (const item of items) {
    const container = filledStringAt(item, "upper_message_id");
    // The root itself is in the list too.
    if (container === undefined && messageIdOf(item) === id) continue;
    const group = tree.get(container ?? id);
    if (group === undefined) tree.set(container ?? id, [item]);
    else group.push(item);
  }
  for (const group of tree.values()) group.sort((a, b) => timeOf(a) - timeOf(b));
  return tree;
}

function timeOf(item: RawMessage): number {
  return millisecondsOf(item["create_time"]) ?? 0;
}
