/**
 * The gate: `deno task ok`. Each step prints one line; the first that fails prints its output and ends the gate.
 *
 * @module
 */

import { describeFinding, findViolations, readSources } from "./layering.ts";
import { capture } from "./process.ts";
import { chooseRegistry, pathOf, type Registry, registryFlags } from "./registry.ts";
import { runSteps, type Step, type StepResult } from "./steps.ts";
import { runTestFiles } from "./test-files.ts";

/** The longest that a step may take; tests have limits of their own, which an endless loop does not heed. */
const limitMilliseconds = 20 * 60_000;

/** The steps of the gate, in order. */
export async function gateSteps(): Promise<Step[]> {
  const registry = await chooseRegistry();
  const sources = (await readSources()).map(({ path }) => path);
  const tests = sources.filter((path) => path.endsWith(".test.ts"));
  return [
    { name: "format", run: () => deno(registry, "fmt", ["--check"]) },
    { name: "lint", run: () => deno(registry, "lint", ["--quiet"]) },
    { name: "types", run: () => deno(registry, "check", ["--quiet", ...sources]) },
    { name: "layering", run: checkLayering },
    { name: "tests", run: () => test(registry, tests.filter((path) => !isProcessTest(path))) },
    { name: "process tests", run: () => test(registry, tests.filter(isProcessTest)) },
    { name: "examples", run: () => checkExamples(registry) },
  ];
}

/** Runs one subcommand of Deno at the root, with the dependencies of that registry. */
export async function deno(
  registry: Registry,
  subcommand: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<StepResult> {
  const signal = AbortSignal.timeout(limitMilliseconds);
  const { code, stdout, stderr } = await capture(
    Deno.execPath(),
    [subcommand, ...registryFlags(registry, subcommand), ...args],
    {
      cwd: pathOf("."),
      signal,
      env: {
        DENO_TLS_CA_STORE: "mozilla,system",
        ...Deno.env.toObject(),
        ...env,
        NO_COLOR: "1",
        IM_REGISTRY: registry,
      },
    },
  );
  const note = signal.aborted ? `\nstopped after ${limitMilliseconds / 60_000} minutes` : "";
  return { passed: code === 0, output: stdout + stderr + note };
}

/** Whether a test file starts the program in a process of its own; `tests/support/im.ts` refuses all others. */
export function isProcessTest(path: string): boolean {
  return path.endsWith(".process.test.ts");
}

/** Runs test files, several at a time; a test that hangs fails. */
export function test(
  registry: Registry,
  files: readonly string[],
  env?: Readonly<Record<string, string>>,
): Promise<StepResult> {
  const limits = ["--preload", pathOf("scripts/test-limits.ts")];
  // The step before has checked the types.
  const flags = ["-A", "--quiet", "--no-check", ...limits];
  return runTestFiles(files, (group) => deno(registry, "test", [...flags, ...group], env));
}

async function checkLayering(): Promise<StepResult> {
  const findings = findViolations(await readSources());
  const warnings = findings.filter(({ isWarning }) => isWarning);
  return {
    passed: findings.length === warnings.length,
    output: findings.map(describeFinding).join("\n"),
    notes: warnings.map(describeFinding),
  };
}

async function checkExamples(registry: Registry): Promise<StepResult> {
  const documented = (await readSources())
    .filter(({ path, text }) => path.startsWith("core/") && /^\s*\* ```(ts|js)/m.test(text))
    .map(({ path }) => path);
  if (documented.length === 0) return { passed: true, output: "", notes: ["none yet"] };
  return deno(registry, "test", ["-A", "--quiet", "--doc", ...documented]);
}

if (import.meta.main) Deno.exit(await runSteps(await gateSteps()) ? 0 : 1);
