/**
 * Measures all that was promised about speed, in interleaved rounds, and prints one table:
 * `deno task bench [--rounds N] [--messages N] [--binary PATH] [--peer PATH] [--directory DIR] [--only PART]`.
 *
 * With `--write`, the table, the figures of a long walk and their chart go into `docs/`. The peer is another program that
 * takes the same command lines and variables, such as an earlier build, or a script that starts one. Linux only; the
 * programs compared come from Debian's packages, installed where that is possible.
 *
 * @module
 */

import { findProgram } from "../../tests/support/install.ts";
import { localBinary } from "../compile.ts";
import { capture } from "../process.ts";
import { pathOf } from "../registry.ts";
import { scaleChart } from "./chart.ts";
import type { Program } from "./contenders.ts";
import { type BenchRow, DELAY, PARTS } from "./lines.ts";
import { measureSpeed } from "./read-speed.ts";
import { markdownTable } from "./report.ts";
import { replaceSection } from "./sections.ts";
import { measureScale, type Scale, scaleGoals, scaleTable } from "./scale.ts";

const DOCUMENT = "docs/performance.md";
const CHART = "docs/performance-scale.svg";

interface Options {
  readonly rounds: number;
  readonly messages: number;
  readonly binary: string | undefined;
  readonly peer: string | undefined;
  readonly directory: string;
  readonly only: string | undefined;
  readonly write: boolean;
}

async function readOptions(args: readonly string[]): Promise<Options> {
  const valueOf = (flag: string) => args.find((_, index) => args[index - 1] === flag);
  const real = async (path: string) => await Deno.realPath(path).catch(() => undefined);
  const peer = valueOf("--peer");
  return {
    rounds: Number(valueOf("--rounds") ?? 5),
    messages: Number(valueOf("--messages") ?? 1_000_000),
    binary: await real(valueOf("--binary") ?? pathOf(localBinary)),
    peer: peer && await Deno.realPath(peer),
    directory: await Deno.realPath(valueOf("--directory") ?? Deno.env.get("TMPDIR") ?? "/tmp"),
    only: valueOf("--only"),
    write: args.includes("--write"),
  };
}

/** The machine, the programs and how busy it was. */
async function describeMachine({ rounds, peer }: Options): Promise<string> {
  const first = async (command: string, ...args: string[]) =>
    (await capture(command, args)).stdout.split("\n")[0]?.split(" ").slice(0, 3).join(" ") ?? command;
  const memory = Math.round(Deno.systemMemoryInfo().total / 1024 ** 3);
  const [load = 0] = Deno.loadavg();
  const versions = await Promise.all(["curl", "aria2c"].map((name) => first(name, "--version")));
  const nginx = (await capture("sh", ["-c", "PATH=$PATH:/usr/sbin nginx -v 2>&1"])).stdout.split(": ").at(-1);
  return [
    `Linux, ${navigator.hardwareConcurrency} cores, ${memory} GiB, server and client share them; load when it began: ` +
    `${load.toFixed(1)}. ${nginx?.trim()}, ${
      versions.join(", ")
    }. Medians of ${rounds} interleaved rounds (starts: five ` +
    "times as many); a ratio is the median of the rounds' ratios, so only ratios mean much.",
    ...(peer === undefined ? [] : [`The peer is \`${peer.replace(/.*\//, "")}\`.`]),
  ].join("\n");
}

/** One table of all lines. */
export function benchTable(rows: readonly BenchRow[]): string {
  const shown = (value: number, unit = "") => `${value.toFixed(unit === "" ? 2 : 1)}${unit}`;
  return markdownTable([
    ["what", "in proportion to", "measured", "goal", "reached", "s"],
    ...rows.map(({ what, against, measured, goal, unit, seconds }) => [
      ...[what, against, shown(measured, unit), `≤ ${shown(goal, unit)}`, measured <= goal ? "yes" : "no"],
      seconds === undefined ? "" : seconds.map((one) => one.toFixed(2)).join(" / "),
    ]),
  ]);
}

function scaleSection(scale: Scale): string {
  return [
    `### ${scale.count.toLocaleString("en")} messages as lines`,
    "",
    `Pages of 50 without reactions, read from a function in the same process, by a clock that does not wait: the limits`,
    `of the service would have stretched it to ${
      scale.minutes.toFixed(0)
    } minutes. The costs of the function are in it.`,
    "",
    "![Processor time of a message and memory, by number of messages](performance-scale.svg)",
    "",
    scaleTable(scale),
  ].join("\n");
}

async function measureAll(options: Options, program: Program): Promise<[BenchRow[], Scale | undefined]> {
  // nginx cannot wait by itself; it asks this server for leave, which takes its time.
  await using delay = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async () => {
    await new Promise((resolve) => setTimeout(resolve, DELAY));
    return new Response(null, { status: 204 });
  });
  const peer = options.peer === undefined ? undefined : { name: "peer", command: [options.peer] };
  const bench = {
    ...options,
    ...{ program, peer, delayPort: delay.addr.port, onRun: (line: string) => console.error(line) },
  };
  const isWanted = (name: string) => options.only === undefined || options.only === name;
  const rows: BenchRow[] = [];
  for (const part of PARTS.filter(({ name }) => isWanted(name))) rows.push(...await part.run(bench));
  if (isWanted("chain")) {
    const goals = await measureSpeed(program.command[0] ?? "", options.rounds, () => {});
    rows.push(...goals.map(({ text, measured }) => ({
      ...{ what: text, against: "", measured, goal: 1.1 },
    })));
  }
  const scale = isWanted("scale") ? await measureScale(options.messages) : undefined;
  const goals = scale === undefined ? [] : scaleGoals(scale);
  rows.push(
    ...goals.map(({ text, measured, limit }) => ({ what: text, against: "", measured, goal: limit })),
  );
  return [rows, scale];
}

async function main(args: readonly string[]): Promise<number> {
  const options = await readOptions(args);
  if (Deno.build.os !== "linux" || options.binary === undefined) {
    console.error("error: the benchmark needs Linux, and a binary: run deno task compile --local");
    return 2;
  }
  const needed = [["curl"], ["aria2c", "aria2"], ["time"], ["nginx"]] as const;
  for (const [name, debianPackage] of needed) {
    if (await findProgram(name, debianPackage) !== undefined) continue;
    console.error(`error: "${name}" is not here and cannot be installed`);
    return 2;
  }
  const machine = await describeMachine(options);
  const [rows, scale] = await measureAll(options, { name: "im", command: [options.binary] });
  const sections = [machine, benchTable(rows), ...(scale === undefined ? [] : [scaleSection(scale)])];
  const text = sections.join("\n\n");
  console.log(text);
  if (!options.write) return 0;
  await Deno.writeTextFile(
    pathOf(DOCUMENT),
    replaceSection(await Deno.readTextFile(pathOf(DOCUMENT)), "bench", text),
  );
  if (scale !== undefined) await Deno.writeTextFile(pathOf(CHART), scaleChart(scale));
  return 0;
}

if (import.meta.main) Deno.exit(await main(Deno.args));
