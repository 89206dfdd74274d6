/**
 * Runs programs in interleaved rounds and measures each run: wall time, processor time, peak memory.
 *
 * @module
 */

import { succeed } from "../process.ts";
import { join } from "@std/path";

/** A program that downloads the object. */
export interface Contender {
  readonly name: string;
  /** The command line that writes to a path whose last part is given. */
  command(fileName: string): readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Time and memory of one run. */
export interface Cost {
  /** Seconds. */
  readonly wall: number;
  /** Seconds of all processors, user and system. */
  readonly cpu: number;
  /** MiB resident at most. */
  readonly memory: number;
}

/** What a contender needed over all rounds. */
export interface Outcome {
  readonly name: string;
  /** One element a round, in their order. */
  readonly costs: readonly Cost[];
}

/** What is downloaded, where to, and how often. */
export interface Course {
  /** Empty directory for what is downloaded. */
  readonly directory: string;
  readonly rounds: number;
  readonly size: number;
  /** SHA-256 of the object, hexadecimal. */
  readonly digest: string;
  readonly onRun: (line: string) => void;
}

/** Lets all contenders run once a round, each round in another order. */
export async function race(course: Course, contenders: readonly Contender[]): Promise<Outcome[]> {
  const costs = new Map(contenders.map(({ name }) => [name, [] as Cost[]]));
  for (let round = 0; round < course.rounds; round++) {
    const first = round % contenders.length;
    for (const contender of [...contenders.slice(first), ...contenders.slice(0, first)]) {
      const cost = await runOnce(course, contender, round);
      costs.get(contender.name)?.push(cost);
      course.onRun(`${contender.name}: ${cost.wall.toFixed(2)} s, ${cost.memory.toFixed(0)} MiB`);
    }
  }
  return contenders.map(({ name }) => ({ name, costs: costs.get(name) ?? [] }));
}

async function runOnce(course: Course, { name, command, env = {} }: Contender, round: number): Promise<Cost> {
  const { directory } = course;
  const fileName = `download-${round}.bin`;
  // Nothing that an earlier run left to the disk may be on this run's bill.
  await succeed("sync", []);
  const cost = await timed(name, command(fileName), { cwd: directory, env: { ...env } });
  await check(course, name, join(directory, fileName), round === 0);
  for await (const entry of Deno.readDir(directory)) await Deno.remove(join(directory, entry.name));
  return cost;
}

/** Runs a command line to its end and measures it. */
async function timed(
  name: string,
  command: readonly string[],
  options: Pick<Deno.CommandOptions, "cwd" | "env">,
): Promise<Cost> {
  const report = await Deno.makeTempFile();
  const started = performance.now();
  const { success, stderr } = await new Deno.Command("time", {
    ...options,
    args: ["--format", "%U %S %M", "--output", report, ...command],
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).output();
  const wall = (performance.now() - started) / 1000;
  if (!success) throw new Error(`${name} failed: ${new TextDecoder().decode(stderr)}`);
  const [user = NaN, system = NaN, kibibytes = NaN] = (await Deno.readTextFile(report)).split(" ").map(
    Number,
  );
  await Deno.remove(report);
  return { wall, cpu: user + system, memory: kibibytes / 1024 };
}

async function check(
  { size, digest }: Course,
  name: string,
  path: string,
  thoroughly: boolean,
): Promise<void> {
  const there = (await Deno.stat(path)).size;
  if (there !== size) throw new Error(`${name}: ${there} of ${size} bytes`);
  if (!thoroughly) return;
  const [sum] = (await succeed("sha256sum", [path])).split(" ");
  if (sum !== digest) throw new Error(`${name}: other bytes`);
}

/** A command line that is measured by itself. */
export interface Line {
  readonly name: string;
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Lets all lines run once a round, each round in another order; a line that fails ends it. */
export async function raceLines(rounds: number, lines: readonly Line[]): Promise<Outcome[]> {
  const costs = new Map(lines.map(({ name }) => [name, [] as Cost[]]));
  for (let round = 0; round < rounds; round++) {
    const first = round % lines.length;
    for (const line of [...lines.slice(first), ...lines.slice(0, first)]) {
      costs.get(line.name)?.push(await timed(line.name, line.command, { env: { ...line.env } }));
    }
  }
  return lines.map(({ name }) => ({ name, costs: costs.get(name) ?? [] }));
}

/** The middle of some numbers. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? NaN)) / 2;
}

/** Median of one figure over the rounds. */
export function typical({ costs }: Outcome, of: keyof Cost): number {
  return median(costs.map((cost) => cost[of]));
}

/** Median over the rounds of what one needed in proportion to what another needed in the same round. */
export function ratio(outcome: Outcome, base: Outcome, of: keyof Cost): number {
  return median(outcome.costs.map((cost, round) => cost[of] / (base.costs[round]?.[of] ?? NaN)));
}
