/**
 * A world for runs inside the test's own process: real files and real connections, but the output is kept and waits
 * pass faster. Where the process itself matters (signals, pipes, kills), `im.ts` starts a real one.
 *
 * @module
 */

import { runTask } from "../../cli/tasks.ts";
import { type Failure, interruptedFailure } from "../../core/failure.ts";
import { ONCE_CLIENT, type Sink, type World } from "../../core/world.ts";

/** How many times faster waits pass: retry waits of 300 ms shrink to 15 ms. */
export const SPEED_UP = 20;

/** The same for time limits, which a busy machine must not reach: 30 s for an answer shrink to 7.5 s. */
const SPEED_UP_OF_LIMITS = 4;
const isLimit = (ms: number) => ms >= 20_000;

/** The wait for the note that a command still works, which is not its own. */
const NOTE_DELAY = 10_000;

/** What a test gives the world. */
export interface TestWorldOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly interrupt?: AbortSignal;
  /** Addresses of host names; other names are not found. */
  readonly names?: Readonly<Record<string, readonly string[]>>;
  /** Whether the service is silent, however long one waits; then long waits end almost at once. */
  readonly isSilent?: () => boolean;
  /** What standard input holds. */
  readonly stdin?: string | Uint8Array;
  /** Whether both streams are a terminal. */
  readonly isTerminal?: boolean;
  /** What a person at a terminal types, line by line; absent: nobody is there. */
  readonly answers?: readonly string[];
  /** That person does not see what is written to stderr. */
  readonly isStderrPiped?: boolean;
  /** Width of that terminal; default 80. */
  readonly columns?: number;
  /** How far the wall clock is ahead of the real one, milliseconds. */
  readonly clockOffset?: number;
  /** Columns of the streams that are terminals. */
  readonly terminals?: { readonly stdout?: number; readonly stderr?: number };
}

/** A world and what was written in it. */
export interface TestWorld {
  readonly world: World;
  stdout(): string;
  stderr(): string;
  /** Standard output as it came. */
  bytes(): Uint8Array;
  /** The lengths of all waits that came to their end, in milliseconds as they were asked for. */
  readonly waited: readonly number[];
  /** Lets go of connections; to be called when the run is over. */
  close(): void;
}

/** Makes a world. */
export function createTestWorld(
  options: TestWorldOptions,
): TestWorld {
  const { cwd, env = {}, interrupt, names = {}, stdin = new Uint8Array(), answers, isSilent = () => false } =
    options;
  const { clockOffset = 0 } = options;
  const { out, err } = createSinks(options);
  const waited: number[] = [];
  const client = Deno.createHttpClient({ http2: false });
  const once = Deno.createHttpClient(ONCE_CLIENT);
  const get: World["fetch"] = (url, init) => fetch(url, { ...init, client });
  const world: World = {
    os: Deno.build.os,
    runtime: Deno.version.deno,
    env: (name) => env[name] || undefined,
    cwd,
    compute: runTask,
    blocking: (work) => work(),
    readStdin: () => Promise.resolve(bytesOf(stdin)),
    stdinStream: () => new Blob([new Uint8Array(bytesOf(stdin))]).stream(),
    stdinIsTerminal: answers !== undefined,
    readLine: typist(err.sink, answers ?? []),
    run: (program) => Promise.reject(new Deno.errors.NotFound(`no such program: ${program}`)),
    stdout: out.sink,
    stderr: err.sink,
    files: Deno,
    clock: {
      now: () => Date.now() + clockOffset,
      monotonic: () => performance.now(),
      after(ms, then) {
        return startTimer(ms, isSilent, () => {
          if (ms !== NOTE_DELAY) waited.push(ms);
          then();
        });
      },
    },
    random: () => 0.5,
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    fetch: get,
    fetchBulk: get,
    fetchOnce: (url, init) => fetch(url, { ...init, client: once }),
    resolve: (hostname) => Promise.resolve(names[hostname] ?? []),
    async connect(hostname, port) {
      (await Deno.connect({ hostname, port })).close();
    },
    interrupt: interrupt ?? new AbortController().signal,
  };
  const { text: stdout, bytes } = out;
  const close = () => [client, once].forEach((one) => one.close());
  return { world, stdout, stderr: err.text, bytes, waited, close };
}

function bytesOf(stdin: string | Uint8Array): Uint8Array {
  return typeof stdin === "string" ? new TextEncoder().encode(stdin) : stdin;
}

/** A person at a terminal who types these lines. */
function typist(terminal: Sink, answers: readonly string[]): World["readLine"] {
  const typed = [...answers];
  return async (prompt, { hidden }) => {
    const line = typed.shift();
    // A terminal shows what is typed.
    await terminal.write(new TextEncoder().encode(`${prompt}${hidden ? "" : line ?? ""}\n`));
    return line;
  };
}

/** Calls back when the wait is over; in a silence, 10 s pass every 5 ms. Answers with a function that ends the wait. */
function startTimer(ms: number, isSilent: () => boolean, then: () => void): () => void {
  let left = ms;
  const end = () => {
    clearInterval(silence);
    clearTimeout(timer);
  };
  const finish = () => {
    end();
    then();
  };
  const timer = setTimeout(finish, ms / (isLimit(ms) ? SPEED_UP_OF_LIMITS : SPEED_UP));
  const silence = ms < 1000 ? undefined : setInterval(() => {
    left = isSilent() ? left - 10_000 : ms;
    // One look is not enough: the program may be about to send another request.
    if (left <= -10_000) finish();
  }, 5);
  return end;
}

function createSinks(
  { terminals = {}, isTerminal = false, columns = 80, answers, isStderrPiped = false }: TestWorldOptions,
) {
  const isAnswered = answers !== undefined && !isStderrPiped;
  return {
    out: createSink(terminals.stdout ?? (isTerminal ? columns : undefined)),
    err: createSink(terminals.stderr ?? (isTerminal || isAnswered ? columns : undefined)),
  };
}

function createSink(columns: number | undefined) {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const sink: Sink = {
    isTerminal: columns !== undefined,
    write: (bytes) => {
      pieces.push(bytes.slice());
      return Promise.resolve();
    },
    columns: () => columns,
  };
  const bytes = () => {
    const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
    let at = 0;
    for (const piece of pieces) {
      joined.set(piece, at);
      at += piece.length;
    }
    return joined;
  };
  return { sink, bytes, text: () => new TextDecoder().decode(bytes()) };
}

/** What Ctrl-C is to the program, or a request to end. */
export function interruption(subtype: "interrupt" | "terminate" = "interrupt"): Failure {
  return interruptedFailure(subtype);
}
