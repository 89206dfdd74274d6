/**
 * The lines of the benchmark: what is measured, against what, and how much it may be.
 *
 * @module
 */

import { type NginxOptions, startNginx } from "../../tests/support/nginx.ts";
import { succeed } from "../process.ts";
import { aria2, curl, curlThenSync, im, imName, names, type Program, resourceKey } from "./contenders.ts";
import { type Contender, type Line, type Outcome, race, raceLines, ratio, typical } from "./measure.ts";
import { CHAT } from "./read-world.ts";
import { startService } from "./service-process.ts";
import { join } from "@std/path";

const MIB = 1024 * 1024;
/** Milliseconds before each answer, and bytes a second of each connection, of long lines. */
export const DELAY = 100;
export const PACE = 20_000_000;

/** One row of the table. */
export interface BenchRow {
  readonly what: string;
  readonly against: string;
  readonly measured: number;
  readonly goal: number;
  readonly unit?: string;
  /** Median wall time of the program and of what it is compared with, seconds. */
  readonly seconds?: readonly [own: number, other: number];
}

/** What takes part. */
export interface Bench {
  readonly rounds: number;
  readonly program: Program;
  /** Takes the same command lines and variables. */
  readonly peer: Program | undefined;
  /** Where downloads go. */
  readonly directory: string;
  /** Port of a server that waits before it gives leave. */
  readonly delayPort: number;
  readonly onRun: (line: string) => void;
}

/** A part of the benchmark. */
export interface Part {
  readonly name: string;
  run(bench: Bench): Promise<readonly BenchRow[]>;
}

function rowOf(what: string, own: Outcome, other: Outcome, goal: number): BenchRow {
  const seconds = [typical(own, "wall"), typical(other, "wall")] as const;
  return { what, against: other.name, measured: ratio(own, other, "wall"), goal, seconds };
}

/** A download from a server, and what its outcomes are compared with. */
interface DownloadPart {
  readonly name: string;
  readonly size: number;
  server(bench: Bench): NginxOptions;
  contenders(address: Parameters<typeof curl>[0], bench: Bench): readonly Contender[];
  rows(of: (name: string) => Outcome | undefined, bench: Bench): readonly (BenchRow | undefined)[];
}

function downloadPart({ name, size, server, contenders, rows }: DownloadPart): Part {
  return {
    name,
    async run(bench) {
      await using nginx = await startNginx(server(bench));
      if (nginx === undefined) throw new Error("nginx or what it needs here cannot be had");
      const object = join(nginx.files, resourceKey);
      await succeed("sh", ["-c", `head -c ${size} /dev/urandom >"$0"`, object]);
      const [digest = ""] = (await succeed("sha256sum", [object])).split(" ");
      const directory = await Deno.makeTempDir({ dir: bench.directory, prefix: "im-bench-" });
      try {
        const course = {
          ...{ directory, digest, size, rounds: bench.rounds },
          onRun: (line: string) => bench.onRun(`${name}: ${line}`),
        };
        const outcomes = await race(course, contenders(nginx, bench));
        return rows((wanted) => outcomes.find((one) => one.name === wanted), bench)
          .flatMap((row) => row ?? []);
      } finally {
        await Deno.remove(directory, { recursive: true });
      }
    },
  };
}

/** A row where both took part. */
function compared(what: string, own: Outcome | undefined, other: Outcome | undefined, goal: number) {
  return own === undefined || other === undefined ? undefined : rowOf(what, own, other, goal);
}

/** The row of a download's peak memory, below its time. */
function peakMemory(own: Outcome | undefined): BenchRow | undefined {
  return own && {
    what: "peak memory of that",
    against: "",
    measured: typical(own, "memory"),
    goal: 60,
    unit: " MiB",
  };
}

function peerOf(address: Parameters<typeof curl>[0], { peer }: Bench): readonly Contender[] {
  return peer === undefined ? [] : [im(address, peer)];
}

const peerName = ({ peer }: Bench) => peer === undefined ? "" : imName(peer);

function delayed({ delayPort }: Bench): NginxOptions {
  return {
    directives: "auth_request /delay;",
    around: `location = /delay { internal; proxy_pass http://127.0.0.1:${delayPort}; }`,
  };
}

const fast = downloadPart({
  name: "fast",
  size: 100 * MIB,
  server: () => ({}),
  contenders: (address, bench) => [
    curlThenSync(address),
    im(address, bench.program),
    ...peerOf(address, bench),
  ],
  rows(of, bench) {
    const own = of(imName(bench.program));
    const what = "100 MiB, as fast as the machine goes";
    return [
      compared(what, own, of(names.curlSync), 1),
      compared(what, own, of(peerName(bench)), 1),
      peakMemory(own),
    ];
  },
});

