/**
 * Lines that need nothing of the program but a text: its version, and help about all of it. They are asked for often, by
 * scripts and by people who begin, and are answered before anything else is loaded.
 *
 * @module
 */

import { buildInfo } from "../core/build-info.ts";
import type { World } from "../core/world.ts";
import { versionText } from "./version.ts";

/** What such a line prints; `undefined` for every other line. It is what `main.ts` prints for it. */
export async function frontText(
  words: readonly string[],
  { runtime, stdout, env }: Pick<World, "runtime" | "stdout" | "env">,
): Promise<string | undefined> {
  const [word, ...others] = words;
  if (others.length > 0) return undefined;
  if (word === "--version") return versionText(buildInfo, runtime, false);
  const isShort = word === undefined || word === "-h";
  if (!isShort && word !== "--help" && word !== "help") return undefined;
  const { helpColumns } = await import("./help/layout.ts");
  const { rootPage } = await import("./help/root-page.ts");
  return await rootPage({ isShort, columns: helpColumns({ stdout, env }) });
}
