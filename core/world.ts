/**
 * The outside world as one type. `main.ts` passes the real one; tests pass another.
 * Nothing below `core/` or `cli/` reaches a global of the runtime by itself.
 *
 * @module
 */

/**
 * The file operations in use, with the runtime's own signatures. All paths are absolute, but for those of synchronous
 * calls in a directory that was entered (`core/pinned-directory.ts`).
 */
export type Files = Pick<
  typeof Deno,
  | "stat"
  | "lstat"
  | "realPath"
  | "open"
  | "readTextFile"
  | "readDir"
  | "mkdir"
  | "remove"
  | "rename"
  | "chmod"
  | "makeTempFile"
  | "makeTempDir"
  | "cwd"
  | "chdir"
  | "statSync"
  | "lstatSync"
  | "realPathSync"
  | "readDirSync"
  | "openSync"
  | "mkdirSync"
  | "renameSync"
  | "linkSync"
  | "removeSync"
>;

/** Where text or bytes go. `write` resolves when all of it was taken; it rejects with `BrokenPipe`. */
export interface Sink {
  write(bytes: Uint8Array): Promise<void>;
  readonly isTerminal: boolean;
  /** Width in columns; `undefined` where nothing is known. */
  columns(): number | undefined;
}

/** Time, which tests replace. */
export interface Clock {
  /** Wall clock, epoch milliseconds. */
  now(): number;
  /** Milliseconds that never jump, for rates and deadlines. */
  monotonic(): number;
  /** Calls `then` after `ms`; the answer cancels it. */
  after(ms: number, then: () => void): () => void;
}

/** Answers an HTTP request. */
export type Handler = (request: Request) => Response | Promise<Response>;

/** One HTTP exchange, as `fetch`; redirects are never followed by it. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * What the HTTP client behind `World.fetchOnce` is made with. When a kept connection closes before the answer, the
 * runtime sends the request again on a new one (Deno 2.9) although the service may have carried it out; without kept
 * connections, and without HTTP/2, which repeats streams that were refused, it does not.
 */
export const ONCE_CLIENT: Deno.CreateHttpClientOptions = {
  http2: false,
  poolMaxIdlePerHost: 0,
  allowHost: true,
};

/**
 * The programs through which systems keep secrets. With a full path, nobody can put
 * another one before them, and the permission to run them needs no PATH.
 */
export const KEY_STORE_PROGRAMS = {
  "secret-tool": "/usr/bin/secret-tool",
  security: "/usr/bin/security",
  powershell: String.raw`C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe`,
};

/** One of them. */
export type KeyStoreProgram = keyof typeof KEY_STORE_PROGRAMS;

/** The programs that open a file as the person's desktop does, by their full paths for the same reasons. */
export const OPENERS: Readonly<Partial<Record<typeof Deno.build.os, string>>> = {
  linux: "/usr/bin/xdg-open",
  darwin: "/usr/bin/open",
  windows: String.raw`C:\Windows\System32\rundll32.exe`,
};

/** What a program is run with. Its arguments can be seen by everybody on the machine, what it reads cannot. */
export interface ProgramInput {
  readonly args: readonly string[];
  readonly stdin: string;
  /** Ends the program. */
  readonly signal: AbortSignal;
}

