import type { Clock } from "../world.ts";

/** Keeps a process below the service's limits, which count per endpoint. */
export interface Limiter {
  /**
   * Resolves when one more call of the endpoint is allowed.
   *
   * @returns to be called when the call has its answer or failed; again it does nothing.
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
/** Answers that still count for some window are never more. */
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
 * A call counts from its start until the window has passed since its answer. So whatever the way to the service takes,
 * no more calls than the window allows can arrive within it.
 */
export function admissionDelay({ open, answered }: Traffic, now: number): number | undefined {
  let delay = 0;
  for (const { calls, ms } of WINDOWS) {
    if (open >= calls) return undefined;
    // Of the answers that count, all but so many must be older than the window.
    const blocking = answered[answered.length - (calls - open)];
    if (blocking !== undefined) delay = Math.max(delay, blocking + ms - now);
  }
  return delay;
}

/** A limiter for one process. */
export function createLimiter(clock: Clock): Limiter {
  const endpoints = new Map<string, Endpoint>();
  return {
    acquire(endpoint, signal) {
      const known = endpoints.get(endpoint) ?? createEndpoint(clock);
      endpoints.set(endpoint, known);
      return known.acquire(signal);
    },
  };
}

interface Endpoint {
  acquire(signal: AbortSignal): Promise<() => void>;
}

function createEndpoint(clock: Clock): Endpoint {
  /** Starts of the calls that may still be on their way, by call, oldest first. */
  const open = new Map<symbol, number>();
  const answered: number[] = [];
  const waiting: (() => void)[] = [];
  let cancelTimer = () => {};

  /** Lets in who waits, in order, as far as the windows allow; a timer runs only while somebody waits. */
  function letIn(): void {
    cancelTimer();
    cancelTimer = () => {};
    while (waiting.length > 0) {
      const now = clock.monotonic();
      settleArrived(now);
      const delay = admissionDelay({ open: open.size, answered }, now) ?? untilArrived(now);
      if (delay > 0) {
        cancelTimer = clock.after(delay, letIn);
        return;
      }
      waiting.shift()?.();
    }
  }

  /** Calls that must have arrived long ago count as if they had been answered then. */
  function settleArrived(now: number): void {
    for (const [call, started] of open) {
      if (started + MAX_WAY > now) return;
      open.delete(call);
      addAnswer(started + MAX_WAY);
    }
  }

  function untilArrived(now: number): number {
    const [oldest = now] = open.values();
    return oldest + MAX_WAY - now;
  }

  function addAnswer(time: number): void {
    const later = answered.findLastIndex((one) => one <= time) + 1;
    answered.splice(later, 0, time);
    if (answered.length > MAX_ANSWERED) answered.shift();
  }

  function start(): () => void {
    const call = Symbol();
    open.set(call, clock.monotonic());
    return () => {
      if (!open.delete(call)) return;
      addAnswer(clock.monotonic());
      letIn();
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
