import { type Clock, sleep } from "../world.ts";

/** Keeps a process below the service's limits, which count per endpoint. */
export interface Limiter {
  /** Resolves when one more call of the endpoint is allowed. */
  admit(endpoint: string, signal: AbortSignal): Promise<void>;
}

/** A window that holds at most `calls` within `ms`. */
interface Window {
  readonly calls: number;
  readonly ms: number;
}

/**
 * One below the documented 50 a second and 1000 a minute, and a quarter of a second longer: calls that leave on new
 * connections arrive later than those that follow them.
 */
const WINDOWS: readonly Window[] = [{ calls: 49, ms: 1250 }, { calls: 999, ms: 60_250 }];

/** Milliseconds until one more call fits all windows; `times` are the starts of earlier calls, oldest first. */
export function admissionDelay(times: readonly number[], now: number): number {
  let delay = 0;
  for (const { calls, ms } of WINDOWS) {
    const blocking = times[times.length - calls];
    if (blocking !== undefined) delay = Math.max(delay, blocking + ms - now);
  }
  return delay;
}

/** A limiter for one process. */
export function createLimiter(clock: Clock): Limiter {
  const calls = new Map<string, number[]>();
  return {
    async admit(endpoint, signal) {
      const times = calls.get(endpoint) ?? [];
      calls.set(endpoint, times);
      // Booked before waiting, so that calls that wait at the same time queue up behind each other.
      const now = clock.monotonic();
      const delay = admissionDelay(times, now);
      times.push(now + delay);
      if (times.length > 1000) times.shift();
      if (delay > 0) await sleep(clock, delay, signal);
    },
  };
}
