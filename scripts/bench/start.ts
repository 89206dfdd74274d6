/**
 * Measures start-up time: `im --version`, `im --help` and a whole dry run, against a hello-world program made
 * by the same compiler. Prints the table for `docs/performance.md`.
 *
 * ```sh
 * deno task compile --local && deno task bench:start
 * ```
 *
 * @module
 */

import { findLocalCompiler, localBinary } from "../compile.ts";
import { succeed } from "../process.ts";
import { pathOf } from "../registry.ts";

const ROUNDS = 41;
const DRY_RUN = "+messages-resources-download --message-id om_x --file-key file_x --type file --dry-run";

/** Compiles a program that says hello and nothing else. */
async function compileHello(folder: string): Promise<string> {
  const compiler = await findLocalCompiler();
  if (typeof compiler === "string") throw new Error(compiler);
  await Deno.writeTextFile(`${folder}/hello.js`, 'console.log("hello");\n');
  const output = `${folder}/hello`;
  const flags = ["compile", "--quiet", "--no-config", "--no-lock", "--no-check", "--no-code-cache"];
  await succeed(compiler.deno, [...flags, "--output", output, `${folder}/hello.js`], { env: compiler.env });
  return output;
}

async function milliseconds(program: string, args: readonly string[]): Promise<number> {
  const start = performance.now();
  const { success } = await new Deno.Command(program, { args: [...args], stdout: "null" }).output();
  if (!success) throw new Error(`${program} failed`);
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

if (import.meta.main) {
  const folder = await Deno.makeTempDir();
  try {
    const im = pathOf(localBinary);
    const programs: [string, string, string[]][] = [
      ["hello world", await compileHello(folder), []],
      ["`im --version`", im, ["--version"]],
      ["`im --help`", im, ["--help"]],
      ["a dry run of a download", im, DRY_RUN.split(" ")],
    ];
    const times = programs.map((): number[] => []);
    // Round by round, so that a noisy minute hits all of them.
    for (let round = 0; round < ROUNDS; round++) {
      for (const [index, [, program, args]] of programs.entries()) {
        times[index]?.push(await milliseconds(program, args));
      }
    }
    const base = median(times[0] ?? []);
    console.log(`| start, compiled, median of ${ROUNDS} | ms | relative to hello |\n| --- | --- | --- |`);
    for (const [index, [name]] of programs.entries()) {
      const ms = median(times[index] ?? []);
      console.log(`| ${name} | ${ms.toFixed(0)} | ${(ms / base).toFixed(2)} |`);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
