import { type Clock, sleep } from "../world.ts";

/** Keeps what downloads take of the line below a rate; all that share one count together. */
export interface Bandwidth {
  /** Bytes a millisecond. */
  readonly rate: number;
  /** Most bytes to take at once, so that they come evenly. */
  readonly piece: number;
  /**
   * Resolves when so many bytes, which have come, are paid for: until then nothing more is read.
   *
   * @throws the reason of the signal, as soon as it is aborted
   */
  spend(bytes: number, signal: AbortSignal): Promise<void>;
}

/** Time that a piece stands for, milliseconds. */
const PIECE_TIME = 100;
const SMALLEST_PIECE = 1024;
/** Time that was not used is made up for so long, since timers are late, milliseconds. */
const CREDIT_TIME = 200;
/** What is shorter is waited for together with what follows, milliseconds. */
const SHORTEST_WAIT = 5;

const bandwidths = new WeakMap<Clock, Bandwidth>();

/**
 * The bandwidth of a process: whatever is downloaded by the same clock counts together.
 *
 * @param bytesPerSecond the limit; another one than before takes its place
 */
export function bandwidthOf(clock: Clock, bytesPerSecond: number): Bandwidth {
  const known = bandwidths.get(clock);
  if (known?.rate === bytesPerSecond / 1000) return known;
  const bandwidth = createBandwidth(clock, bytesPerSecond);
  bandwidths.set(clock, bandwidth);
  return bandwidth;
}

/** Makes a bandwidth of its own. */
export function createBandwidth(clock: Clock, bytesPerSecond: number): Bandwidth {
  const rate = bytesPerSecond / 1000;
  /** When all that has come is paid for, monotonic milliseconds. */
  let paidAt = clock.monotonic();
  return {
    rate,
    piece: Math.max(SMALLEST_PIECE, Math.floor(rate * PIECE_TIME)),
    async spend(bytes, signal) {
      const now = clock.monotonic();
      paidAt = Math.max(paidAt, now - CREDIT_TIME) + bytes / rate;
      if (paidAt - now >= SHORTEST_WAIT) await sleep(clock, paidAt - now, signal);
    },
  };
}

/** A measured rate, which is never more than a limit and, while it is unknown, taken for that. */
export function withCeiling<R extends { now(): number | undefined; estimate(): number }>(
  rate: R,
  most: number | undefined,
): R {
  if (most === undefined) return rate;
  const cap = (one: number | undefined) => Math.min(one ?? most, most);
  return { ...rate, now: () => cap(rate.now()), estimate: () => cap(rate.estimate()) };
}
