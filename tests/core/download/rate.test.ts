import { createRate } from "../../../core/download/rate.ts";
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

describe("the rate, measured", () => {
  it("leaves out the time in which nothing could come", () => {
    const time = { now: 1_000 };
    const rate = createRate(clockAt(time));
    time.now += 1_500;
    rate.skip(1_000);
    rate.add(1_000_000);
    assertEquals(rate.now(), 2_000);
  });

  it("begins anew after a time in which nothing came, and keeps what was known until much has come again", () => {
    const time = { now: 1_000 };
    const rate = createRate(clockAt(time));
    time.now += 500;
    rate.add(1_000_000);
    time.now += 3_000;
    rate.measureAnew(3_000);
    assertEquals([rate.now(), rate.estimate()], [2_000, 2_000]);
    time.now += 10;
    rate.add(1024 * 1024);
    assertEquals([rate.now(), rate.estimate()], [2_000, 1024 * 1024 / 10]);
    time.now += 10;
    rate.add(3 * 1024 * 1024);
    assertEquals(rate.now(), 4 * 1024 * 1024 / 20);
  });
});

describe("the estimate by the first range", () => {
  type Read = readonly [bytes: number, waited: number];
  /** Half of the range, and the rest in two reads; or all of it in eight. */
  const halves = (first: number, ...waits: readonly [number, number]): readonly Read[] => [
    [65_536, first],
    ...waits.map((waited) => [32_768, waited] as const),
  ];
  const eighths = (...waits: readonly number[]) => waits.map((waited) => [16_384, waited] as const);
  const cases: readonly (readonly [name: string, work: number, reads: readonly Read[], estimate: number])[] =
    [
      ["is none before all of it is there", 0, [[131_071, 5]], 0],
      ["is by the time of the one read that brought it", 0, [[131_072, 8]], 16_384],
      ["leaves out the first of several reads", 0, halves(8, 2, 1.5), 65_536 / 2.9],
      [
        "leaves out the longest wait, and what came during it",
        0,
        eighths(1, 2, 5, 0.1, 1, 1, 1, 1),
        81_920 / 4.5,
      ],
      [
        "leaves out what most reads take by themselves",
        0,
        eighths(8, 0.2, 0.2, 1.2, 0.2, 0.9, 0.2, 0.2),
        81_920 / 0.7,
      ],
      ["takes 0.3 ms at most for that", 0, eighths(1, 1, 1, 1, 1, 1, 1, 1), 81_920 / 3.5],
      ["is the least that can be measured", 0, halves(8, 0.2, 0.71), 65_536 / 0.51],
      ["is 10 Gbit a second where no read waited long enough", 0, halves(8, 0.2, 0.69), 1_250_000],
      ["does not trust bytes that may have come during other work", 20, halves(0, 0.2, 0.2), 131_072 / 20.4],
    ];
  for (const [name, work, all, estimate] of cases) {
    it(name, () => {
      const time = { now: 0 };
      const rate = createRate(clockAt(time));
      time.now += work;
      for (const [bytes, waited] of all) {
        time.now += waited;
        rate.add(bytes, waited);
      }
      assert(Math.abs(rate.estimate() - estimate) < 1, `${rate.estimate()}`);
      // What passes before the next answer says nothing.
      time.now += 100;
      assert(Math.abs(rate.estimate() - estimate) < 1, `${rate.estimate()}`);
    });
  }

  it("stays the same until a MiB has come", () => {
    const time = { now: 0 };
    const rate = createRate(clockAt(time));
    for (let read = 0; read < 7; read++) {
      time.now += 8;
      rate.add(131_072, 8);
      if (read === 0) assertEquals(rate.estimate(), 16_384);
    }
    time.now += 8;
    rate.add(131_072, 8);
    assertEquals(rate.estimate(), 16_384);
  });
});
