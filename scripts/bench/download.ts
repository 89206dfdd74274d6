/**
 * Measures downloads against curl, wget and aria2, from an nginx on this machine, and prints Markdown:
 * `deno task bench:download [--rounds N] [--size MIB] [--binary PATH] [--bundle PATH] [--directory DIR] [--only PART]`.
 *
 * Linux only. The programs compared come from Debian's packages, installed where that is possible.
 *
 * @module
 */

import { findProgram } from "../../tests/support/install.ts";
import { type Nginx, type NginxOptions, startNginx } from "../../tests/support/nginx.ts";
import { localBinary } from "../compile.ts";
import { capture, succeed } from "../process.ts";
import { pathOf } from "../registry.ts";
import {
  aria2,
  curl,
  curlThenSync,
  im,
  imName,
  names,
  type Program,
  resourceKey,
  wget,
} from "./contenders.ts";
import { type Contender, type Course, type Outcome, race, ratio, typical } from "./measure.ts";
import { type Goal, goalsOf, tableOf } from "./report.ts";
import { join } from "@std/path";

const MIB = 1024 * 1024;
/** Bytes a second of each connection, and milliseconds before each answer, of the long line. */
const PACE = 20_000_000;
const DELAY = 100;

interface Options {
  readonly rounds: number;
  /** Bytes. */
  readonly size: number;
  readonly programs: readonly Program[];
  readonly directory: string;
  readonly only: string | undefined;
}

/** A race from one server. */
interface Part {
  readonly name: string;
  readonly title: string;
  readonly server: NginxOptions;
  readonly base: string;
  contenders(server: Nginx): readonly Contender[];
  goals(outcomes: readonly Outcome[]): readonly Goal[];
}

function fullSpeed(name: string, tls: boolean, { programs }: Options): Part {
  const main = programs[0];
  return {
    name,
    title: `As fast as the machine goes, ${tls ? "over TLS" : "plain HTTP"}`,
    server: { tls },
    base: names.curlSync,
    contenders: (server) => [
      curlThenSync(server),
      curl(server),
      wget(server),
      ...programs.flatMap((program) => [im(server, program), im(server, program, "--chunk-size", "64")]),
    ],
    goals(outcomes) {
      if (main === undefined) return [];
      const base = find(outcomes, names.curlSync);
      return [[], ["--chunk-size", "64"]].flatMap((flags): Goal[] => {
        const outcome = find(outcomes, imName(main, ...flags));
        return [
          {
            text: `${outcome.name}, ${name}: wall time of ${names.curlSync}`,
            measured: ratio(outcome, base, "wall"),
            limit: tls ? 1.1 : 1,
          },
          memoryGoal(outcome, name, 64),
        ];
      });
    },
  };
}

function longLine(options: Options, delayPort: number): Part {
  const { programs, size } = options;
  const main = programs[0];
  const workers = (count: number) => ["--workers", `${count}`];
  return {
    name: "long",
    title: `${DELAY} ms before each answer, ${PACE / 1e6} MB/s for each connection`,
    server: {
      pace: PACE,
      directives: "auth_request /delay;",
      around: `location = /delay { internal; proxy_pass http://127.0.0.1:${delayPort}; }`,
    },
    base: names.curl,
    contenders: (server) => [
      curl(server),
      aria2(server),
      ...programs.slice(0, 1).flatMap((program) => [
        im(server, program),
        im(server, program, ...workers(4)),
        im(server, program, ...workers(8)),
      ]),
    ],
    goals(outcomes) {
      if (main === undefined) return [];
      const [one, eight] = [find(outcomes, imName(main)), find(outcomes, imName(main, ...workers(8)))];
      const ideal = size / PACE + DELAY / 1000;
      return [
        {
          text: `${one.name}, long: wall time of one connection (${ideal.toFixed(1)} s)`,
          measured: typical(one, "wall") / ideal,
          limit: 1.1,
        },
        {
          text: `${eight.name}, long: wall time of ${names.aria2}`,
          measured: ratio(eight, find(outcomes, names.aria2), "wall"),
          limit: 1,
        },
        memoryGoal(eight, "long", 96),
      ];
    },
  };
}

function memoryGoal(outcome: Outcome, part: string, limit: number): Goal {
  return {
    text: `${outcome.name}, ${part}: peak memory`,
    measured: typical(outcome, "memory"),
    limit,
    unit: " MiB",
  };
}

function find(outcomes: readonly Outcome[], wanted: string): Outcome {
  const outcome = outcomes.find(({ name }) => name === wanted);
  if (outcome === undefined) throw new Error(`nobody is called ${wanted}`);
  return outcome;
}

