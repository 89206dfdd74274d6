import type { World } from "../../core/world.ts";
import { createLiveLines, type LiveLines } from "./live-lines.ts";

/** Shows people what the program waits for (docs/contract.md, 13). */
export interface Waits {
  /**
   * Something is waited for; the answer ends it.
   *
   * @param ms how long, where that is known
   */
  begin(what: string, ms?: number): () => void;
  /** Something that people must know at once; only they. */
  say(line: string): void;
  /** The command is over. */
  end(): Promise<void>;
}

/** On a terminal a wait is shown when it lasts longer than this, milliseconds. */
const TERMINAL_DELAY = 1000;
/** Elsewhere a line says so when the command takes longer than this, and another one when it ends. */
const LOG_DELAY = 10_000;

/** Shows waits on stderr; nothing where the person wants quiet. */
export function createWaits(
  { stderr, clock }: Pick<World, "stderr" | "clock">,
  isQuiet: boolean,
  live: LiveLines = createLiveLines({ stderr }),
): Waits {
  if (isQuiet) return { begin: () => () => {}, say: () => {}, end: () => Promise.resolve() };
  const started = clock.monotonic();
  const current: string[] = [];
  let isLogged = false;
  const write = live.log;
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
    say(line) {
      if (stderr.isTerminal) write(line);
    },
    async end() {
      cancelLog();
      if (isLogged && !stderr.isTerminal) write(`ended after ${seconds(clock.monotonic() - started)}`);
      live.show([]);
      await live.settled();
    },
  };
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}

/** How the input of a terminal is ended. */
const END_OF_INPUT = {
  unix: "Ctrl-D on a line of its own",
  windows: "Ctrl-Z and Enter on a line of its own",
};
const keysOf = (os: World["os"]) => os === "windows" ? "windows" : "unix";

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
    readStdin: async (limit) => {
      if (world.stdinIsTerminal) {
        waits.say(`reading standard input; ${END_OF_INPUT[keysOf(world.os)]} ends it`);
        return await world.readStdin(limit);
      }
      return await shown("reading standard input", () => world.readStdin(limit));
    },
    compute: (task, input) => shown(`computing: ${task}`, () => world.compute(task, input)),
    run: (program, input) => shown("waiting for the key store", () => world.run(program, input)),
  };
}
