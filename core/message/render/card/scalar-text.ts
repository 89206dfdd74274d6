import type { JsonValue } from "../../../json.ts";

const SCALARS: ReadonlySet<string> = new Set(["string", "number", "bigint", "boolean"]);

/**
 * A string, number or truth value as text; empty for anything else, also for the functions that every object has
 * under names such as `constructor`.
 */
export function scalarText(value: JsonValue | undefined): string {
  return SCALARS.has(typeof value) ? String(value) : "";
}
