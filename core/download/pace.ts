import type { Clock } from "../world.ts";
import { BUFFER_BYTES } from "./body-reader.ts";
import { createRate } from "./rate.ts";

/** Bytes are gathered for about this time before they are written, milliseconds. */
const GATHER = 100;
const SMALLEST_GATHER_BYTES = 16_384;

/** What the speed of a transfer decides. */
export interface Pace {
  /** Counts bytes that arrived. */
  add(bytes: number): void;
  /** Bytes to gather before a write: few large writes on fast lines, prompt progress on slow ones. */
  gather(): number;
  /** Milliseconds until one worker has drained so many bytes; 0 while the rate is unknown. */
  drainTime(bytes: number): number;
  /** After a break every byte that arrives is taken at once: a broken read loses what it has gathered. */
  careful(isCareful: boolean): void;
}

/** Starts pacing a transfer of so many workers. */
export function createPace(clock: Clock, workers: number): Pace {
  const rate = createRate(clock);
  let isCareful = false;
  return {
    add: (bytes) => rate.add(bytes),
    gather() {
      const now = rate.now();
      if (isCareful || now === undefined) return 1;
      return Math.min(Math.max(now * GATHER / workers, SMALLEST_GATHER_BYTES), BUFFER_BYTES);
    },
    drainTime(bytes) {
      const now = rate.now();
      return now === undefined ? 0 : bytes / (now / workers);
    },
    careful: (value) => void (isCareful = value),
  };
}
