import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { createBarrier } from "../../../core/enrich/barrier.ts";

type Step = "enter" | "leave" | "leave now" | "close";

/** How often the barrier released after each step. */
function releases(steps: readonly Step[]): readonly number[] {
  let count = 0;
  const barrier = createBarrier(() => count++);
  return steps.map((step) => {
    if (step === "enter") barrier.enter();
    else if (step === "close") barrier.close();
    else barrier.leave(step === "leave now");
    return count;
  });
}

describe("createBarrier", () => {
  const cases: readonly (readonly [name: string, steps: readonly Step[], releases: readonly number[]])[] = [
    ["waits for the close after the last one left", ["enter", "leave", "close"], [0, 0, 1]],
    ["waits for the last one after the close", ["enter", "close", "leave"], [0, 0, 1]],
    [
      "waits for all who entered",
      ["enter", "enter", "leave", "close", "leave"],
      [0, 0, 0, 0, 1],
    ],
    ["does not release between two who come one after the other", ["enter", "leave", "enter", "leave"], [
      0,
      0,
      0,
      0,
    ]],
    ["releases at the close when nobody came", ["close"], [1]],
    ["releases at once for one who leaves alone, whoever is inside", ["enter", "enter", "leave now"], [
      0,
      0,
      1,
    ]],
    ["releases for each one who leaves alone", ["enter", "leave now", "enter", "leave now"], [0, 1, 1, 2]],
    ["releases for the others too after one left alone", ["enter", "enter", "leave now", "close", "leave"], [
      0,
      0,
      1,
      1,
      2,
    ]],
  ];
  for (const [name, steps, expected] of cases) it(name, () => assertEquals(releases(steps), expected));
});
