/**
 * The terminal of the documented sessions: commands of `im` run in this process, where the clock stands still, all others
 * in a shell.
 *
 * @module
 */

import { runProgram } from "../../cli/main.ts";
import { interruptedFailure } from "../../core/failure.ts";
import type { Sink, World } from "../../core/world.ts";
import { demoWorld, type Platform, startPlatform } from "../../fixtures/platform/mod.ts";
import { seededRandom } from "../../tests/support/fake-world.ts";
import { createTestWorld } from "../../tests/support/test-world.ts";
import { commandsOf, type ShellCommand } from "./shell-line.ts";

/** A command of a session. */
export interface Step {
  /** As it stands in the block, lines that go on included. */
  readonly line: string;
  /** Whether Ctrl-C is typed while it runs. */
  readonly isInterrupted: boolean;
}

/** A terminal that commands are typed in. */
export interface Terminal {
  /** Begins anew with the variables that a terminal has; the world and the files stay. */
  reopen(): void;
  /** Types a command; answers with what stands on the screen then. */
  type(step: Step): Promise<string>;
}

/** The time when the sessions begin: 2026-05-20 11:45 in UTC+8. Each command takes a minute. */
const START = 1_779_248_700_000;
const MINUTE = 60_000;
/** Where a download is when Ctrl-C is typed: its next request, from this byte on, stays without an answer. */
const INTERRUPTED_AT = 128 * 1024 + 2 * 8 * 1024 * 1024;
/** How long nothing has moved then, milliseconds: everything that was sent has been written. */
const STILL_FOR = 500;
/** After how long a command without a terminal says that it still works, milliseconds. */
const NOTE_DELAY = 10_000;
/** What stands for the address of the service, and for the directory of the session. */
const SHOWN_ORIGIN = "http://127.0.0.1:8080";
const SHOWN_DIRECTORY = "/home/me";

/** What the terminal looks like. */
export interface Look {
  readonly columns: number;
  /** Whether the codes of colors stay in the text. */
  readonly isColored: boolean;
}

/** A session that goes on. */
interface Session {
  readonly platform: Platform;
  readonly look: Look;
  readonly directory: string;
  env: Record<string, string>;
  readonly random: () => number;
  /** Epoch milliseconds. */
  readonly clock: { now: number };
  status: number;
}

