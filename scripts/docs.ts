/**
 * Writes what is made in the documents: sessions (`docs/sessions.ts`), the README's picture, the comparison with lark-cli.
 *
 * ```sh
 * deno task docs
 * ```
 *
 * @module
 */

import { comparison } from "./docs/lark-cli.ts";
import { makePictures } from "./docs/picture.ts";
import { writeSessions } from "./docs/sessions.ts";
import { pathOf } from "./registry.ts";

/** The page that has the comparison with lark-cli. */
export const COMPARISON_PAGE = "docs/from-lark-cli.md";
const COMPARISON = /(?<=^<!-- comparison -->\n)[^]*(?=^<!-- end of comparison -->$)/m;

/** The pages with something made in them, as paths from the root. */
export async function madePages(): Promise<readonly string[]> {
  const guide = await Array.fromAsync(Deno.readDir(pathOf("docs/guide")), ({ name }) => `docs/guide/${name}`);
  return ["README.md", COMPARISON_PAGE, ...guide.filter((path) => path.endsWith(".md")).sort()];
}

/** A page with everything made anew. */
export async function makePage(path: string): Promise<string> {
  const page = await Deno.readTextFile(pathOf(path));
  const compared = path === COMPARISON_PAGE ? page.replace(COMPARISON, () => `\n${comparison()}\n\n`) : page;
  return await writeSessions(compared);
}

if (import.meta.main) {
  const pictures = Object.entries(await makePictures());
  for (const [path, picture] of pictures) await Deno.writeTextFile(pathOf(path), picture);
  for (const path of await madePages()) await Deno.writeTextFile(pathOf(path), await makePage(path));
}
