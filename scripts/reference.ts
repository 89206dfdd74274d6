/**
 * Makes `docs/reference/` from the definitions of the commands: `deno task reference`. A test holds the pages to be
 * current. Manual pages are made the same way, for releases.
 *
 * @module
 */

import { succeed } from "./process.ts";
import { referencePages } from "./reference/markdown.ts";
import { readTree } from "./reference/tree.ts";
import { pathOf } from "./registry.ts";

/** The folder of the pages. */
export const referenceFolder = "docs/reference";

if (import.meta.main) {
  const tree = readTree(await succeed(pathOf("scripts/im"), ["help", "--map"]));
  const folder = pathOf(referenceFolder);
  await Deno.remove(folder, { recursive: true }).catch(() => {});
  await Deno.mkdir(`${folder}/api`, { recursive: true });
  for (const [path, text] of referencePages(tree)) await Deno.writeTextFile(`${folder}/${path}`, text);
}
