/**
 * Tests of what Windows does not have: names with any character, signals. There they show as skipped.
 *
 * @module
 */

import { describe, it } from "@std/testing/bdd";

const isWindows = Deno.build.os === "windows";

export const describeOnUnix = isWindows ? describe.skip : describe;
export const itOnUnix = isWindows ? it.skip : it;

/**
 * Waits, looking every millisecond, until something is so.
 *
 * @param over what makes waiting vain when it ends first, a run for example: then the wait ends, too
 */
export async function until(condition: () => boolean, over: Promise<unknown>): Promise<void> {
  let ended = false;
  const end = () => void (ended = true);
  over.then(end, end);
  while (!ended && !condition()) await new Promise((resolve) => setTimeout(resolve, 1));
}
