/**
 * How much memory a walk through a long history takes, and how soon its first line is there.
 *
 * @module
 */

import { HISTORY } from "./read-world.ts";
import { type Goal, markdownTable } from "./report.ts";
import { type ServiceProcess, startService } from "./service-process.ts";

/** MiB resident at most. */
const LIMIT = 150;
/** Pages that may be requested before the first line is printed. */
const FIRST_PAGES = 2;
/** Milliseconds between two looks at the process. */
const LOOK = 25;
/** Parts of the walk after which the peak is noted. */
const MARKS = [0.01, 0.1, 0.25, 0.5, 1];
const COMMAND = [
  ...["+chat-messages-list", "--chat-id", HISTORY, "--page-all", "--page-limit", "0", "--page-delay", "0"],
  ...["--format", "ndjson", "--as", "user"],
];

/** How a walk went. */
interface Walk {
  /** Seconds. */
  readonly wall: number;
  /** Peak MiB after each of the marks. */
  readonly peaks: readonly number[];
  readonly lines: number;
  /** Requests for pages that had arrived when the first byte came out. */
  readonly pagesAtFirst: number;
  /** Seconds until the first byte. */
  readonly firstAfter: number;
  readonly calls: number;
}

/** Measures and prints; gives the goals. */
export async function measureMemory(
  program: string,
  count: number,
  withReactions: boolean,
): Promise<readonly Goal[]> {
  await using service = await startService("history", `${count}`);
  const flags = withReactions ? [] : ["--no-reactions"];
  const walk = await walkOnce(service, program, count, flags);
  if (walk.lines !== count) throw new Error(`${walk.lines} of ${count} lines`);
  console.log(
    `\n## ${count} messages as lines, with${withReactions ? "" : "out"} reactions\n\n${tableOf(walk)}`,
  );
  const name = withReactions ? "with reactions" : "`--no-reactions`";
  return [
    {
      text: `${count} messages, ${name}: peak memory`,
      measured: walk.peaks.at(-1) ?? NaN,
      limit: LIMIT,
      unit: " MiB",
    },
    {
      text: `${count} messages, ${name}: pages requested at the first line`,
      measured: walk.pagesAtFirst,
      limit: FIRST_PAGES,
    },
  ];
}

async function walkOnce(
  service: ServiceProcess,
  program: string,
  count: number,
  flags: readonly string[],
): Promise<Walk> {
  const started = Date.now();
  const child = new Deno.Command(program, {
    args: [...COMMAND, ...flags],
    env: { IM_BASE_URL: service.origin, IM_USER_ACCESS_TOKEN: "u-demo" },
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  let peak = 0;
  const look = () => peak = Math.max(peak, peakOf(child.pid));
  const looking = setInterval(look, LOOK);
  let firstAt = 0;
  let lines = 0;
  const peaks: number[] = [];
  try {
    for await (const part of child.stdout) {
      firstAt ||= Date.now();
      for (const byte of part) if (byte === 10) lines++;
      look();
      while (lines >= (MARKS[peaks.length] ?? Infinity) * count) {
        console.error(`${lines} lines: ${peak.toFixed(1)} MiB`);
        peaks.push(peak);
      }
    }
    if (!(await child.status).success) throw new Error(`${program} failed`);
  } finally {
    clearInterval(looking);
  }
  const log = await service.log();
  const lists = log.filter(({ path }) => path === "/open-apis/im/v1/messages");
  return {
    wall: (Date.now() - started) / 1000,
    // The end of the process belongs to the whole walk.
    peaks: [...peaks.slice(0, -1), peak],
    lines,
    pagesAtFirst: lists.filter(({ startedAt }) => startedAt <= firstAt).length,
    firstAfter: (firstAt - started) / 1000,
    calls: log.length,
  };
}

/** MiB that a process had resident at most so far, by the kernel's own count; 0 once it has ended. */
function peakOf(pid: number): number {
  try {
    const [, kibibytes] = /^VmHWM:\s*(\d+) kB$/m.exec(Deno.readTextFileSync(`/proc/${pid}/status`)) ?? [];
    return Number(kibibytes ?? 0) / 1024;
  } catch {
    return 0;
  }
}

function tableOf({ wall, peaks, pagesAtFirst, firstAfter, calls }: Walk): string {
  return markdownTable([
    [
      ...["calls", "wall, s", "first line after, s", "pages requested by then"],
      ...MARKS.map((mark) => `peak MiB at ${mark * 100} %`),
    ],
    [
      ...[`${calls}`, wall.toFixed(0), firstAfter.toFixed(2), `${pagesAtFirst}`],
      ...peaks.map((peak) => peak.toFixed(1)),
    ],
  ]);
}
