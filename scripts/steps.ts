/**
 * Steps of the gate and how they are reported.
 *
 * @module
 */

/** How a step ended. */
export interface StepResult {
  readonly passed: boolean;
  /** All that the step printed; printed when it failed. */
  readonly output: string;
  /** Lines that are printed in any case. */
  readonly notes?: readonly string[];
  /** Why the step did not run. */
  readonly skipped?: string;
}

/** One check of the gate. */
export interface Step {
  readonly name: string;
  readonly run: () => Promise<StepResult>;
}

/** Runs the steps one after another up to the first that fails; returns whether all passed. */
export async function runSteps(
  steps: readonly Step[],
  print: (line: string) => void = console.log,
  now: () => number = () => performance.now(),
): Promise<boolean> {
  for (const { name, run } of steps) {
    const start = now();
    const result = await run();
    const seconds = ((now() - start) / 1000).toFixed(1);
    const summary = testSummary(result.output);
    if (result.skipped !== undefined) print(`${name}: skipped: ${result.skipped}`);
    else print(`${name}: ${result.passed ? "ok" : "FAILED"}${summary ? ` | ${summary}` : ""} (${seconds} s)`);
    for (const note of result.notes ?? []) print(`  ${note}`);
    if (!result.passed) {
      print(result.output.trimEnd());
      return false;
    }
  }
  return true;
}

/** The summary of `deno test` in its output, without its own time: `12 passed (34 steps) | 0 failed`. */
export function testSummary(output: string): string | undefined {
  const plain = output.replace(/\x1b\[[0-9;]*m/g, "");
  const found = [...plain.matchAll(/^(?:ok|FAILED) \| (\d+ passed.*?) \(\d+\w*s(?:\d+ms)?\)$/gm)].at(-1);
  return found?.[1];
}