async function run(part: Part, options: Options): Promise<readonly Goal[]> {
  await using server = await startNginx(part.server);
  if (server === undefined) throw new Error("nginx or what it needs here cannot be had");
  const object = join(server.files, resourceKey);
  await succeed("sh", ["-c", `head -c ${options.size} /dev/urandom >"$0"`, object]);
  const [digest = ""] = (await succeed("sha256sum", [object])).split(" ");
  const directory = await Deno.makeTempDir({ dir: options.directory, prefix: "im-bench-" });
  try {
    const course: Course = {
      ...options,
      directory,
      digest,
      onRun: (line) => console.error(`${part.name}: ${line}`),
    };
    const outcomes = await race(course, part.contenders(server));
    console.log(`\n## ${part.title}\n\n${tableOf(outcomes, part.base)}`);
    return part.goals(outcomes);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

async function describeMachine({ rounds, size, programs }: Options): Promise<string> {
  const first = async (command: string, ...args: string[]) =>
    (await capture(command, args)).stdout.split("\n")[0]?.split(" ").slice(0, 3).join(" ") ?? command;
  const memory = Math.round(Deno.systemMemoryInfo().total / 1024 ** 3);
  const versions = await Promise.all(["curl", "wget", "aria2c"].map((name) => first(name, "--version")));
  const server = (await capture("sh", ["-c", "PATH=$PATH:/usr/sbin nginx -v 2>&1"])).stdout.split(": ").at(-1)
    ?.trim();
  return [
    `${size / MIB} MiB, medians of ${rounds} interleaved rounds; ratios are medians of the rounds' ratios.`,
    `Linux, ${navigator.hardwareConcurrency} cores, ${memory} GiB; server and client share them.`,
    `${server}, ${versions.join(", ")}; ${programs.map(({ name }) => `\`${name}\``).join(" and ")}.`,
  ].join("\n");
}

async function findPrograms(binary: string | undefined, bundle: string | undefined): Promise<Program[]> {
  const isThere = async (path: string) => await Deno.stat(path).then(() => true, () => false);
  const binaryPath = await Deno.realPath(binary ?? pathOf(localBinary)).catch(
    () => "",
  );
  const bundlePath = await Deno.realPath(bundle ?? pathOf("dist/im.js")).catch(() => "");
  const allow = ["--allow-net", "--allow-read", "--allow-write", "--allow-env"];
  return [
    ...(await isThere(binaryPath) ? [{ name: "im", command: [binaryPath] }] : []),
    ...(await isThere(bundlePath)
      ? [{ name: "deno run im.js", command: [Deno.execPath(), "run", "--no-config", ...allow, bundlePath] }]
      : []),
  ];
}

async function readOptions(args: readonly string[]): Promise<Options> {
  const valueOf = (flag: string) => args.find((_, index) => args[index - 1] === flag);
  return {
    rounds: Number(valueOf("--rounds") ?? 5),
    size: Number(valueOf("--size") ?? 512) * MIB,
    programs: await findPrograms(valueOf("--binary"), valueOf("--bundle")),
    directory: await Deno.realPath(valueOf("--directory") ?? Deno.env.get("TMPDIR") ?? "/tmp"),
    only: valueOf("--only"),
  };
}

async function main(args: readonly string[]): Promise<number> {
  if (Deno.build.os !== "linux") {
    console.error("error: the benchmark needs Linux");
    return 2;
  }
  const options = await readOptions(args);
  if (options.programs.length === 0) {
    console.error(
      'error: there is neither a binary nor a bundle in "dist": run deno task compile --local, or deno task bundle',
    );
    return 2;
  }
  const needed = [["curl"], ["wget"], ["aria2c", "aria2"], ["time"], ["nginx"]] as const;
  for (const [name, debianPackage] of needed) {
    if (await findProgram(name, debianPackage) !== undefined) continue;
    console.error(`error: "${name}" is not here and cannot be installed`);
    return 2;
  }
  // nginx cannot wait by itself; it asks this server for leave, which takes its time.
  await using delay = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async () => {
    await new Promise((resolve) => setTimeout(resolve, DELAY));
    return new Response(null, { status: 204 });
  });
  const parts = [
    fullSpeed("plain", false, options),
    fullSpeed("tls", true, options),
    longLine(options, delay.addr.port),
  ].filter(({ name }) => options.only === undefined || options.only === name);
  console.log(await describeMachine(options));
  const goals: Goal[] = [];
  for (const part of parts) goals.push(...await run(part, options));
  console.log(`\n## Goals\n\n${goalsOf(goals)}`);
  return 0;
}

if (import.meta.main) Deno.exit(await main(Deno.args));
