/**
 * A clock that does not wait: where nothing else is left to do, it moves on to what is due next. So a run that the limits
 * of the service would stretch over hours takes only the time of its work.
 *
 * @module
 */

import type { Clock } from "../../core/world.ts";
import { setImmediate } from "node:timers";

/** Turns of the event loop without a sign of work after which nothing is left to do. */
const IDLE_TURNS = 10;

/** A clock, and how to tell it that there was work. */
export interface SimulatedClock extends Clock {
  worked(): void;
  /** The clock stands still until this is settled: it takes real time, and none of the clock's. */
  during(work: Promise<unknown>): void;
}

/** Makes a clock. */
export function createSimulatedClock(start: number): SimulatedClock {
  let elapsed = 0;
  let idle = 0;
  let underWay = 0;
  let isWatching = false;
  const timers = new Set<{ readonly at: number; readonly then: () => void }>();

  function watch(): void {
    if (isWatching) return;
    isWatching = true;
    setImmediate(turn);
  }

  function turn(): void {
    isWatching = false;
    if (timers.size === 0 || underWay > 0) return;
    if (++idle > IDLE_TURNS) moveOn();
    watch();
  }

  function moveOn(): void {
    idle = 0;
    let next = [...timers][0];
    for (const timer of timers) if (next === undefined || timer.at < next.at) next = timer;
    if (next === undefined) return;
    timers.delete(next);
    elapsed = Math.max(elapsed, next.at);
    next.then();
  }

  return {
    now: () => start + elapsed,
    monotonic: () => elapsed,
    after(ms, then) {
      const timer = { at: elapsed + ms, then };
      timers.add(timer);
      watch();
      return () => void timers.delete(timer);
    },
    worked: () => void (idle = 0),
    during(work) {
      underWay++;
      const end = () => {
        underWay--;
        idle = 0;
        watch();
      };
      work.then(end, end);
    },
  };
}
