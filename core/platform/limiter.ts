import type { Clock } from "../world.ts";

/** Keeps a process below the service's limits, which count per endpoint. */
export interface Limiter {
  /**
   * Resolves when one more call of the endpoint is allowed.
   *
   * @returns a function to call once the call was answered or failed; calling it again does nothing.
   */
  acquire(endpoint: string, signal: AbortSignal): Promise<() => void>;
}

/** A window that holds at most `calls` within `ms`. */
interface Window {
  readonly calls: number;
  readonly ms: number;
}

/** One below the documented 50 a second and 1000 a minute (docs/contract.md, 6). */
const WINDOWS: readonly Window[] = [{ calls: 49, ms: 1000 }, { calls: 999, ms: 60_000 }];
/** No window counts more answers than this. */
const MAX_ANSWERED = 999;

/**
 * A call that has no answer after so long has arrived, or got no connection: the limit for connecting
 * (docs/contract.md, 6). Milliseconds. Without it, calls that hang would hold up all others until they end.
 */
const MAX_WAY = 10_000;

/** Calls of an endpoint that may count for a window of the service. */
export interface Traffic {
  /** Calls that are under way: they may arrive at any moment. */
  readonly open: number;
  /** When earlier calls got their answers, oldest first: they had arrived by then. Monotonic milliseconds. */
  readonly answered: readonly number[];
}

/**
 * Milliseconds until one more call fits all windows; `undefined` where that depends on calls that are under way.
 *
 * A call counts from its start until the window has passed since its answer. So however long the way to the service takes,
 * no more calls than the window allows can arrive within it.
 */
export function admissionDelay(
  { open, answered }: Traffic,
  now: number,
  windows = WINDOWS,
): number | undefined {
  let delay = 0;
  for (const { calls, ms } of windows) {
    if (open >= calls) return undefined;
    // Only `calls - open` answers may lie inside the window; the one before them must have left it.
    const blocking = answered[answered.length - (calls - open)];
    if (blocking !== undefined) delay = Math.max(delay, blocking + ms - now);
  }
  return delay;
}

const limiters = new WeakMap<Clock, Limiter>();

/** The limiter of a process: all that is done by the same clock counts together, through whichever client. */
export function limiterOf(clock: Clock): Limiter {
  const limiter = limiters.get(clock) ?? createLimiter(clock);
  limiters.set(clock, limiter);
  return limiter;
}

/**
 * Makes a limiter.
 *
 * @param share of the service's limits that it uses, up to 1: other programs of the same app have the rest
 */
export function createLimiter(clock: Clock, share = 1): Limiter {
  const endpoints = new Map<string, Endpoint>();
  const windows = WINDOWS.map(({ calls, ms }) => ({ calls: Math.max(1, Math.floor(calls * share)), ms }));
  return {
    acquire(endpoint, signal) {
      const known = endpoints.get(endpoint) ?? createEndpoint(clock, windows);
      endpoints.set(endpoint, known);
      return known.acquire(signal);
    },
  };
}

interface Endpoint {
  acquire(signal: AbortSignal): Promise<() => void>;
}

/** The calls of an endpoint that may count for a window of the service. */
interface CallHistory {
  /** Milliseconds until one more call is allowed. */
  delay(now: number): number;
  start(now: number): symbol;
  /** Notes the answer to a call; false if it was noted before, or the call counts as arrived. */
  end(call: symbol, now: number): boolean;
}

function createCallHistory(windows: readonly Window[]): CallHistory {
  /** Starts of the calls that may still be on their way, by call, oldest first. */
  const open = new Map<symbol, number>();
  const answered: number[] = [];

  /** Calls that must have arrived long ago count as if they had been answered then. */
  function settleArrived(now: number): void {
    for (const [call, started] of open) {
      if (started + MAX_WAY > now) return;
      open.delete(call);
      addAnswer(started + MAX_WAY);
    }
  }

  function addAnswer(time: number): void {
    const later = answered.findLastIndex((one) => one <= time) + 1;
    answered.splice(later, 0, time);
    if (answered.length > MAX_ANSWERED) answered.shift();
  }

  return {
    delay(now) {
      settleArrived(now);
      const [oldest = now] = open.values();
      return admissionDelay({ open: open.size, answered }, now, windows) ?? oldest + MAX_WAY - now;
    },
    start(now) {
      const call = Symbol();
      open.set(call, now);
      return call;
    },
    end(call, now) {
      if (!open.delete(call)) return false;
      addAnswer(now);
      return true;
    },
  };
}

function createEndpoint(clock: Clock, windows: readonly Window[]): Endpoint {
  const history = createCallHistory(windows);
  const waiting: (() => void)[] = [];
  let cancelTimer = () => {};

  /** Lets in the waiting calls, in order, until a window is full; a timer runs only while one waits. */
  function letIn(): void {
    cancelTimer();
    cancelTimer = () => {};
    while (waiting.length > 0) {
      const delay = history.delay(clock.monotonic());
      if (delay > 0) {
        cancelTimer = clock.after(delay, letIn);
        return;
      }
      waiting.shift()?.();
    }
  }

  function start(): () => void {
    const call = history.start(clock.monotonic());
    return () => {
      if (history.end(call, clock.monotonic())) letIn();
    };
  }

  return {
    acquire: (signal) =>
      new Promise((resolve, reject) => {
        const enter = () => {
          signal.removeEventListener("abort", leave);
          resolve(start());
        };
        const leave = () => {
          waiting.splice(waiting.indexOf(enter), 1);
          letIn();
          reject(signal.reason);
        };
        if (signal.aborted) return reject(signal.reason);
        signal.addEventListener("abort", leave, { once: true });
        waiting.push(enter);
        letIn();
      }),
  };
}
