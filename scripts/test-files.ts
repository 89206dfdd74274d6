/**
 * Runs test files side by side, each group of them in a Deno of its own: what a test does with the working directory
 * is the whole process's business, so that `deno test --parallel`, which uses threads, does not do.
 *
 * @module
 */

import type { StepResult } from "./steps.ts";

/** Files that one Deno runs: few enough that no group outlasts the others by much. */
const groupSize = 24;

/** Runs all files by `run`, so many groups at a time. */
export async function runTestFiles(
  files: readonly string[],
  run: (group: readonly string[]) => Promise<StepResult>,
  atATime: number = navigator.hardwareConcurrency,
): Promise<StepResult> {
  const groups = groupsOf(files);
  const results: StepResult[] = [];
  const lane = async () => {
    for (let group = groups.shift(); group !== undefined; group = groups.shift()) {
      results.push(await run(group));
    }
  };
  await Promise.all(Array.from({ length: atATime }, lane));
  return joinResults(results);
}

/** Files dealt out in turn, so that neighbours, which are often alike, do not all come last. */
export function groupsOf(files: readonly string[], size: number = groupSize): (readonly string[])[] {
  const count = Math.ceil(files.length / size);
  return Array.from({ length: count }, (_, group) => files.filter((_file, index) => index % count === group));
}

/** One result of several: what failed comes with all of its output; the last line sums up what `deno test` counted. */
export function joinResults(results: readonly StepResult[]): StepResult {
  const sums = { passed: 0, steps: 0, failed: 0, failedSteps: 0 };
  for (const { output } of results) {
    const plain = output.replace(/\x1b\[[0-9;]*m/g, "");
    const found = [
      ...plain.matchAll(
        /^(?:ok|FAILED) \| (\d+) passed(?: \((\d+) steps?\))? \| (\d+) failed(?: \((\d+) steps?\))?/gm,
      ),
    ].at(-1) ?? [];
    const [, passed = "0", steps = "0", failed = "0", failedSteps = "0"] = found;
    sums.passed += Number(passed);
    sums.steps += Number(steps);
    sums.failed += Number(failed);
    sums.failedSteps += Number(failedSteps);
  }
  const passed = results.every((one) => one.passed);
  const steps = (count: number) => count === 0 ? "" : ` (${count} steps)`;
  const summary = `${passed ? "ok" : "FAILED"} | ${sums.passed} passed${steps(sums.steps)} | ` +
    `${sums.failed} failed${steps(sums.failedSteps)} (0s)`;
  const failures = results.filter((one) => !one.passed).map(({ output }) => output);
  return { passed, output: [...failures, summary].join("\n") + "\n" };
}
