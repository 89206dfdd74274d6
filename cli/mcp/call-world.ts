import { Failure } from "../../core/failure.ts";
import type { World } from "../../core/world.ts";

/**
 * The world of one call: it ends with the call's own signal, and the streams of the process are not its own, since the
 * protocol goes through them.
 */
export function callWorld(world: World, interrupt: AbortSignal): World {
  return {
    ...world,
    interrupt,
    readStdin: () => Promise.reject(taken("read standard input")),
    stdinStream: () => {
      throw taken("read standard input");
    },
    stdinIsTerminal: false,
    readLine: () => Promise.resolve(undefined),
    stdout: {
      isTerminal: false,
      columns: () => undefined,
      write: () => Promise.reject(taken("write to standard output")),
    },
    compute: (task, input) => untilAborted(world.compute(task, input), interrupt),
  };
}

function taken(what: string): Failure {
  return new Failure({
    type: "validation",
    subtype: "invalid_argument",
    message: `a tool cannot ${what}: "-"`,
    hint: "give the text itself, or the path of a file",
  });
}

/** The world of a server, in which one computation runs at a time: it has one place to compute in. */
export function withOneComputation(world: World): World {
  let last: Promise<unknown> = Promise.resolve();
  return {
    ...world,
    compute(task, input) {
      const result = last.then(() => world.compute(task, input));
      last = result.catch(() => {});
      return result;
    },
  };
}

/** What the work answers with; rejects with the signal's reason as soon as that is aborted. */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const stop = () => aborted.reject(signal.reason);
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
