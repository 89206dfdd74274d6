/**
 * Files whose work a simulated clock waits for. A download locks, flushes and reads on other threads; the event loop is idle
 * meanwhile, so a clock that knew nothing of it would move on and count that as waiting for the service.
 *
 * @module
 */

import type { Files } from "../../core/world.ts";
import type { SimulatedClock } from "./simulated-clock.ts";

/** Files as given; what takes real time is reported to the clock. */
export function watchedFiles(files: Files, clock: Pick<SimulatedClock, "during">): Files {
  return watched(files, clock);
}

function watched<T extends object>(target: T, clock: Pick<SimulatedClock, "during">): T {
  // The target of the proxy is another object: properties of `Deno` itself may not be replaced.
  return new Proxy(Object.create(target), {
    get(_none, key) {
      const value = Reflect.get(target, key, target);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => noted(Reflect.apply(value, target, args), clock);
    },
  });
}

function noted(result: unknown, clock: Pick<SimulatedClock, "during">): unknown {
  if (result instanceof Deno.FsFile) return watched(result, clock);
  if (!(result instanceof Promise)) return result;
  const after = result.then((value) => noted(value, clock));
  clock.during(after);
  return after;
}
