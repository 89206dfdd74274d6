/**
 * The test command of the README, `deno task test`: the gate, then on the compiled binary all tests that start the
 * program in a process of its own.
 *
 * @module
 */

import { localBinary, skippedStatus } from "./compile.ts";
import { readSources } from "./layering.ts";
import { gateSteps, isProcessTest, test } from "./ok.ts";
import { capture } from "./process.ts";
import { chooseRegistry, pathOf } from "./registry.ts";
import { runSteps, type Step, type StepResult } from "./steps.ts";

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
      name: "tests of the binary",
      run: () => isBuilt ? testBinary() : Promise.resolve(skip("there is no binary")),
    },
  ];
}

async function compile(): Promise<StepResult> {
  const { code, stdout, stderr } = await capture(
    Deno.execPath(),
    ["run", "-A", pathOf("scripts/compile.ts"), "--local"],
  );
  if (code === skippedStatus) return skip(stderr.trim().replace(/^skipped: /, ""));
  return { passed: code === 0, output: stdout + stderr };
}

async function testBinary(): Promise<StepResult> {
  const tests = (await readSources()).map(({ path }) => path).filter(isProcessTest);
  const env = { IM_BINARY: pathOf(localBinary) };
  return test(await chooseRegistry(), tests, env);
}

function skip(reason: string): StepResult {
  return { passed: true, output: "", skipped: reason };
}

if (import.meta.main) {
  Deno.exit(await runSteps([...await gateSteps(), ...binarySteps()]) ? 0 : 1);
}
