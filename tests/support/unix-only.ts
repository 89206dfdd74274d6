/**
 * Tests of what Windows does not have: names with any character, signals. There they show as skipped.
 *
 * @module
 */

import { describe, it } from "@std/testing/bdd";

const isWindows = Deno.build.os === "windows";

export const describeOnUnix = isWindows ? describe.skip : describe;
export const itOnUnix = isWindows ? it.skip : it;
