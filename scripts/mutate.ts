/**
 * Tests the tests: `deno task mutate`. Puts small faults into copies of core/ and cli/, one at a time, runs the tests
 * that should notice, and lists the faults that none noticed.
 *
 * @module
 */

import { parseArgs } from "node:util";
import { readSources, type SourceFile } from "./layering.ts";
import { drawFaults } from "./mutate/draw.ts";
import { type Fault, findFaults } from "./mutate/faults.ts";
import { type Case, createBaseline, judge, type Verdict } from "./mutate/judge.ts";
import { describeVerdict, diffOf, type Report, reportJson, summarize } from "./mutate/report.ts";
import { findImporters, scenarioStage, type TestStage, unitStages } from "./mutate/tests-of.ts";
import { createWorkspace, type Workspace } from "./mutate/workspace.ts";
import { chooseRegistry } from "./registry.ts";

const usage = `usage: deno task mutate [options]

Puts small faults into core/ and cli/, one at a time and in a copy, and lists those that no test notices.

  --seed N      which faults are drawn (1)
  --count M     how many (50)
  --only PATH   from this folder or file alone; more than once for several
  --jobs N      so many at a time, each in a copy of its own (1)
  --scenarios   run the scenarios of the subject, too, where no unit test notices
  --processes   with --scenarios: those that start processes, too, which take most of the time
  --distant     the tests that import it from afar, too: slow, and they alone notice one fault in two hundred
  --list        print the faults without running anything
  --json FILE   write all faults, and what noticed each, to a file
  --again FILE  of the drawn faults, only those that nothing noticed in an earlier run, by its file of --json`;

/** What a run is asked to do. */
export interface MutateOptions {
  readonly seed: number;
  readonly count: number;
  readonly only: readonly string[];
  readonly jobs: number;
  readonly scenarios: boolean;
  readonly processes: boolean;
  readonly distant: boolean;
  readonly list: boolean;
  readonly json?: string;
  readonly again?: string;
  readonly help: boolean;
}

