/**
 * Puts faults in, one after another, and asks the tests.
 *
 * @module
 */

import { applyFault, type Fault } from "./faults.ts";
import type { TestStage } from "./tests-of.ts";
import type { TestOutcome, Workspace } from "./workspace.ts";

/** A fault with the tests that should notice it. */
export interface Case {
  readonly fault: Fault;
  /** The text of the file without the fault. */
  readonly text: string;
  readonly stages: readonly TestStage[];
}

/** What became of a fault. */
export interface Verdict extends Case {
  /** The tests that noticed it; `undefined` where none did. */
  readonly noticedBy?: TestStage["name"];
  /** It was noticed because the tests did not come to an end. */
  readonly timedOut: boolean;
  /** The tests that were run. */
  readonly ran: readonly TestStage[];
}

/** How long a run of tests may take, in seconds. */
export type TimeLimit = (stage: TestStage) => number;

/** Puts in one fault, runs its tests up to the first that notices, and takes it out. */
export async function judge(
  { fault, text, stages }: Case,
  workspace: Pick<Workspace, "write" | "test">,
  limitOf: TimeLimit,
): Promise<Verdict> {
  const ran: TestStage[] = [];
  await workspace.write(fault.path, applyFault(text, fault));
  try {
    for (const stage of stages) {
      ran.push(stage);
      const outcome = await workspace.test(stage.paths, limitOf(stage));
      if (outcome === "passed") continue;
      return { fault, text, stages, ran, noticedBy: stage.name, timedOut: outcome === "timed out" };
    }
    return { fault, text, stages, ran, timedOut: false };
  } finally {
    await workspace.write(fault.path, text);
  }
}

/** What running tests without a fault came to. */
export interface Baseline {
  /** Tests that pass. */
  readonly passing: ReadonlySet<string>;
  /** Seconds that they took together. */
  readonly seconds: number;
}

const longestBaseline = 3600;

/** Runs tests without a fault: one that fails anyway would "notice" everything. */
export async function runBaseline(
  tests: readonly string[],
  test: (paths: readonly string[], seconds: number) => Promise<TestOutcome>,
  now: () => number = () => performance.now(),
): Promise<Baseline> {
  if (tests.length === 0) return { passing: new Set(), seconds: 0 };
  const start = now();
  const passing = await findPassing(tests, (paths) => test(paths, longestBaseline));
  return { passing: new Set(passing), seconds: (now() - start) / 1000 };
}

/** A run ends with the first test that fails, so those that fail are found by halves. */
async function findPassing(
  tests: readonly string[],
  test: (paths: readonly string[]) => Promise<TestOutcome>,
): Promise<readonly string[]> {
  if (await test(tests) === "passed") return tests;
  if (tests.length === 1) return [];
  const middle = Math.ceil(tests.length / 2);
  const [first, second] = [tests.slice(0, middle), tests.slice(middle)];
  return [...await findPassing(first, test), ...await findPassing(second, test)];
}

/** Leaves out tests that do not pass without a fault. */
export function onlyPassing(stages: readonly TestStage[], passing: ReadonlySet<string>): TestStage[] {
  return stages.map(({ name, paths }) => ({ name, paths: paths.filter((path) => passing.has(path)) }))
    .filter(({ paths }) => paths.length > 0);
}
