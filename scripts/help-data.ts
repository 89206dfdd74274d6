/**
 * Prints what stands in a bundle for files of `cli/help/`: their results, computed from the definitions of all commands.
 * `scripts/bundle.ts` runs this.
 *
 * @module
 */

import { loadMap } from "../cli/help/load-map.ts";
import { loadOutline } from "../cli/help/outline.ts";
import { loadRootParts } from "../cli/help/root-parts.ts";
import { moduleOf, packedModuleOf } from "./shrink.ts";

/** Modules that do the same as files of the checkout, by the paths of these. */
export async function helpModules(): Promise<Readonly<Record<string, string>>> {
  return {
    "cli/help/outline.ts": moduleOf("loadOutline", await loadOutline()),
    "cli/help/root-parts.ts": moduleOf("loadRootParts", await loadRootParts()),
    "cli/help/load-map.ts": packedModuleOf("loadMap", await loadMap()),
  };
}

if (import.meta.main) console.log(JSON.stringify(await helpModules()));
