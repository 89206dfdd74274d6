import type { Method } from "./method.ts";

/**
 * Puts the shared types in the place of `{"$ref": "name"}`; what stands beside a reference wins.
 *
 * @param entries data that is known to fit the type
 */
export function resolveReferences(
  entries: readonly unknown[],
  types: Readonly<Record<string, unknown>>,
): readonly Method[] {
  function resolve(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== "object" || value === null) return value;
    const { $ref, ...own } = value as { readonly $ref?: string };
    const shared = $ref === undefined ? {} : types[$ref];
    return Object.fromEntries(
      Object.entries({ ...(shared as object), ...own }).map(([key, one]) => [key, resolve(one)]),
    );
  }
  return entries.map((entry) => resolve(entry) as Method);
}
