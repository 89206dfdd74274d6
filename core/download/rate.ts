import type { Clock } from "../world.ts";

/** Before this time the rate says nothing, milliseconds. */
const KNOWN_AFTER = 250;
/** The rate forgets by halves when it is this old, milliseconds. */
const MEMORY = 2_000;

/** How fast bytes arrive. */
export interface Rate {
  /** Counts bytes that arrived now. */
  add(bytes: number): void;
  /** Bytes per millisecond, mostly of the last seconds; `undefined` while it is too early to tell. */
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
        // A line that turns slow must not be judged by what it was: waiting for too many bytes looks like silence.
        started = (started + now) / 2;
        received /= 2;
      }
      received += bytes;
    },
    now() {
      const elapsed = clock.monotonic() - started;
      return elapsed < KNOWN_AFTER ? undefined : received / elapsed;
    },
  };
}