/** How a program ended and what it wrote. */
export interface ProgramResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Everything the program sees of the machine it runs on. */
export interface World {
  readonly os: typeof Deno.build.os;
  /** Version of the runtime, `X.Y.Z`. */
  readonly runtime: string;
  /** Number of the process, for who looks for it; absent where there is none of its own. */
  readonly pid?: number;
  /** Value of an environment variable; an empty one counts as absent. */
  env(name: string): string | undefined;
  /** Whether a variable could not be read for want of a permission, and so counted as absent. */
  readonly hasRefusedVariables?: () => boolean;
  /** Whether a path may be written without asking the person; absent where nobody is asked. */
  readonly mayWrite?: (path: string) => boolean;
  /**
   * Resolves when a request that was just made has most likely left: work that begins earlier holds it up. Absent: it
   * leaves at once.
   */
  readonly untilSent?: () => Promise<void>;
  /** Path of the file that runs: the program itself where it is compiled, else the runtime. */
  readonly executable?: () => string;
  /** Working directory, absolute. `-C` gives a command another one. */
  readonly cwd: string;
  /**
   * All of standard input, read to its end; `undefined` where it has more than `limit` bytes. Rejects with the reason of
   * `interrupt` as soon as that is aborted.
   */
  readStdin(limit: number): Promise<Uint8Array | undefined>;
  /** Standard input as it comes, for work that answers while it reads. */
  stdinStream(): ReadableStream<Uint8Array>;
  readonly stdinIsTerminal: boolean;
  /**
   * Asks the person at the terminal for a line; `undefined` where the input ends. A hidden line is not shown as it is
   * typed. Rejects with the reason of `interrupt` as soon as that is aborted.
   */
  readLine(prompt: string, options: { readonly hidden: boolean }): Promise<string | undefined>;
  /**
   * Runs a program to its end. Rejects with the system's error where it is not there or may not be run, and with the
   * reason of the signal.
   */
  run(program: KeyStoreProgram, input: ProgramInput): Promise<ProgramResult>;
  /**
   * Runs a shell on the person's terminal to its end, with further variables; answers with its status. Rejects as `run`
   * does.
   */
  readonly shell?: (program: string, variables: Readonly<Record<string, string>>) => Promise<number>;
  /**
   * Opens a file in the program that the person's desktop has for it; absent where there is none. Settles when what opens
   * it has ended, which may be when the person closes that program; rejects where that says that it failed.
   */
  readonly openFile?: (path: string) => Promise<void>;
  /**
   * Serves HTTP on this machine alone until the signal is aborted; absent where nothing can be served.
   *
   * @param port 0 for any that is free
   * @param onListen is told the port
   */
  readonly serve?: (
    port: number,
    handler: Handler,
    onListen: (port: number) => void,
    signal: AbortSignal,
  ) => Promise<void>;
  /**
   * Runs one of the program's long computations, by name, so that interrupts are noticed meanwhile: plain data in and out.
   * Rejects with what it throws, or with the reason of `interrupt` as soon as that is aborted.
   */
  compute(task: string, input: unknown): Promise<unknown>;
  /** Runs work that leaves no time to notice interrupts: meanwhile they end the process, as they would end any other. */
  blocking<T>(work: () => Promise<T>): Promise<T>;
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** Takes lines of a trace for the log that the person asked for; absent: nobody did. */
  readonly log?: (line: string) => void;
  readonly files: Files;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  random(): number;
  /** Bytes that nobody can guess. */
  randomBytes(length: number): Uint8Array<ArrayBuffer>;
  /** For API calls (many small answers, HTTP/2 where offered). */
  readonly fetch: Fetch;
  /** For bulk transfers: HTTP/1.1 only, since HTTP/2 windows slow them down. */
  readonly fetchBulk: Fetch;
  /**
   * For requests that must not arrive twice, and for addresses that others gave (see `ONCE_CLIENT`): every request
   * has a connection of its own, and a `host` header is sent as given.
   */
  readonly fetchOnce: Fetch;
  /** All addresses of a host name, IPv4 and IPv6, as a connection to it would use them. */
  resolve(hostname: string): Promise<readonly string[]>;
  /** Resolves when a TCP connection to the host could be opened; shows whether a host is away or only slow. */
  connect(hostname: string, port: number, signal: AbortSignal): Promise<void>;
  /** Aborted when the person presses Ctrl-C or the process gets a signal to end. */
  readonly interrupt: AbortSignal;
}

/** Waits `ms`, or rejects with the signal's reason as soon as it is aborted. */
export function sleep(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = () => {
      cancel();
      reject(signal?.reason);
    };
    const cancel = clock.after(ms, () => {
      signal?.removeEventListener("abort", stop);
      resolve();
    });
    signal?.addEventListener("abort", stop, { once: true });
  });
}
