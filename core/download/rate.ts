import type { Clock } from "../world.ts";

/** The rate says nothing before this time has gone by, milliseconds, or so many bytes have come. */
const KNOWN_AFTER = 250;
const KNOWN_FROM_BYTES = 4 * 1024 * 1024;
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
      const elapsed = Math.max(clock.monotonic() - started, 1);
      return elapsed < KNOWN_AFTER && received < KNOWN_FROM_BYTES ? undefined : received / elapsed;
    },
  };
}
