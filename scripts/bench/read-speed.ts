/**
 * How long a chat of 500 messages takes to read, in proportion to the calls that cannot but follow each other.
 *
 * @module
 */

import type { LoggedRequest } from "../../fixtures/platform/mod.ts";
import { bareCalls } from "./bare-calls.ts";
import { median } from "./measure.ts";
import { CHAT } from "./read-world.ts";
import { type Goal, markdownTable } from "./report.ts";
import { type ServiceProcess, startService } from "./service-process.ts";

/** Wait of the service before each answer, milliseconds. */
const DELAY = 100;
/** The pages in a row, then the last page's threads, then their reactions and names. */
const CHAIN = CHAT.pages + 2;
/** What the whole process may take in proportion to that chain of calls. */
const LIMIT = 1.2;
const IDENTITIES = ["user", "bot"] as const;
const COMMAND = ["+chat-messages-list", "--chat-id", CHAT.id, "--page-all", "--page-delay", "0"];

type Identity = typeof IDENTITIES[number];

/** What one run took, seconds. */
interface Run {
  readonly wall: number;
  /** Until the first request arrived. */
  readonly start: number;
  /** From then on to the last answer. */
  readonly calls: number;
  readonly count: number;
  /** The chain of calls, by the peer's calls of the same round. */
  readonly ideal: number;
}

/** What one round took, seconds. */
interface Round {
  readonly version: number;
  readonly dryRun: number;
  readonly runs: Readonly<Record<Identity, Run>>;
}

/** Measures and prints; gives the goals. */
export async function measureSpeed(
  program: string,
  count: number,
  print: (text: string) => void = console.log,
): Promise<readonly Goal[]> {
  await using service = await startService("chat", `${DELAY}`);
  // What comes first pays for the service's own start.
  await bareCalls(service.origin, tokens.user);
  const rounds: Round[] = [];
  for (let number = 0; number < count; number++) {
    // The service counts 1000 calls a minute of an endpoint, a round makes 110.
    if (number > 0 && number % 8 === 0) await new Promise((resolve) => setTimeout(resolve, 60_000));
    rounds.push(await oneRound(service, program, number));
  }
  print(
    `\n## ${CHAT.messages} messages, ${DELAY} ms a call\n\nMedians of ${count} rounds.\n\n${tableOf(rounds)}`,
  );
  return IDENTITIES.map((identity) => ({
    text: `reading as ${identity}: wall time of the chain of ${CHAIN} calls`,
    measured: median(rounds.map(({ runs }) => runs[identity].wall / runs[identity].ideal)),
    limit: LIMIT,
  }));
}

const tokens: Readonly<Record<Identity, string>> = { user: "u-demo", bot: "t-demo" };

async function oneRound(service: ServiceProcess, program: string, number: number): Promise<Round> {
  const version = await timeOf(program, ["--version"]);
  const dryRun = await timeOf(program, [...COMMAND, "--dry-run"]);
  const ideal = CHAIN * median(await bareCalls(service.origin, tokens.user)) / 1000;
  const order = number % 2 === 0 ? IDENTITIES : IDENTITIES.toReversed();
  const runs = new Map<Identity, Run>();
  for (const identity of order) {
    const run = { ...await readOnce(service, program, identity), ideal };
    runs.set(identity, run);
    console.error(`${identity}: ${run.wall.toFixed(3)} s, chain of calls ${ideal.toFixed(3)} s`);
  }
  return { version, dryRun, runs: Object.fromEntries(runs) as Record<Identity, Run> };
}

/** Seconds of a start that asks nobody. */
async function timeOf(program: string, args: readonly string[]): Promise<number> {
  const started = performance.now();
  const { success } = await new Deno.Command(program, { args: [...args], stdout: "null" }).output();
  if (!success) throw new Error(`${program} ${args.join(" ")} failed`);
  return (performance.now() - started) / 1000;
}

async function readOnce(
  service: ServiceProcess,
  program: string,
  identity: Identity,
): Promise<Omit<Run, "ideal">> {
  await service.clearLog();
  const begun = Date.now();
  const started = performance.now();
  const { success, stdout, stderr } = await new Deno.Command(program, {
    args: [...COMMAND, "--as", identity],
    env: {
      IM_BASE_URL: service.origin,
      IM_USER_ACCESS_TOKEN: tokens.user,
      IM_TENANT_ACCESS_TOKEN: tokens.bot,
    },
  }).output();
  const wall = (performance.now() - started) / 1000;
  if (!success) throw new Error(`as ${identity}: ${new TextDecoder().decode(stderr)}`);
  checkMessages(JSON.parse(new TextDecoder().decode(stdout)));
  const log = await service.log();
  checkCalls(log);
  const first = Math.min(...log.map(({ startedAt }) => startedAt));
  const last = Math.max(...log.map(({ finishedAt = 0 }) => finishedAt));
  return { wall, start: (first - begun) / 1000, calls: (last - first) / 1000, count: log.length };
}

/** A message as the program prints it, as far as it is checked. */
interface Printed {
  readonly sender?: { readonly name?: string };
  readonly reactions?: unknown;
  readonly thread_replies?: readonly Printed[];
}

/** A fast answer counts only if nothing is missing in it. */
function checkMessages(
  { data, warnings }: { data: { messages: readonly Printed[] }; warnings?: unknown },
): void {
  const replies = data.messages.flatMap(({ thread_replies }) => thread_replies ?? []);
  const wanted = [CHAT.messages, CHAT.threads * CHAT.repliesEach];
  const isWhole = ({ sender, reactions }: Printed) => sender?.name !== undefined && reactions !== undefined;
  const whole = [data.messages, replies].map((messages) => messages.filter(isWhole).length);
  if (whole.join() !== wanted.join()) {
    throw new Error(`${whole} messages and replies are whole, not ${wanted}`);
  }
  if (warnings !== undefined) throw new Error(`warnings: ${JSON.stringify(warnings)}`);
}

function checkCalls(log: readonly LoggedRequest[]): void {
  const refused = log.find(({ status }) => status !== 200);
  if (refused !== undefined) {
    throw new Error(`the service answered HTTP ${refused.status} to ${refused.path}`);
  }
}

function tableOf(rounds: readonly Round[]): string {
  const of = (pick: (round: Round) => number) => median(rounds.map(pick));
  const rows = IDENTITIES.map((identity) => {
    const run = (pick: (run: Run) => number) => of(({ runs }) => pick(runs[identity]));
    return [
      `as ${identity}`,
      run(({ count }) => count).toFixed(0),
      run(({ ideal }) => ideal).toFixed(2),
      run(({ wall }) => wall).toFixed(2),
      run(({ wall, ideal }) => wall / ideal).toFixed(2),
      of(({ version, runs }) => (runs[identity].wall - version) / runs[identity].ideal).toFixed(2),
      run(({ start }) => start).toFixed(2),
      run(({ calls }) => calls).toFixed(2),
      run(({ wall, start, calls }) => wall - start - calls).toFixed(2),
    ];
  });
  const head = [
    ...["", "calls", `chain of ${CHAIN}, s`, "wall, s", "ratio", "ratio without start"],
    ...["first request after, s", "first request to last answer, s", "end, s"],
  ];
  const starts =
    `Start alone: \`im --version\` ${milliseconds(of(({ version }) => version))}, a dry run of the ` +
    `command ${milliseconds(of(({ dryRun }) => dryRun))}.`;
  return `${markdownTable([head, ...rows])}\n\n${starts}`;
}

function milliseconds(seconds: number): string {
  return `${(seconds * 1000).toFixed(0)} ms`;
}
