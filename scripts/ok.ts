/**
 * The gate: `deno task ok`. Each step prints one line; the first that fails prints its output and ends the run.
 *
 * @module
 */

import { describeFinding, findViolations, readSources } from "./layering.ts";
import { capture } from "./process.ts";
import { chooseRegistry, pathOf, type Registry, registryFlags } from "./registry.ts";
import { runSteps, type Step, type StepResult } from "./steps.ts";

/** Files that are made from others: each check says what is out of date, or nothing. */
const generatedFiles: readonly {
  readonly name: string;
  readonly check: () => Promise<string | undefined>;
}[] = [];

/** The steps of the gate, in order. */
export async function gateSteps(): Promise<Step[]> {
  const registry = await chooseRegistry();
  const sources = (await readSources()).map(({ path }) => path);
  return [
    { name: "format", run: () => deno(registry, "fmt", ["--check"]) },
    { name: "lint", run: () => deno(registry, "lint", ["--quiet"]) },
    { name: "types", run: () => deno(registry, "check", ["--quiet", ...sources]) },
    { name: "layering", run: checkLayering },
    { name: "tests", run: () => deno(registry, "test", ["-A", "--quiet", "tests/"]) },
    { name: "examples", run: () => checkExamples(registry) },
    { name: "generated files", run: checkGenerated },
  ];
}

/** Runs one subcommand of Deno at the root, with the dependencies of that registry. */
export async function deno(
  registry: Registry,
  subcommand: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<StepResult> {
  const { code, stdout, stderr } = await capture(
    Deno.execPath(),
    [subcommand, ...registryFlags(registry, subcommand), ...args],
    {
      cwd: pathOf("."),
      env: {
        DENO_TLS_CA_STORE: "mozilla,system",
        ...Deno.env.toObject(),
        ...env,
        NO_COLOR: "1",
        IM_REGISTRY: registry,
      },
    },
  );
  return { passed: code === 0, output: stdout + stderr };
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

async function checkGenerated(): Promise<StepResult> {
  const stale: string[] = [];
  for (const { name, check } of generatedFiles) {
    const problem = await check();
    if (problem !== undefined) stale.push(`${name}: ${problem}`);
  }
  return { passed: stale.length === 0, output: stale.join("\n") };
}

if (import.meta.main) Deno.exit(await runSteps(await gateSteps()) ? 0 : 1);
