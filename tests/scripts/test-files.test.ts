import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { groupsOf, joinResults, runTestFiles } from "../../scripts/test-files.ts";
import { testSummary } from "../../scripts/steps.ts";

const FILES = Array.from({ length: 7 }, (_, index) => `${index}`);

describe("test files", () => {
  it("are dealt out in turn, each once", () => {
    assertEquals(groupsOf(FILES, 3), [["0", "3", "6"], ["1", "4"], ["2", "5"]]);
    assertEquals(groupsOf([], 3), []);
  });

  it("run so many groups at a time, and all of them", async () => {
    let running = 0;
    let most = 0;
    const seen: string[] = [];
    const files = Array.from({ length: 100 }, (_, index) => `${index}`);
    await runTestFiles(files, async (group) => {
      most = Math.max(most, ++running);
      await Promise.resolve();
      seen.push(...group);
      running--;
      return { passed: true, output: "ok | 1 passed | 0 failed (1s)\n" };
    }, 2);
    assertEquals([most, seen.length, new Set(seen).size], [2, 100, 100]);
  });

  it("have one summary, and the output of what failed", () => {
    const { passed, output } = joinResults([
      { passed: true, output: "quiet\nok | 2 passed (3 steps) | 0 failed (1s)\n" },
      { passed: false, output: "loud\nFAILED | 1 passed (2 steps) | 1 failed (1 step) (1s)\n" },
    ]);
    assertEquals([passed, output.includes("loud"), output.includes("quiet")], [false, true, false]);
    assertEquals(testSummary(output), "3 passed (5 steps) | 1 failed (1 steps)");
  });
});