/** Reads the command line; throws an error about the first thing that is wrong with it. */
export function readOptions(args: readonly string[]): MutateOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: "string", default: "1" },
      count: { type: "string", default: "50" },
      only: { type: "string", multiple: true, default: [] },
      jobs: { type: "string", default: "1" },
      scenarios: { type: "boolean", default: false },
      processes: { type: "boolean", default: false },
      distant: { type: "boolean", default: false },
      list: { type: "boolean", default: false },
      json: { type: "string" },
      again: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const { seed, count, jobs, only, json, again, ...rest } = values;
  return {
    ...rest,
    only: only.map((path) => path.replace(/^\.\//, "").replace(/\/+$/, "")),
    seed: wholeNumber("--seed", seed, 0),
    count: wholeNumber("--count", count, 1),
    jobs: wholeNumber("--jobs", jobs, 1),
    ...(json === undefined ? {} : { json }),
    ...(again === undefined ? {} : { again }),
  };
}

function wholeNumber(name: string, value: string, least: number): number {
  if (/^\d{1,9}$/.test(value) && Number(value) >= least) return Number(value);
  throw new Error(`${name} must be a whole number from ${least} on, got "${value}"`);
}

/** Draws the faults of a run, each with its file and the tests that should notice it. */
export function drawCases(sources: readonly SourceFile[], options: MutateOptions): Case[] {
  const { only, seed, count, scenarios, processes, distant } = options;
  const isWanted = (path: string) =>
    only.length === 0 || only.some((place) => path === place || path.startsWith(`${place}/`));
  const files = sources.filter(({ path }) => /^(core|cli)\//.test(path) && isWanted(path))
    .map(({ path, text }) => ({ path, text, faults: findFaults(path, text) }));
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const tests = sources.map(({ path }) => path).filter((path) => /^tests\/.*\.test\.ts$/.test(path));
  const unitTests = tests.filter((path) => !/^tests\/(scenarios|scripts)\//.test(path));
  const scenarioTests = tests.filter((path) =>
    path.startsWith("tests/scenarios/") && (processes || !path.endsWith(".process.test.ts"))
  );
  const importers = findImporters(sources);
  return drawFaults(files, seed, count).map((fault: Fault) => ({
    fault,
    text: texts.get(fault.path) ?? "",
    stages: [
      ...unitStages(fault.path, importers, unitTests, distant ? "all" : "near"),
      ...(scenarios ? scenarioStage(fault.path, scenarioTests) : []),
    ],
  }));
}

/** A report of an earlier run, as far as it is read again. */
export type EarlierReport = Pick<Report, "faults">;

/** The cases that nothing noticed in an earlier run. */
export function onlyUnnoticed(cases: readonly Case[], report: EarlierReport): Case[] {
  const nameOf = (path: string, kind: string, diff: readonly string[]) => [path, kind, ...diff].join("\n");
  const unnoticed = new Set(
    report.faults.filter((one) => one.noticed_by === null).map(({ path, kind, diff }) =>
      nameOf(path, kind, diff)
    ),
  );
  return cases.filter(({ fault, text }) =>
    unnoticed.has(nameOf(fault.path, fault.kind, diffOf(text, fault)))
  );
}

/** Generous: a hang costs time, a busy machine must not count as one. */
const limitOf = ({ paths }: TestStage, jobs: number): number => 60 + 5 * jobs * paths.length;

async function judgeAll(
  cases: readonly Case[],
  workspaces: readonly Workspace[],
  verdicts: Verdict[],
): Promise<void> {
  const waiting = cases.values();
  const baseline = createBaseline();
  const runs = await Promise.allSettled(workspaces.map(async (workspace) => {
    for (const one of waiting) {
      const verdict = await judge(one, workspace, (stage) => limitOf(stage, workspaces.length), baseline);
      verdicts.push(verdict);
      const { fault: { path, line, kind }, noticedBy = "NOBODY" } = verdict;
      console.error(`${verdicts.length}/${cases.length} ${path}:${line} ${kind}: ${noticedBy}`);
    }
  }));
  for (const path of baseline.failing) {
    console.error(`warning: ${path} fails without a fault and was left out`);
  }
  for (const run of runs) if (run.status === "rejected") throw run.reason;
}

/** Runs up to the end or the signal; what was found until then is added to `verdicts`. */
async function run(
  cases: readonly Case[],
  jobs: number,
  { signal, verdicts }: { readonly signal: AbortSignal; readonly verdicts: Verdict[] },
): Promise<void> {
  const registry = await chooseRegistry();
  const workspaces: Workspace[] = [];
  try {
    while (workspaces.length < Math.min(jobs, cases.length)) {
      workspaces.push(await createWorkspace(registry, signal));
    }
    await judgeAll(cases, workspaces, verdicts);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await Promise.all(workspaces.map((workspace) => workspace.remove()));
  }
}

function list(cases: readonly Case[]): void {
  for (const { fault, text } of cases) {
    console.log([`${fault.path}:${fault.line}: ${fault.kind}`, ...diffOf(text, fault)].join("\n  "));
  }
}

async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options.help) {
    console.log(usage);
    return 0;
  }
  const all = drawCases(await readSources(), options);
  const drawn = options.again === undefined
    ? all
    : onlyUnnoticed(all, JSON.parse(await Deno.readTextFile(options.again)));
  if (drawn.length === 0) throw new Error(`there is nothing to put a fault into: ${options.only.join(", ")}`);
  if (options.list) {
    list(drawn);
    return 0;
  }
  const interruption = new AbortController();
  for (const name of Deno.build.os === "windows" ? ["SIGINT"] as const : ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(name, () => interruption.abort());
  }
  const verdicts: Verdict[] = [];
  await run(drawn, options.jobs, { signal: interruption.signal, verdicts });
  for (const verdict of verdicts) {
    if (verdict.noticedBy === undefined) console.log(`${describeVerdict(verdict)}\n`);
  }
  if (interruption.signal.aborted) {
    console.error(`interrupted after ${verdicts.length} of ${drawn.length} faults`);
  }
  console.log(summarize(verdicts));
  if (options.json !== undefined) await Deno.writeTextFile(options.json, reportJson(options.seed, verdicts));
  return interruption.signal.aborted ? 130 : 0;
}

if (import.meta.main) {
  try {
    Deno.exit(await main(Deno.args));
  } catch (error) {
    console.error(`error: ${error instanceof Error ? error.message : error}`);
    Deno.exit(2);
  }
}
