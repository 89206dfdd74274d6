/**
 * `im`: reads, sends and downloads Feishu and Lark messages. This file makes the real world, runs the command line
 * in it and leaves with its status.
 *
 * @module
 */

import { environmentReader } from "./cli/environment.ts";
import { frontText } from "./cli/front.ts";
import type { TaskReply } from "./cli/tasks.ts";
import { ONCE_CLIENT, type Sink, type World } from "./core/world.ts";

/** A stream of the process; writes until all bytes are taken, or for a while after an interrupt. */
function sinkOf(stream: typeof Deno.stdout, interrupt: AbortSignal): Sink {
  const isTerminal = stream.isTerminal();
  return {
    isTerminal,
    async write(bytes) {
      for (let written = 0; written < bytes.length;) {
        written += await unlessStuck(stream.write(bytes.subarray(written)), interrupt);
      }
    },
    columns() {
      try {
        return isTerminal ? Deno.consoleSize().columns || undefined : undefined;
      } catch {
        return undefined;
      }
    },
  };
}

/** A reader that takes nothing for this long after an interrupt is not waited for, milliseconds. */
const PATIENCE = 1000;

/** Rejects with the reason of the interrupt where nobody reads; a slow reader still gets whole lines. */
async function unlessStuck<T>(writing: Promise<T>, interrupt: AbortSignal): Promise<T> {
  const stuck = Promise.withResolvers<never>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = () => void (timer = setTimeout(() => stuck.reject(interrupt.reason), PATIENCE));
  if (interrupt.aborted) wait();
  else interrupt.addEventListener("abort", wait, { once: true });
  try {
    return await Promise.race([writing, stuck.promise]);
  } finally {
    interrupt.removeEventListener("abort", wait);
    clearTimeout(timer);
  }
}

/** Whether Deno asks the person about what it may not do: else it refuses. */
function canAsk(): boolean {
  return Deno.stdin.isTerminal() && Deno.stderr.isTerminal();
}

/** Signals that end the program. */
interface Interrupts {
  /** Aborted by Ctrl-C or a request to end; the second one ends the process at once. */
  readonly signal: AbortSignal;
  /** While the work runs, a signal ends the process at once: for work that leaves no time to notice it. */
  without<T>(work: () => Promise<T>): Promise<T>;
}

async function listenForInterrupts(): Promise<Interrupts> {
  const { interruptedFailure } = await import("./core/failure.ts");
  const interrupt = new AbortController();
  const signals = Deno.build.os === "windows" ? ["SIGINT"] as const : ["SIGINT", "SIGTERM"] as const;
  const listeners = signals.map((signal) => {
    const listener = () => {
      if (interrupt.signal.aborted) Deno.exit(signal === "SIGINT" ? 130 : 143);
      interrupt.abort(interruptedFailure(signal === "SIGINT" ? "interrupt" : "terminate"));
    };
    return [signal, listener] as const;
  });
  const listen = () => listeners.forEach(([signal, listener]) => Deno.addSignalListener(signal, listener));
  const ignore = () => listeners.forEach(([signal, listener]) => Deno.removeSignalListener(signal, listener));
  listen();
  let count = 0;
  return {
    signal: interrupt.signal,
    without(work) {
      if (count++ === 0) ignore();
      return work().finally(() => --count === 0 && listen());
    },
  };
}

/** In a worker, this module runs the tasks of `cli/tasks.ts`. */
const isWorker = globalThis.constructor.name === "DedicatedWorkerGlobalScope";

/** A worker loads this module again, so it must be readable. */
async function canStartWorker(): Promise<boolean> {
  if (!import.meta.url.startsWith("file:")) return true;
  const path = new URL(import.meta.url);
  return (await Deno.permissions.query({ name: "read", path })).state === "granted";
}