/** Opens a terminal in an empty directory, with the demo's world behind it, for `use`. */
export async function withTerminal<T>(
  look: Look,
  use: (terminal: Terminal) => Promise<T>,
): Promise<T> {
  const root = await Deno.realPath(await Deno.makeTempDir());
  const [directory, configuration] = [`${root}/me`, `${root}/configuration`];
  for (const path of [directory, configuration]) await Deno.mkdir(path);
  const clock = { now: START };
  await using platform = await startPlatform({
    ...demoWorld,
    ...{ rateLimit: "none", writing: { messageRate: "none" }, accounts: { answer: { decision: "approve" } } },
    now: () => clock.now,
  });
  const env = {
    ...{ IM_BASE_URL: platform.origin, IM_ACCOUNTS_URL: platform.origin },
    ...{ IM_USER_ACCESS_TOKEN: "u-demo", IM_TENANT_ACCESS_TOKEN: "t-demo" },
    ...{ IM_CONFIG_DIR: configuration, IM_STORE: "file", HOME: directory },
  };
  const session: Session = {
    ...{ platform, clock, look, directory, env, status: 0, random: seededRandom(1) },
  };
  try {
    return await use({
      reopen: () => void (session.env = { ...env }),
      type: (step) => type(session, step),
    });
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

async function type(session: Session, { line, isInterrupted }: Step): Promise<string> {
  const commands = commandsOf(line);
  const screen: string[] = isInterrupted ? ["^C\n"] : [];
  if (commands === undefined) await runInShell(session, line, screen);
  else await runPipeline(session, commands, screen, isInterrupted);
  session.clock.now += MINUTE;
  return screen.join("")
    .replaceAll(session.directory, SHOWN_DIRECTORY)
    .replaceAll(session.platform.origin, SHOWN_ORIGIN);
}

/** Commands joined by pipes; a single `export`, `unset` or `echo $?` concerns the terminal itself. */
async function runPipeline(
  session: Session,
  commands: readonly ShellCommand[],
  screen: string[],
  isInterrupted: boolean,
): Promise<void> {
  const [first] = commands;
  if (commands.length === 1 && first !== undefined && setVariables(session, first)) return;
  let input = "";
  for (const [at, command] of commands.entries()) {
    const isLast = at === commands.length - 1;
    const output: string[] = isLast ? screen : [];
    if (command.words[0] === "im") {
      await runHere(session, command, { input, output, screen, isTerminal: isLast, isInterrupted });
    } else await runInShell(session, command.text, output, input);
    input = isLast ? "" : output.join("");
  }
}

function setVariables(session: Session, { words, variables }: ShellCommand): boolean {
  if (words[0] === "unset") { for (const name of words.slice(1)) delete session.env[name]; }
  else if (words[0] === "export") {
    for (const word of words.slice(1)) {
      const [name = "", ...value] = word.split("=");
      session.env[name] = value.join("=");
    }
  } else if (words.length === 0) Object.assign(session.env, variables);
  else return false;
  return true;
}

/** Where a command of a pipeline reads and writes. */
interface Streams {
  readonly input: string;
  readonly output: string[];
  readonly screen: string[];
  readonly isTerminal: boolean;
  readonly isInterrupted: boolean;
}

async function runHere(
  session: Session,
  { words, variables }: ShellCommand,
  { input, output, screen, isTerminal, isInterrupted }: Streams,
): Promise<void> {
  const stop = new AbortController();
  const test = createTestWorld({
    cwd: session.directory,
    env: { ...session.env, ...variables },
    interrupt: stop.signal,
    stdin: input,
  });
  const interrupting = isInterrupted ? interruptWhenStill(session, stop) : undefined;
  const world: World = {
    ...test.world,
    clock: {
      ...test.world.clock,
      now: () => session.clock.now,
      // A command that takes long says so; how long it takes here means nothing.
      after: (ms, then) => ms < NOTE_DELAY ? test.world.clock.after(ms, then) : () => {},
    },
    random: session.random,
    randomBytes: (length) => Uint8Array.from({ length }, () => Math.floor(session.random() * 256)),
    stdout: sinkOf(output, isTerminal ? session.look : undefined),
    stderr: sinkOf(screen, undefined),
  };
  try {
    session.status = await runProgram(words.slice(1), world);
  } finally {
    interrupting?.();
    test.close();
  }
}

/** Has the service fall silent in the middle of a download, and then types Ctrl-C. Answers with what ends that. */
function interruptWhenStill({ platform }: Session, stop: AbortController): () => void {
  platform.addFault({ name: "stall-before-headers", when: { rangeStart: INTERRUPTED_AT } });
  let since = performance.now();
  const timer = setInterval(() => {
    if (!platform.isSilent()) since = performance.now();
    else if (performance.now() - since > STILL_FOR) stop.abort(interruptedFailure("interrupt"));
  }, 20);
  return () => {
    clearInterval(timer);
    platform.clearFaults();
  };
}

function sinkOf(pieces: string[], look: Look | undefined): Sink {
  const decoder = new TextDecoder();
  return {
    isTerminal: look !== undefined,
    columns: () => look?.columns ?? 80,
    write(bytes) {
      const text = decoder.decode(bytes, { stream: true });
      // deno-lint-ignore no-control-regex
      pieces.push(look?.isColored ? text : text.replace(/\u001b\[\d+m/g, ""));
      return Promise.resolve();
    },
  };
}

async function runInShell(session: Session, line: string, output: string[], input = ""): Promise<void> {
  if (/\bim [+a-z]/.test(line)) throw new Error(`only pipes may join commands of im: "${line}"`);
  const child = new Deno.Command("sh", {
    args: ["-c", `(exit ${session.status})\n${line}`],
    cwd: session.directory,
    clearEnv: true,
    env: {
      ...session.env,
      ...{ PATH: Deno.env.get("PATH") ?? "", TZ: Deno.env.get("TZ") ?? "", LC_ALL: "C.UTF-8" },
    },
    ...{ stdin: "piped", stdout: "piped", stderr: "piped" },
  }).spawn();
  const writer = child.stdin.getWriter();
  // A command need not read its input to the end.
  await writer.write(new TextEncoder().encode(input)).then(() => writer.close()).catch(() => {});
  const { code, stdout, stderr } = await child.output();
  session.status = code;
  output.push(new TextDecoder().decode(stdout), new TextDecoder().decode(stderr));
}
