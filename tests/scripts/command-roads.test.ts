/**
 * Cliffy and its stand-in understand the same lines in the same way. Cliffy's answers are recorded in
 * `command-roads.json`; both sides are compared with them. To record them again, with JSR at hand:
 *
 * ```sh
 * IM_REGISTRY=jsr deno run -A scripts/deno.ts run -A tests/scripts/record-command-roads.ts
 * ```
 *
 * @module
 */

import { answerTo, BLOCK, CHOSEN_LINES, digests, LINES, TREE_LINES } from "./command-lines.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("both parsers", () => {
  const chosen = CHOSEN_LINES.length + TREE_LINES.length;
  it(`understand ${chosen} chosen and 5000 random lines alike`, async () => {
    assert(chosen >= 1000, `only ${chosen} lines`);
    const recorded: readonly string[] = JSON.parse(
      await Deno.readTextFile(new URL("command-roads.json", import.meta.url)),
    );
    const found = await digests(LINES);
    const at = found.findIndex((digest, index) => digest !== recorded[index]);
    if (at >= 0) {
      const lines = LINES.slice(at * BLOCK, (at + 1) * BLOCK);
      const answers = await Promise.all(
        lines.map(async (line) => `${JSON.stringify(line)} ${await answerTo(line)}`),
      );
      throw new Error(`one of these is understood differently than recorded:\n${answers.join("\n")}`);
    }
    assertEquals(found.length, recorded.length);
  });
});