const far = downloadPart({
  name: "far",
  size: 100 * MIB,
  server: delayed,
  contenders: (address, bench) => [curl(address), im(address, bench.program), ...peerOf(address, bench)],
  rows(of, bench) {
    const own = of(imName(bench.program));
    const what = `100 MiB, ${DELAY} ms before each answer`;
    return [
      compared(what, own, of(names.curl), 1.8),
      compared(what, own, of(peerName(bench)), 0.8),
      peakMemory(own),
    ];
  },
});

const workers = ["--workers", "8"];
const paced = downloadPart({
  name: "paced",
  size: 100 * MIB,
  server: (bench) => ({ ...delayed(bench), pace: PACE }),
  contenders: (address, { program }) => [aria2(address), im(address, program, ...workers)],
  rows: (of, { program }) => [
    compared(
      `100 MiB, ${DELAY} ms, ${PACE / 1e6} MB/s a connection, \`${workers.join(" ")}\``,
      of(imName(program, ...workers)),
      of(names.aria2),
      0.95,
    ),
  ],
});

const auto = ["--chunk-size", "auto"];
const large = downloadPart({
  name: "large",
  size: 512 * MIB,
  server: () => ({}),
  contenders: (address, { program }) => [curl(address), im(address, program, ...auto)],
  rows: (of, { program }) => [
    compared(`512 MiB, \`${auto.join(" ")}\``, of(imName(program, ...auto)), of(names.curl), 1),
  ],
});

const chunk = ["--chunk-size", "64"];
const tls = downloadPart({
  name: "tls",
  size: 100 * MIB,
  server: () => ({ tls: true }),
  contenders: (address, { program }) => [
    curlThenSync(address),
    im(address, program),
    im(address, program, ...chunk),
  ],
  rows: (of, { program }) => [
    compared("100 MiB over TLS", of(imName(program)), of(names.curlSync), 1.05),
    compared(
      `100 MiB over TLS, \`${chunk.join(" ")}\``,
      of(imName(program, ...chunk)),
      of(names.curlSync),
      1.05,
    ),
  ],
});

const DRY_RUN = "+messages-resources-download --message-id om_x --file-key file_x --type file --dry-run"
  .split(" ");

const start: Part = {
  name: "start",
  async run({ rounds, program, peer, onRun }) {
    const env = { IM_TENANT_ACCESS_TOKEN: "t-bench", LARKSUITE_CLI_TENANT_ACCESS_TOKEN: "t-bench" };
    const line = (name: string, { command }: Program, args: readonly string[]): Line => ({
      name,
      command: [...command, ...args],
      env,
    });
    const lines = [
      line("`im --version`", program, ["--version"]),
      line("help", program, ["--help"]),
      line("dry run", program, DRY_RUN),
      ...(peer === undefined ? [] : [
        line(`\`${peer.name} --help\``, peer, ["--help"]),
        line(`the same by \`${peer.name}\``, peer, DRY_RUN),
      ]),
    ];
    const [version, help, dryRun, peerHelp, peerDryRun] = await raceLines(rounds * 5, lines);
    onRun("start: done");
    return [
      compared("`im --help`", help, version, 1.5),
      compared("`im --help`", help, peerHelp, 1.2),
      compared("a dry run of a download", dryRun, peerDryRun, 1.1),
    ].flatMap((row) => row ?? []);
  },
};

const READ = ["+chat-messages-list", "--chat-id", CHAT.id, "--page-all", "--as", "bot"];

const read: Part = {
  name: "read",
  async run({ rounds, program, peer, onRun }) {
    if (peer === undefined) return [];
    await using service = await startService("chat", `${DELAY}`);
    const env = { IM_BASE_URL: service.origin, IM_TENANT_ACCESS_TOKEN: "t-demo" };
    const rows: BenchRow[] = [];
    for (const [flags, goal] of [[[], 0.8], [["--no-reactions"], 1]] as const) {
      const [own, other] = await raceLines(
        rounds,
        [program, peer].map(({ name, command }) => ({
          ...{ name: `\`${name}\``, env },
          command: [...command, ...READ, ...flags],
        })),
      );
      onRun(`read ${flags.join(" ")}: done`);
      const what = `${CHAT.messages} messages, ${DELAY} ms a call${
        flags.length > 0 ? ", `--no-reactions`" : ""
      }`;
      rows.push(...[compared(what, own, other, goal)].flatMap((row) => row ?? []));
    }
    return rows;
  },
};

/** In the order of the table. */
export const PARTS: readonly Part[] = [far, paced, fast, large, tls, start, read];
