import { invalidArgument } from "../../core/failure.ts";

/** Refuses a list with more different ids than one call takes. */
export function checkCount(name: string, ids: readonly string[], most: number): void {
  const count = new Set(ids).size;
  if (count <= most) return;
  throw invalidArgument(name, `${name} has ${count} ids, but ${most} is the most`, "leave some of them out");
}
