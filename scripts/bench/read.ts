/**
 * Measures reading and prints Markdown:
 * `deno task bench:read [--rounds N] [--messages N] [--reactions] [--binary PATH] [--only speed|memory]`.
 *
 * Linux only. The compiled binary reads from the fake service, which runs in a process of its own.
 *
 * @module
 */

import { localBinary } from "../compile.ts";
import { pathOf } from "../registry.ts";
import { measureMemory } from "./read-memory.ts";
import { measureSpeed } from "./read-speed.ts";
import { type Goal, goalsOf } from "./report.ts";

async function main(args: readonly string[]): Promise<number> {
  const valueOf = (flag: string) => args.find((_, index) => args[index - 1] === flag);
  if (Deno.build.os !== "linux") {
    console.error("error: the benchmark needs Linux");
    return 2;
  }
  const program = await Deno.realPath(valueOf("--binary") ?? pathOf(localBinary))
    .catch(() => undefined);
  if (program === undefined) {
    console.error('error: there is no binary in "dist/local": run deno task compile --local');
    return 2;
  }
  const only = valueOf("--only");
  const rounds = Number(valueOf("--rounds") ?? 7);
  const messages = Number(valueOf("--messages") ?? 100_000);
  const memory = Math.round(Deno.systemMemoryInfo().total / 1024 ** 3);
  console.log(
    `Linux, ${navigator.hardwareConcurrency} cores, ${memory} GiB; service and client share them. Deno ` +
      `${Deno.version.deno} for the service and the peer.`,
  );
  const goals: Goal[] = [];
  if (only !== "memory") goals.push(...await measureSpeed(program, rounds));
  if (only !== "speed") goals.push(...await measureMemory(program, messages, args.includes("--reactions")));
  console.log(`\n## Goals\n\n${goalsOf(goals)}`);
  return 0;
}

if (import.meta.main) Deno.exit(await main(Deno.args));
