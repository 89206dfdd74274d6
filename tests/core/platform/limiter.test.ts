import { admissionDelay, createLimiter, limiterOf } from "../../../core/platform/limiter.ts";
import { fakeClock, seededRandom, settle } from "../../support/fake-world.ts";
import { assertEquals, assertLess, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const LIMITS = [{ calls: 50, ms: 1000 }, { calls: 1000, ms: 60_000 }];
const signal = new AbortController().signal;

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
  const at = (count: number, step: number, first = 0) =>
    Array.from({ length: count }, (_none, index) => first + index * step);
  const cases: readonly (readonly [
    name: string,
    open: number,
    answered: readonly number[],
    now: number,
    delay: number | undefined,
  ])[] = [
    ["nothing before", 0, [], 0, 0],
    ["48 under way", 48, [], 0, 0],
    ["49 under way: that depends on their answers", 49, [], 0, undefined],
    ["48 answered just now", 0, at(48, 0, 100), 100, 0],
    ["49 answered just now", 0, at(49, 0, 100), 100, 1000],
    ["49 answered a second ago", 0, at(49, 0, 100), 1100, 0],
    ["20 under way and 29 answered", 20, at(29, 1, 100), 200, 900],
    ["20 under way and 28 answered", 20, at(28, 1, 100), 200, 0],
    ["only the oldest that counts decides", 0, at(60, 10), 600, 510],
    ["999 answered within a minute, slowly", 0, at(999, 50), 50_000, 10_000],
    ["998 of them", 0, at(998, 50), 50_000, 0],
  ];
  for (const [name, open, answered, now, delay] of cases) {
    it(`${name}: ${delay}`, () => assertEquals(admissionDelay({ open, answered }, now), delay));
  }
});

describe("admissionDelay, over many calls", () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    it(`keeps below both limits, whenever calls come (seed ${seed})`, () => {
      const random = seededRandom(seed);
      const answered: number[] = [];
      let now = 0;
      for (let call = 0; call < 3000; call++) {
        // Bursts, steady streams and pauses.
        const pace = random();
        now += pace < 0.9 ? 0 : pace < 0.99 ? random() * 100 : random() * 20_000;
        now += admissionDelay({ open: 0, answered }, now) ?? 0;
        answered.push(now);
      }
      for (const { calls, ms } of LIMITS) assertLess(busiest(answered, ms), calls);
    });
  }
});

