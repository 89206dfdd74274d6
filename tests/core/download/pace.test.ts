import { createRate } from "../../../core/download/pace.ts";
import type { Clock } from "../../../core/world.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

function clockAt(time: { now: number }): Clock {
  return { now: () => time.now, monotonic: () => time.now, after: () => () => {} };
}

describe("the rate of a download", () => {
  it("is unknown in the first moments", () => {
    const time = { now: 1_000 };
    const rate = createRate(clockAt(time));
    time.now += 100;
    rate.add(100_000);
    assertEquals(rate.now(), undefined);
  });

  it("is the bytes over the time", () => {
    const time = { now: 1_000 };
    const rate = createRate(clockAt(time));
    time.now += 500;
    rate.add(1_000_000);
    assertEquals(rate.now(), 2_000);
  });

  it("is known early when much has come", () => {
    const time = { now: 1_000 };
    const rate = createRate(clockAt(time));
    time.now += 10;
    rate.add(8_000_000);
    assertEquals(rate.now(), 800_000);
  });

  it("counts a moment that the clock does not see as a millisecond", () => {
    const rate = createRate(clockAt({ now: 1_000 }));
    rate.add(8_000_000);
    assertEquals(rate.now(), 8_000_000);
  });

  it("forgets half of the time and half of the bytes after two seconds", () => {
    const time = { now: 1_000 };
    const rate = createRate(clockAt(time));
    time.now += 2_000;
    rate.add(8_000_000);
    assertEquals(rate.now(), 4_000);
    time.now += 1;
    rate.add(2_000_000);
    // Of 2001 ms the later half, and of the bytes before half.
    assertEquals(rate.now(), 6_000_000 / 1_000.5);
  });

  it("forgets how fast the line once was", () => {
    const time = { now: 0 };
    const rate = createRate(clockAt(time));
    time.now += 1_000;
    rate.add(100_000_000);
    for (let second = 0; second < 20; second++) {
      time.now += 1_000;
      rate.add(10_000);
    }
    const now = rate.now();
    assert(now !== undefined && now < 30, `${now} bytes a millisecond`);
  });
});
