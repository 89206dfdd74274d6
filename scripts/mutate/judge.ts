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

/** What is known of tests without a fault: one that fails anyway would "notice" everything. */
export interface Baseline {
  /** They pass without a fault. */
  readonly passing: Set<string>;
  /** They fail without a fault, and are left out. */
  readonly failing: Set<string>;
}

/** Nothing is known: tests are run without a fault only when they first fail with one. */
export function createBaseline(): Baseline {
  return { passing: new Set(), failing: new Set() };
}

/** Puts in one fault, runs its tests up to the first that notices, and takes it out. */
export async function judge(
  { fault, text, stages }: Case,
  workspace: Pick<Workspace, "write" | "test">,
  limitOf: TimeLimit,
  baseline: Baseline = createBaseline(),
): Promise<Verdict> {
  const ran: TestStage[] = [];
  const test = (stage: TestStage) => workspace.test(stage.paths, limitOf(stage));
  const write = (isFaulty: boolean) => workspace.write(fault.path, isFaulty ? applyFault(text, fault) : text);
  await write(true);
  try {
    for (const whole of stages) {
      for (let stage = without(whole, baseline.failing); stage.paths.length > 0;) {
        const outcome = await test(stage);
        if (outcome !== "passed") {
          await write(false);
          await extend(baseline, stage, test);
        }
        const left = without(stage, baseline.failing);
        if (left.paths.length < stage.paths.length) {
          await write(true);
          stage = left;
          continue;
        }
        ran.push(stage);
        if (outcome === "passed") break;
        return { fault, text, stages, ran, noticedBy: stage.name, timedOut: outcome === "timed out" };
      }
    }
    return { fault, text, stages, ran, timedOut: false };
  } finally {
    await write(false);
  }
}

function without({ name, paths }: TestStage, left: ReadonlySet<string>): TestStage {
  return { name, paths: paths.filter((path) => !left.has(path)) };
}

/** Runs those tests of a stage without a fault of which nothing is known yet. */
async function extend(
  { passing, failing }: Baseline,
  { name, paths }: TestStage,
  test: (stage: TestStage) => Promise<TestOutcome>,
): Promise<void> {
  const unknown = paths.filter((path) => !passing.has(path));
  if (unknown.length === 0) return;
  const found = await findPassing(unknown, (paths) => test({ name, paths }));
  for (const path of unknown) (found.includes(path) ? passing : failing).add(path);
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