describe("createLimiter", () => {
  for (const seed of [1, 2, 3]) {
    it(`keeps what arrives below both limits, whatever the ways there and back take (seed ${seed})`, async () => {
      const random = seededRandom(seed);
      const clock = fakeClock();
      const limiter = createLimiter(clock);
      const arrivals: number[] = [];
      const wait = (ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve));
      const call = async () => {
        const answered = await limiter.acquire("GET /a", signal);
        // Mostly quick, at times a connection that takes long to be made.
        await wait(random() < 0.1 ? random() * 3000 : random() * 20);
        arrivals.push(clock.monotonic());
        await wait(random() * 100);
        answered();
      };
      const all = Promise.all(Array.from({ length: 120 }, call));
      await clock.runUntil(all);
      arrivals.sort((a, b) => a - b);
      assertEquals(arrivals.length, 120);
      assertLess(busiest(arrivals, 1000), 50);
    });
  }

  it("wastes no time: 98 calls that are answered at once take a second", async () => {
    const clock = fakeClock();
    const limiter = createLimiter(clock);
    const calls = Array.from({ length: 98 }, async () => (await limiter.acquire("GET /a", signal))());
    assertEquals(await clock.runUntil(Promise.all(calls)), 1000);
  });

  it("keeps to the minute, too: the thousandth call waits until the first is a minute old", async () => {
    const clock = fakeClock();
    const limiter = createLimiter(clock);
    const arrivals: number[] = [];
    const calls = Array.from({ length: 1100 }, async () => {
      const answered = await limiter.acquire("GET /a", signal);
      arrivals.push(clock.monotonic());
      answered();
    });
    await clock.runUntil(Promise.all(calls));
    assertEquals([arrivals[998], arrivals[999]], [20_000, 60_000]);
    for (const { calls, ms } of LIMITS) assertLess(busiest(arrivals, ms), calls);
  });

  it("lets calls in in the order in which they came", async () => {
    const clock = fakeClock();
    const limiter = createLimiter(clock);
    const order: number[] = [];
    const calls = Array.from({ length: 120 }, async (_none, index) => {
      const answered = await limiter.acquire("GET /a", signal);
      order.push(index);
      answered();
    });
    await clock.runUntil(Promise.all(calls));
    assertEquals(order, order.toSorted((a, b) => a - b));
  });

  it("counts each endpoint for itself", async () => {
    const clock = fakeClock();
    const limiter = createLimiter(clock);
    const calls = ["GET /a", "GET /b", "POST /a"].flatMap((endpoint) =>
      Array.from({ length: 40 }, () => limiter.acquire(endpoint, signal))
    );
    assertEquals(await clock.runUntil(Promise.all(calls)), 0);
  });

  it("counts an answer once, however often it is reported", async () => {
    const clock = fakeClock();
    const limiter = createLimiter(clock);
    const answered = await limiter.acquire("GET /a", signal);
    for (let time = 0; time < 100; time++) answered();
    const calls = Array.from({ length: 48 }, () => limiter.acquire("GET /a", signal));
    assertEquals(await clock.runUntil(Promise.all(calls)), 0);
  });

  it("waits for answers where all places are taken", async () => {
    const clock = fakeClock();
    const limiter = createLimiter(clock);
    const [first] = await Promise.all(Array.from({ length: 49 }, () => limiter.acquire("GET /a", signal)));
    const next = limiter.acquire("GET /a", signal);
    await settle();
    first?.();
    assertEquals(await clock.runUntil(next), 1000);
  });

  it("is not held up by calls that hang: after the time for connecting they have arrived", async () => {
    const clock = fakeClock();
    const limiter = createLimiter(clock);
    const hanging = await Promise.all(Array.from({ length: 49 }, () => limiter.acquire("GET /a", signal)));
    const others = Array.from({ length: 49 }, () => limiter.acquire("GET /a", signal));
    assertEquals(await clock.runUntil(Promise.all(others)), 11_000);
    // Their answers come late and count no second time.
    for (const answered of hanging) answered();
    for (const other of others) (await other)();
    assertEquals(await clock.runUntil(limiter.acquire("GET /a", signal)), 1000);
  });

  for (const seed of [1, 2, 3]) {
    it(`starves nobody while some calls hang, and keeps below 50 a second on both sides (seed ${seed})`, async () => {
      const random = seededRandom(seed);
      const clock = fakeClock();
      const limiter = createLimiter(clock);
      const starts: number[] = [];
      const arrivals: number[] = [];
      const waits: number[] = [];
      const wait = (ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve));
      const call = async (index: number) => {
        await wait(index * 20);
        const since = clock.monotonic();
        const answered = await limiter.acquire("GET /a", signal);
        starts.push(clock.monotonic());
        waits.push(clock.monotonic() - since);
        // One in ten never gets an answer; its request may still be on its way for as long as connecting may take.
        const hangs = random() < 0.1;
        await wait(hangs ? random() * 10_000 : random() * 30);
        arrivals.push(clock.monotonic());
        if (hangs) return;
        await wait(random() * 30);
        answered();
      };
      await clock.runUntil(Promise.all(Array.from({ length: 600 }, (_none, index) => call(index))));
      for (const times of [starts, arrivals.toSorted((a, b) => a - b)]) assertLess(busiest(times, 1000), 50);
      // A place that hangs is free after eleven seconds; here nobody waits for more than two of them.
      assertLess(Math.max(...waits), 22_000);
    });
  }

  it("lets calls of one endpoint through at once while all places of another hang", async () => {
    const clock = fakeClock();
    const limiter = createLimiter(clock);
    await Promise.all(Array.from({ length: 49 }, () => limiter.acquire("GET /a", signal)));
    const waiting = limiter.acquire("GET /a", signal);
    const others = Array.from({ length: 49 }, () => limiter.acquire("GET /b", signal));
    assertEquals(await clock.runUntil(Promise.all(others)), 0);
    assertEquals(await clock.runUntil(waiting), 11_000);
  });

  it("keeps the limit of a minute: 1000 calls that are answered at once take one", async () => {
    const clock = fakeClock();
    const limiter = createLimiter(clock);
    const times: number[] = [];
    for (let call = 0; call < 1000; call++) {
      const admitted = limiter.acquire("GET /a", signal);
      await clock.runUntil(admitted);
      times.push(clock.monotonic());
      (await admitted)();
    }
    assertEquals(times.at(998), 20_000);
    assertEquals(times.at(999), 60_000);
  });

  it("an abort after admission takes nobody else's place", async () => {
    const clock = fakeClock();
    const limiter = createLimiter(clock);
    const abort = new AbortController();
    const admitted = await limiter.acquire("GET /a", abort.signal);
    const others = Array.from({ length: 48 }, () => limiter.acquire("GET /a", signal));
    const last = limiter.acquire("GET /a", signal);
    await settle();
    abort.abort(new RangeError("ctrl-c"));
    admitted();
    await Promise.all(others);
    assertEquals(await clock.runUntil(last), 1000);
  });

  it("leaves no timer behind where nobody waits", async () => {
    const clock = fakeClock();
    const limiter = createLimiter(clock);
    for (let call = 0; call < 49; call++) (await limiter.acquire("GET /a", signal))();
    assertEquals(clock.pending(), 0);
  });

  it("stops waiting at once when it is aborted; who waited before and behind it gets in", async () => {
    const clock = fakeClock();
    const limiter = createLimiter(clock);
    const abort = new AbortController();
    for (let call = 0; call < 49; call++) (await limiter.acquire("GET /a", signal))();
    const before = limiter.acquire("GET /a", signal);
    const waiting = assertRejects(() => limiter.acquire("GET /a", abort.signal), RangeError, "ctrl-c");
    const behind = Array.from({ length: 48 }, () => limiter.acquire("GET /a", signal));
    abort.abort(new RangeError("ctrl-c"));
    await waiting;
    assertEquals(clock.monotonic(), 0);
    // The place of the one that left is not lost: the one before it and 48 behind it fit the same second.
    assertEquals(await clock.runUntil(Promise.all([before, ...behind])), 1000);
    assertEquals(clock.pending(), 0);
  });

  it("leaves no timer behind where the last one that waits is aborted", async () => {
    const clock = fakeClock();
    const limiter = createLimiter(clock);
    const abort = new AbortController();
    for (let call = 0; call < 49; call++) (await limiter.acquire("GET /a", signal))();
    const waiting = assertRejects(() => limiter.acquire("GET /a", abort.signal), RangeError);
    assertEquals(clock.pending(), 1);
    abort.abort(new RangeError("ctrl-c"));
    await waiting;
    assertEquals(clock.pending(), 0);
  });

  it("takes nobody's place where a call is aborted that was let in", async () => {
    const clock = fakeClock();
    const limiter = createLimiter(clock);
    const abort = new AbortController();
    const answered = await limiter.acquire("GET /a", abort.signal);
    for (let call = 0; call < 48; call++) (await limiter.acquire("GET /a", signal))();
    const behind = limiter.acquire("GET /a", signal);
    abort.abort(new RangeError("ctrl-c"));
    answered();
    assertEquals(await clock.runUntil(behind), 1000);
  });

  it("admits nobody who was aborted before", async () => {
    const abort = new AbortController();
    abort.abort(new RangeError("ctrl-c"));
    await assertRejects(() => createLimiter(fakeClock()).acquire("GET /a", abort.signal), RangeError);
  });
});

describe("limiterOf", () => {
  it("counts the calls of all clients of a process together", async () => {
    const clock = fakeClock();
    for (let call = 0; call < 49; call++) (await limiterOf(clock).acquire("GET /a", signal))();
    assertEquals(await clock.runUntil(limiterOf(clock).acquire("GET /a", signal)), 1000);
    assertEquals(await clock.runUntil(limiterOf(fakeClock()).acquire("GET /a", signal)), 0);
  });
});
