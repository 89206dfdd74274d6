import type { Part } from "./layout.ts";

/** The parts of the program's page of help, of the short one and of the long one. */
export interface RootParts {
  readonly short: readonly Part[];
  readonly long: readonly Part[];
}

/** Makes them from the definitions. A bundle has the result in place of this file (`scripts/bundle.ts`). */
export async function loadRootParts(): Promise<RootParts> {
  const { loadOutline } = await import("./outline.ts");
  const { rootParts } = await import("./pages.ts");
  const { commands, resources } = await loadOutline();
  return { short: rootParts(commands, [], true), long: rootParts(commands, resources, false) };
}
