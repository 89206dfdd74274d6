import type { Method } from "./method.ts";

/** All methods. Loaded on first use: most runs need none of them. */
export async function loadCatalogue(): Promise<readonly Method[]> {
  const { METHODS } = await import("./catalogue/mod.ts");
  return METHODS;
}
