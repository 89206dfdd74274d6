/**
 * The test command of the README, `deno task test`: the gate, then the scenarios once more on the compiled binary.
 *
 * @module
 */

import { binaryName, skippedStatus } from "./compile.ts";
import { readSources } from "./layering.ts";
import { deno, gateSteps } from "./ok.ts";
import { capture } from "./process.ts";
import { chooseRegistry, pathOf } from "./registry.ts";
import { runSteps, type Step, type StepResult } from "./steps.ts";

/** What tests need installed on a machine; each step may skip itself. */
const setupSteps: readonly Step[] = [];

const scenarios = "tests/scenarios/";
const binary = binaryName(Deno.build.target);

function binarySteps(): Step[] {
  let isBuilt = false;
  return [
    {
      name: "compile",
      run: async () => {
        const result = await compile();
        isBuilt = result.passed && result.skipped === undefined;
        return result;
      },
    },
    {
      name: "scenarios on the binary",
      run: () => isBuilt ? runScenarios() : Promise.resolve(skip("there is no binary")),
    },
  ];
}

async function compile(): Promise<StepResult> {
  const { code, stdout, stderr } = await capture(
    Deno.execPath(),
    ["run", "-A", pathOf("scripts/compile.ts"), "--target", Deno.build.target],
  );
  if (code === skippedStatus) return skip(stderr.trim().replace(/^skipped: /, ""));
  return { passed: code === 0, output: stdout + stderr };
}

async function runScenarios(): Promise<StepResult> {
  const tests = (await readSources()).filter(({ path }) =>
    path.startsWith(scenarios) && path.endsWith(".test.ts")
  );
  if (tests.length === 0) return skip("there are none yet");
  return deno(await chooseRegistry(), "test", ["-A", "--quiet", scenarios], {
    IM_BINARY: pathOf(`dist/${binary}`),
  });
}

function skip(reason: string): StepResult {
  return { passed: true, output: "", skipped: reason };
}

if (import.meta.main) {
  Deno.exit(await runSteps([...setupSteps, ...await gateSteps(), ...binarySteps()]) ? 0 : 1);
}