/** Runs tasks one after another in one worker, which is started when it is needed. */
function createCompute({ signal, without }: Interrupts): World["compute"] {
  let worker: Worker | undefined;
  return async (task, input) => {
    const { runTask, valueOf } = await import("./cli/tasks.ts");
    if (!await canStartWorker()) return await without(() => runTask(task, input));
    signal.throwIfAborted();
    const started = worker ??= new Worker(import.meta.url, { type: "module", name: "im" });
    const reply = Promise.withResolvers<TaskReply>();
    const stop = () => {
      worker = undefined;
      started.terminate();
      reply.reject(signal.reason);
    };
    signal.addEventListener("abort", stop, { once: true });
    started.onmessage = ({ data }) => reply.resolve(data);
    started.onerror = (event) => {
      event.preventDefault();
      reply.resolve({ error: event.message });
    };
    started.postMessage({ task, input });
    try {
      return valueOf(await reply.promise);
    } finally {
      signal.removeEventListener("abort", stop);
    }
  };
}

/** The worker's side of it. */
async function serveTasks(): Promise<void> {
  const scope = globalThis as unknown as Pick<Worker, "onmessage" | "postMessage">;
  const { promise, resolve } = Promise.withResolvers<typeof import("./cli/tasks.ts")>();
  scope.onmessage = async ({ data: { task, input } }) => {
    scope.postMessage(await (await promise).answerTask(task, input));
  };
  resolve(await import("./cli/tasks.ts"));
}

/** The addresses of a host, as the system finds them. */
async function resolveHost(hostname: string): Promise<readonly string[]> {
  const { lookup } = await import("node:dns");
  return await new Promise((resolve, reject) =>
    lookup(hostname, { all: true }, (error, found) => {
      if (error === null) return resolve(found.map(({ address }) => address));
      // Only this code says that the permission is missing.
      const isForbidden = error.code === "EPERM";
      reject(isForbidden ? new Deno.errors.NotCapable(`Requires net access to "${hostname}"`) : error);
    })
  );
}

