/**
 * Help of the program itself, which loads nothing but this and its parts: it is what people ask for first.
 *
 * @module
 */

import { layOut } from "./layout.ts";
import type { PageStyle } from "./pages.ts";
import { loadRootParts } from "./root-parts.ts";

/** The page of help of the program. */
export async function rootPage({ isShort, columns }: PageStyle): Promise<string> {
  const { short, long } = await loadRootParts();
  return layOut(isShort ? short : long, columns);
}
