import type { Clock } from "../world.ts";
import { BUFFER_BYTES } from "./body-reader.ts";

/** Bytes are gathered for about this time before they are written, milliseconds. */
const GATHER_TIME = 100;
const SMALLEST_GATHER_BYTES = 16_384;

/** Decisions that depend on the speed of a transfer. */
export interface Pace {
  /** Counts bytes that arrived. */
  add(bytes: number): void;
  /** Bytes to gather before a write: few large writes on fast lines, prompt progress on slow ones. */
  gather(): number;
  /** Milliseconds until one worker has drained this many bytes; 0 while the rate is unknown. */
  drainTime(bytes: number): number;
  /** After a break every byte that arrives is taken at once: a broken read loses what it has gathered. */
  setCareful(isCareful: boolean): void;
}

/** Starts pacing a transfer with this many workers. */
export function createPace(clock: Clock, workers: number): Pace {
  const rate = createRate(clock);
  let isCareful = false;
  return {
    add: (bytes) => rate.add(bytes),
    gather() {
      const now = rate.now();
      if (isCareful || now === undefined) return 1;
      return Math.min(Math.max(now * GATHER_TIME / workers, SMALLEST_GATHER_BYTES), BUFFER_BYTES);
    },
    drainTime(bytes) {
      const now = rate.now();
      return now === undefined ? 0 : bytes / (now / workers);
    },
    setCareful: (value) => void (isCareful = value),
  };
}

/** The rate is unknown before this time has passed, milliseconds, or this many bytes have arrived. */
const KNOWN_AFTER = 250;
const KNOWN_FROM_BYTES = 4 * 1024 * 1024;
/** At this age the rate forgets half of what it measured, milliseconds. */
const MEMORY = 2_000;

/** How fast bytes arrive. */
export interface Rate {
  /** Counts bytes that arrived now. */
  add(bytes: number): void;
  /** Bytes per millisecond, mostly of the last seconds; `undefined` while it is unknown. */
  now(): number | undefined;
}

/** Starts measuring. */
export function createRate(clock: Clock): Rate {
  let started = clock.monotonic();
  let received = 0;
  return {
    add(bytes) {
      const now = clock.monotonic();
      if (now - started > MEMORY) {
        // A line that turns slow must not be judged by its past: waiting for too many bytes looks like silence.
        started = (started + now) / 2;
        received /= 2;
      }
      received += bytes;
    },
    now() {
      const elapsed = Math.max(clock.monotonic() - started, 1);
      return elapsed < KNOWN_AFTER && received < KNOWN_FROM_BYTES ? undefined : received / elapsed;
    },
  };
}