/** Opens a connection and closes it: shows that the host can be reached. */
async function tryConnection(hostname: string, port: number, signal: AbortSignal): Promise<void> {
  const connection = await Promise.race([
    Deno.connect({ hostname, port }),
    new Promise<never>((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
  ]);
  connection.close();
}

/**
 * Keeps connections to this machine away from proxies, which would see their tokens; Deno asks the variables for that.
 * Without the right to change them, nothing changes.
 */
async function bypassProxies({ env, permissions }: typeof Deno): Promise<void> {
  const { LOOPBACK_HOSTS, PROXY_VARIABLES } = await import("./core/platform/proxy.ts");
  const mayRead = (variable: string) => permissions.querySync({ name: "env", variable }).state === "granted";
  if (!PROXY_VARIABLES.some((name) => mayRead(name) && env.get(name))) return;
  if (!mayRead("NO_PROXY") || !mayRead("no_proxy")) return;
  const hosts = [env.get("NO_PROXY") ?? env.get("no_proxy"), ...LOOPBACK_HOSTS].filter(Boolean).join(",");
  for (const name of ["NO_PROXY", "no_proxy"]) env.set(name, hosts);
}

/** Time for a connection to this machine, or for the first packet of another one, milliseconds. */
const SENDING = 3;

const programs = () => import("./cli/run-program.ts");

const serve: NonNullable<World["serve"]> = async (port, handler, onListen, signal) => {
  const listen = { hostname: "127.0.0.1", port, signal };
  await Deno.serve({ ...listen, onListen: (address) => onListen(address.port) }, handler).finished;
};

const clock: World["clock"] = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, then) {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
};

/**
 * Over TLS, requests for bulk transfers take turns with so many clients. A client resumes its TLS sessions, and with
 * TLS 1.2 it is then the client that speaks last. The runtime leaves Nagle's algorithm on, which holds the request back
 * until the server has acknowledged that, 40 ms later. The first connection of each client has no session to resume.
 */
const BULK_CLIENTS = 2;

async function realWorld(): Promise<World> {
  const interrupts = await listenForInterrupts();
  const interrupt = interrupts.signal;
  // Made on first use: a client slows the start, and most commands need only one of them.
  const bulk: Deno.HttpClient[] = [];
  let bulkRequests = 0;
  let once: Deno.HttpClient | undefined;
  let ask: World["readLine"] | undefined;
  const environment = environmentReader(Deno, canAsk());
  const stderr = sinkOf(Deno.stderr as typeof Deno.stdout, interrupt);
  return {
    os: Deno.build.os,
    runtime: Deno.version.deno,
    pid: Deno.pid,
    ...environment,
    mayWrite: (path) => Deno.permissions.querySync({ name: "write", path }).state === "granted",
    untilSent: () => new Promise((resolve) => void setTimeout(resolve, SENDING)),
    executable: () => Deno.execPath(),
    cwd: Deno.cwd(),
    compute: createCompute(interrupts),
    blocking: interrupts.without,
    async readStdin(limit) {
      const { readInput } = await import("./cli/terminal-input.ts");
      return await readInput(Deno.stdin, limit, { stderr, interrupt });
    },
    stdinStream: () => Deno.stdin.readable,
    stdinIsTerminal: Deno.stdin.isTerminal(),
    async readLine(prompt, options) {
      ask ??= (await import("./cli/terminal-input.ts")).createLineReader(Deno.stdin, stderr, interrupt);
      return await ask(prompt, options);
    },
    run: async (program, input) =>
      await (await programs()).runKeyStoreProgram(Deno, environment.env, program, input),
    shell: async (program, variables) =>
      await (await programs()).runShell(Deno, program, variables, interrupt),
    openFile: async (path) => await (await programs()).openFile(Deno, path),
    serve,
    stdout: sinkOf(Deno.stdout, interrupt),
    stderr,
    files: Deno,
    clock,
    random: () => Math.random(),
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    fetch: (url, init) => fetch(url, init),
    fetchBulk: (url, init) => {
      const at = url.startsWith("https:") ? bulkRequests++ % BULK_CLIENTS : 0;
      // A connection that waits to be used again keeps the buffer that it has read with, half a MiB.
      const client = bulk[at] ??= Deno.createHttpClient({ http2: false, poolMaxIdlePerHost: 4 });
      return fetch(url, { ...init, client });
    },
    fetchOnce: (url, init) => {
      once ??= Deno.createHttpClient(ONCE_CLIENT);
      return fetch(url, { ...init, client: once });
    },
    resolve: resolveHost,
    connect: tryConnection,
    interrupt,
  };
}

/**
 * Loads the program. Run by its address alone, `main.ts` cannot find its libraries: the import map of `deno.json` says
 * where they are, and Deno takes that from an address only when it is told so.
 */
async function loadProgram(): Promise<typeof import("./cli/main.ts")> {
  try {
    return await import("./cli/main.ts");
  } catch (error) {
    const isUnmapped = error instanceof TypeError &&
      /not a dependency|not mapped|import map/.test(error.message);
    if (!isUnmapped || import.meta.url.startsWith("file:")) throw error;
    const map = new URL("deno.json", import.meta.url).href;
    const said = `error: run from an address, im needs its import map: deno run --import-map ${map} ` +
      `--allow-net --allow-read --allow-write --allow-env ${import.meta.url}\n`;
    await Deno.stderr.write(new TextEncoder().encode(said));
    Deno.exit(3);
  }
}

if (isWorker) await serveTasks();
else if (import.meta.main) {
  const words = Deno.args[0] === "im" ? Deno.args.slice(1) : Deno.args;
  // Lines that load nothing else, unless their text cannot be written.
  const stdout = sinkOf(Deno.stdout, new AbortController().signal);
  const text = await frontText(words, {
    ...environmentReader(Deno, canAsk()),
    stdout,
    runtime: Deno.version.deno,
  });
  const isShown = text !== undefined &&
    await stdout.write(new TextEncoder().encode(text)).then(() => true, () => false);
  if (!isShown) {
    const { runProgram } = await loadProgram();
    await bypassProxies(Deno);
    Deno.exit(await runProgram(Deno.args, await realWorld()));
  }
}
