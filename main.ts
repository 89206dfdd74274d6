/**
 * `im`: reads, sends and downloads Feishu and Lark messages. This file makes the real world, runs the command line
 * in it and leaves with its status.
 *
 * @module
 */

import { versionText } from "./cli/version.ts";
import { buildInfo } from "./core/build-info.ts";
import { ONCE_CLIENT, type Sink, type World } from "./core/world.ts";

/** A stream of the process; a write that takes only a part is continued. */
function sinkOf(stream: typeof Deno.stdout): Sink {
  const isTerminal = stream.isTerminal();
  return {
    isTerminal,
    async write(bytes) {
      for (let written = 0; written < bytes.length;) written += await stream.write(bytes.subarray(written));
    },
    columns() {
      try {
        return isTerminal ? Deno.consoleSize().columns : 80;
      } catch {
        return 80;
      }
    },
  };
}

/** Variables by whose permission a list of variables that may be read is recognised. */
const LISTED = ["APP_ID", "USER_ACCESS_TOKEN", "TENANT_ACCESS_TOKEN"]
  .flatMap((name) => [`IM_${name}`, `LARKSUITE_CLI_${name}`]);

/**
 * Reads variables; one that may not be read counts as absent. On a terminal Deno would ask for each of them: the
 * person is asked once for all, and not at all where a list says which ones may be read.
 */
export function environmentReader(
  { env, permissions }: Pick<typeof Deno, "env" | "permissions">,
): Pick<World, "env" | "hasRefusedVariables"> {
  const mayRead = (variable: string) => permissions.querySync({ name: "env", variable }).state;
  let isAsked = false;
  let hasRefused = false;
  return {
    env(name) {
      let state = mayRead(name);
      if (state === "prompt" && !isAsked) {
        isAsked = true;
        if (!LISTED.some((listed) => mayRead(listed) === "granted")) {
          state = permissions.requestSync({ name: "env" }).state;
        }
      }
      hasRefused ||= state !== "granted";
      return state === "granted" ? env.get(name) || undefined : undefined;
    },
    hasRefusedVariables: () => hasRefused,
  };
}

/** Aborted by Ctrl-C or a request to end; the second one ends the process at once. */
async function listenForInterrupts(): Promise<AbortSignal> {
  const { interruptedFailure } = await import("./core/failure.ts");
  const interrupt = new AbortController();
  const signals = Deno.build.os === "windows" ? ["SIGINT"] as const : ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) {
    Deno.addSignalListener(signal, () => {
      if (interrupt.signal.aborted) Deno.exit(signal === "SIGINT" ? 130 : 143);
      interrupt.abort(interruptedFailure(signal === "SIGINT" ? "interrupt" : "terminate"));
    });
  }
  return interrupt.signal;
}

async function realWorld(): Promise<World> {
  const interrupt = await listenForInterrupts();
  // Made on first use: a client costs start-up time, and most commands need only one of them.
  let bulk: Deno.HttpClient | undefined;
  let once: Deno.HttpClient | undefined;
  return {
    os: Deno.build.os,
    runtime: Deno.version.deno,
    ...environmentReader(Deno),
    cwd: Deno.cwd(),
    async readStdin(limit) {
      const { readBytes } = await import("./core/async/read-bytes.ts");
      return await readBytes(Deno.stdin.readable, limit, interrupt);
    },
    stdout: sinkOf(Deno.stdout),
    stderr: sinkOf(Deno.stderr as typeof Deno.stdout),
    files: Deno,
    clock: {
      now: () => Date.now(),
      monotonic: () => performance.now(),
      after(ms, then) {
        const timer = setTimeout(then, ms);
        return () => clearTimeout(timer);
      },
    },
    random: () => Math.random(),
    fetch: (url, init) => fetch(url, init),
    fetchBulk: (url, init) => {
      bulk ??= Deno.createHttpClient({ http2: false });
      return fetch(url, { ...init, client: bulk });
    },
    fetchOnce: (url, init) => {
      once ??= Deno.createHttpClient(ONCE_CLIENT);
      return fetch(url, { ...init, client: once });
    },
    async resolve(hostname) {
      const { lookup } = await import("node:dns");
      return await new Promise((resolve, reject) =>
        lookup(
          hostname,
          { all: true },
          (error, found) => {
            if (error === null) return resolve(found.map(({ address }) => address));
            // Node's module says by this alone that the permission is missing.
            const isForbidden = error.code === "EPERM";
            reject(isForbidden ? new Deno.errors.NotCapable(`Requires net access to "${hostname}"`) : error);
          },
        )
      );
    },
    async connect(hostname, port, signal) {
      const connection = await Promise.race([
        Deno.connect({ hostname, port }),
        new Promise<never>((_resolve, reject) =>
          signal.addEventListener("abort", () => reject(signal.reason))
        ),
      ]);
      connection.close();
    },
    interrupt,
  };
}

if (import.meta.main) {
  const words = Deno.args[0] === "im" ? Deno.args.slice(1) : Deno.args;
  // Asked for most by scripts, so it loads nothing else, unless it cannot be written.
  const isShown = words.length === 1 && words[0] === "--version" &&
    await Deno.stdout.write(new TextEncoder().encode(versionText(buildInfo, Deno.version.deno, false)))
      .then(() => true, () => false);
  if (!isShown) {
    const { runProgram } = await import("./cli/main.ts");
    Deno.exit(await runProgram(Deno.args, await realWorld()));
  }
}
