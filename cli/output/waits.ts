import type { World } from "../../core/world.ts";
import { cleanLine, writeText } from "./terminal.ts";

/** Shows people what the program waits for (docs/contract.md, 13). */
export interface Waits {
  /**
   * Something is waited for; the answer ends it.
   *
   * @param ms how long, where that is known
   */
  begin(what: string, ms?: number): () => void;
  /** The command is over. */
  end(): Promise<void>;
}

/** On a terminal a wait is shown when it lasts longer than this, milliseconds. */
const TERMINAL_DELAY = 1000;
/** Elsewhere a line says so when the command takes longer than this, and another one when it ends. */
const LOG_DELAY = 10_000;

/** Shows waits on stderr; nothing where the person wants quiet. */
export function createWaits({ stderr, clock }: Pick<World, "stderr" | "clock">, isQuiet: boolean): Waits {
  if (isQuiet) return { begin: () => () => {}, end: () => Promise.resolve() };
  const started = clock.monotonic();
  const current: string[] = [];
  let writing = Promise.resolve();
  let isLogged = false;
  const write = (line: string) => {
    // A line of progress may stand there.
    const start = stderr.isTerminal ? "\r\u001b[K" : "";
    writing = writing.then(() => writeText(stderr, `${start}${cleanLine(line)}\n`)).catch(() => {});
  };
  const log = () => {
    isLogged = true;
    write(
      `still working after ${seconds(clock.monotonic() - started)}${
        current.length === 0 ? "" : `: ${current.at(-1)}`
      }`,
    );
  };
  const cancelLog = stderr.isTerminal ? () => {} : clock.after(LOG_DELAY, log);

  function begin(what: string, ms = 0): () => void {
    current.push(what);
    const delay = stderr.isTerminal ? TERMINAL_DELAY : LOG_DELAY;
    const isLong = ms >= delay;
    if (isLong) write(what);
    isLogged ||= isLong;
    const cancel = stderr.isTerminal && !isLong ? clock.after(delay, () => write(what)) : () => {};
    return () => {
      cancel();
      const at = current.lastIndexOf(what);
      if (at >= 0) current.splice(at, 1);
    };
  }

  return {
    begin,
    async end() {
      cancelLog();
      if (isLogged && !stderr.isTerminal) write(`ended after ${seconds(clock.monotonic() - started)}`);
      await writing;
    },
  };
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}

/** The same world, whose own waits are shown: for standard input, long computations and the system's key store. */
export function withWaits(world: World, waits: Waits): World {
  const shown = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const end = waits.begin(what);
    try {
      return await work();
    } finally {
      end();
    }
  };
  return {
    ...world,
    readStdin: (limit) => shown("reading standard input", () => world.readStdin(limit)),
    compute: (task, input) => shown(`computing: ${task}`, () => world.compute(task, input)),
    run: (program, input) => shown("waiting for the key store", () => world.run(program, input)),
  };
}
