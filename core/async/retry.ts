import { Failure } from "../failure.ts";
import { type Clock, sleep } from "../world.ts";

/** Rules of retrying as data (docs/contract.md, 6). */
export interface RetryRules {
  /** Further attempts after the first one. */
  readonly limit: number;
  /** First wait, milliseconds; each further one is twice as long. */
  readonly firstDelay: number;
  /** All waits together may not exceed this, milliseconds. */
  readonly budget: number;
}

/** What is known when the next attempt is considered. */
export interface RetryState {
  /** Retries made so far. */
  readonly retries: number;
  /** Milliseconds waited so far. */
  readonly waited: number;
}

/** Two retries, 300 ms doubling, within a budget of `seconds` (the input `retryBudget`). */
export function retryRules(seconds: number): RetryRules {
  return { limit: 2, firstDelay: 300, budget: seconds * 1000 };
}

/**
 * Milliseconds to wait before the next attempt, or `undefined` where the failure stands: it cannot get better,
 * the retries are used up, or the wait does not fit the budget. The server's delay beats our own.
 *
 * @param random uniform in [0, 1): our own delays vary between their value and a quarter more.
 */
export function nextRetryDelay(
  rules: RetryRules,
  state: RetryState,
  failure: Failure,
  random: number,
): number | undefined {
  if (failure.detail.retryable !== true || failure.exhausted || state.retries >= rules.limit) {
    return undefined;
  }
  const own = rules.firstDelay * 2 ** state.retries * (1 + random / 4);
  const server = failure.detail.retry_after_seconds;
  const delay = server === undefined ? own : server * 1000;
  return state.waited + delay > rules.budget ? undefined : delay;
}

/** Counts the retries of one piece of work. */
export interface Retries {
  /** Waits for the next attempt, or throws the failure again where there is none. */
  next(failure: unknown): Promise<void>;
  /** Gives the retries back, after progress. */
  reset(): void;
}

/** What waiting needs. */
export interface RetryWorld {
  readonly clock: Clock;
  random(): number;
}

/** Starts counting the retries of one piece of work; waits end at once when the signal is aborted. */
export function startRetries(
  world: RetryWorld,
  rules: RetryRules,
  signal: AbortSignal,
  onRetry?: (failure: Failure, delay: number) => (() => void) | void,
): Retries {
  let state: RetryState = { retries: 0, waited: 0 };
  return {
    async next(failure) {
      if (!(failure instanceof Failure)) throw failure;
      const delay = nextRetryDelay(rules, state, failure, world.random());
      if (delay === undefined) throw new Failure(failure.detail, failure.cause, true);
      state = { retries: state.retries + 1, waited: state.waited + delay };
      const onEnd = onRetry?.(failure, delay);
      await sleep(world.clock, delay, signal).finally(() => onEnd?.());
    },
    reset() {
      state = { retries: 0, waited: 0 };
    },
  };
}
