import { assertEquals, assertLess, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { admissionDelay, createLimiter } from "../../../core/platform/limiter.ts";
import { fakeClock, seededRandom } from "../../support/fake-world.ts";

const LIMITS = [{ calls: 50, ms: 1000 }, { calls: 1000, ms: 60_000 }];

/** Most calls within any window of `ms` that is open at its end. */
function busiest(times: readonly number[], ms: number): number {
  let first = 0;
  let most = 0;
  for (const [index, time] of times.entries()) {
    while ((times[first] ?? 0) <= time - ms) first++;
    most = Math.max(most, index - first + 1);
  }
  return most;
}

describe("admissionDelay", () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    it(`keeps below both limits, whenever calls come (seed ${seed})`, () => {
      const random = seededRandom(seed);
      const times: number[] = [];
      let now = 0;
      for (let call = 0; call < 3000; call++) {
        // Bursts, steady streams and pauses.
        const pace = random();
        now += pace < 0.9 ? 0 : pace < 0.99 ? random() * 100 : random() * 20_000;
        times.push(now + admissionDelay(times, now));
      }
      for (const { calls, ms } of LIMITS) assertLess(busiest(times, ms), calls);
    });
  }

  it("lets through at once what fits", () => {
    assertEquals(admissionDelay([], 0), 0);
    assertEquals(admissionDelay(Array.from({ length: 40 }, () => 5), 5), 0);
    assertEquals(admissionDelay(Array.from({ length: 900 }, (_none, index) => index * 30), 27_001), 0);
  });
});

describe("createLimiter", () => {
  const signal = new AbortController().signal;

  it("spreads a burst of calls that come at the same time", async () => {
    const clock = fakeClock();
    const limiter = createLimiter(clock);
    const times: number[] = [];
    const calls = Array.from({ length: 120 }, async () => {
      await limiter.admit("GET /a", signal);
      times.push(clock.monotonic());
    });
    await clock.runUntil(Promise.all(calls));
    assertEquals(times.length, 120);
    assertLess(busiest(times, 1000), 50);
    assertLess(clock.monotonic(), 3000);
  });

  it("counts each endpoint for itself", async () => {
    const clock = fakeClock();
    const limiter = createLimiter(clock);
    const calls = ["GET /a", "GET /b", "POST /a"].flatMap((endpoint) =>
      Array.from({ length: 40 }, () => limiter.admit(endpoint, signal))
    );
    assertEquals(await clock.runUntil(Promise.all(calls)), 0);
  });

  it("stops waiting at once when it is aborted", async () => {
    const clock = fakeClock();
    const limiter = createLimiter(clock);
    const abort = new AbortController();
    await Promise.all(Array.from({ length: 49 }, () => limiter.admit("GET /a", abort.signal)));
    const waiting = assertRejects(() => limiter.admit("GET /a", abort.signal), RangeError, "ctrl-c");
    abort.abort(new RangeError("ctrl-c"));
    await waiting;
    assertEquals(clock.pending(), 0);
  });
});
