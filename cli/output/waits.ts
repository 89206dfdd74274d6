import type { Sink, World } from "../../core/world.ts";
import { createLiveLines, type LiveLines } from "./live-lines.ts";

/** Shows people what the program waits for (docs/contract.md, 13). */
export interface Waits {
  /**
   * Something is waited for; the answer ends it.
   *
   * @param ms how long, where that is known
   */
  begin(what: string, ms?: number): () => void;
  /** What the command is at; it is shown like a wait, until the command is at something else. */
  step(what: string): void;
  /** Something that people must know at once; only they. */
  say(line: string): void;
  /** Takes away what is drawn over, before something is printed beside it. */
  clear(): Promise<void>;
  /** The command is over. */
  end(): Promise<void>;
}

/** On a terminal a wait is shown while it lasts, from this time on, milliseconds. */
const TERMINAL_DELAY = 1000;
/** Elsewhere a line says so when the command takes longer than this, and another one when it ends. */
const LOG_DELAY = 10_000;

/** Nobody wants to see them. */
const SILENT: Waits = {
  begin: () => () => {},
  step: () => {},
  say: () => {},
  clear: () => Promise.resolve(),
  end: () => Promise.resolve(),
};

/** Shows waits on stderr; nothing where the person wants quiet. */
export function createWaits(
  { stderr, clock }: Pick<World, "stderr" | "clock">,
  isQuiet: boolean,
  live: LiveLines = createLiveLines({ stderr }),
): Waits {
  if (isQuiet) return SILENT;
  return stderr.isTerminal ? drawnWaits(clock, live) : loggedWaits(clock, live);
}

/** A wait that is drawn over; retries stay, since they say what went wrong. */
function drawnWaits(clock: World["clock"], live: LiveLines): Waits {
  const waits = new Set<string>();
  let step: string | undefined;
  let cancelStep: (() => void) | undefined;
  let isStepShown = false;
  const draw = () => {
    const lines = [...isStepShown && step !== undefined ? [step] : [], ...[...waits].slice(-1)];
    live.status(lines.length === 0 ? undefined : lines.join(", "));
  };
  async function clear(): Promise<void> {
    cancelStep?.();
    waits.clear();
    isStepShown = false;
    step = undefined;
    draw();
    live.show([]);
    await live.settled();
  }
  return {
    begin(what, ms = 0) {
      if (ms >= TERMINAL_DELAY) live.log(what);
      if (ms >= TERMINAL_DELAY) return () => {};
      const cancel = clock.after(TERMINAL_DELAY, () => {
        waits.add(what);
        draw();
      });
      return () => {
        cancel();
        waits.delete(what);
        draw();
      };
    },
    step(what) {
      step = what;
      // The first step starts the time: that of all of them counts.
      cancelStep ??= clock.after(TERMINAL_DELAY, () => {
        isStepShown = true;
        draw();
      });
      if (isStepShown) draw();
    },
    say: live.log,
    clear,
    end: clear,
  };
}

/** Lines about what takes long, in a log. */
function loggedWaits(clock: World["clock"], live: LiveLines): Waits {
  const started = clock.monotonic();
  const current: string[] = [];
  let step: string | undefined;
  let isLogged = false;
  const log = (line: string) => {
    isLogged = true;
    live.log(line);
  };
  const cancel = clock.after(LOG_DELAY, () => {
    const what = [step, current.at(-1)].filter((one) => one !== undefined).join(", ");
    log(`still working after ${seconds(clock.monotonic() - started)}${what === "" ? "" : `: ${what}`}`);
  });
  return {
    begin(what, ms = 0) {
      current.push(what);
      if (ms >= LOG_DELAY) log(what);
      return () => {
        const at = current.lastIndexOf(what);
        if (at >= 0) current.splice(at, 1);
      };
    },
    step: (what) => void (step = what),
    say: () => {},
    clear: () => live.settled(),
    async end() {
      cancel();
      if (isLogged) live.log(`ended after ${seconds(clock.monotonic() - started)}`);
      await live.settled();
    },
  };
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}

/** The same stream; what is drawn over goes away before anything is written to it. */
export function clearingSink(sink: Sink, { clear }: Waits): Sink {
  return { ...sink, write: (bytes) => clear().then(() => sink.write(bytes)) };
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
