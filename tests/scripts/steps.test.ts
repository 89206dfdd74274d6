import { runSteps, type StepResult, testSummary } from "../../scripts/steps.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

async function told(...results: StepResult[]): Promise<[passed: boolean, lines: string[]]> {
  const lines: string[] = [];
  let time = 0;
  const steps = results.map((result, index) => ({
    name: `step ${index + 1}`,
    run: () => Promise.resolve(result),
  }));
  const passed = await runSteps(steps, (line) => lines.push(line), () => time += 500);
  return [passed, lines];
}

describe("runSteps", () => {
  it("shows each step in a line", async () => {
    assertEquals(
      await told(
        { passed: true, output: "noise" },
        { passed: true, output: "", notes: ["a note"] },
        { passed: true, output: "", skipped: "no reason" },
        { passed: true, output: "\nok | 2 passed (3 steps) | 0 failed (12ms)\n" },
      ),
      [true, [
        "step 1: ok (0.5 s)",
        "step 2: ok (0.5 s)",
        "  a note",
        "step 3: skipped: no reason",
        "step 4: ok | 2 passed (3 steps) | 0 failed (0.5 s)",
      ]],
    );
  });

  it("stops at the first failure and shows its output", async () => {
    assertEquals(
      await told({ passed: false, output: "what went wrong\n" }, { passed: true, output: "" }),
      [false, ["step 1: FAILED (0.5 s)", "what went wrong"]],
    );
  });
});

describe("testSummary", () => {
  it("reads the last summary of deno test", () => {
    assertEquals(
      testSummary("ok | 4 passed (20 steps) | 0 failed (57ms)\n"),
      "4 passed (20 steps) | 0 failed",
    );
    assertEquals(testSummary("FAILED | 0 passed | 1 failed (1 step) (2s)\n"), "0 passed | 1 failed (1 step)");
    assertEquals(
      testSummary("\x1b[32mok\x1b[0m | 1 passed | 0 failed \x1b[38;5;245m(1s120ms)\x1b[0m"),
      "1 passed | 0 failed",
    );
    assertEquals(testSummary("nothing"), undefined);
  });
});
