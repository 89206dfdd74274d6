import { type Backlog, createPace, createRate } from "../../../core/download/pace.ts";
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

  const first: readonly (readonly [name: string, bytes: number, ms: number, estimate: number])[] = [
    ["nothing before the first range is there", 131_071, 5, 0],
    ["much when that came too fast to measure", 131_072, 11, 512 * 1024],
    ["what it was, where that could be measured", 131_072, 16, 8_192],
    ["what is known later", 131_072, 256, 512],
  ];
  for (const [name, bytes, ms, estimate] of first) {
    it(`is estimated by the first bytes: ${name}`, () => {
      const time = { now: 1_000 };
      const rate = createRate(clockAt(time));
      time.now += ms;
      rate.add(bytes);
      assertEquals(rate.estimate(), estimate);
    });
  }
});

describe("a further range is requested", () => {
  const MEBIBYTE = 1024 * 1024;
  const RANGE = 8 * MEBIBYTE;

  /** A pace at so many MiB a second, with an answer after so many milliseconds. */
  function paceAt(rate: number, answer: number, workers = 1) {
    const time = { now: 0 };
    const pace = createPace(clockAt(time), workers);
    pace.addAnswer(answer);
    time.now += 1_000;
    pace.add(rate * MEBIBYTE);
    return pace;
  }

  const backlog = (left: number, ahead = 0, isAnswered = true): Backlog => ({
    left,
    isAnswered,
    ahead: Array.from({ length: ahead }, () => RANGE),
  });
  const cases: readonly (readonly [name: string, ...Parameters<typeof paceAt>, Backlog, wanted: boolean])[] =
    [
      ["half a second before the end", 10, 1, 1, backlog(5 * MEBIBYTE - 1), true],
      ["not before that", 10, 1, 1, backlog(5 * MEBIBYTE), false],
      ["not before the answer to the current one", 10, 1, 1, backlog(MEBIBYTE, 0, false), false],
      ["not where the size is unknown", 10, 1, 1, backlog(Number.POSITIVE_INFINITY), false],
      ["a second one where an answer takes longer than the rest", 800, 100, 1, backlog(RANGE, 1), true],
      ["also before the answer to the current one", 800, 100, 1, backlog(RANGE, 1, false), true],
      ["a twelfth one where that long takes 100 MiB", 800, 100, 1, backlog(RANGE, 11), true],
      ["as many as an answer's time and a quarter take", 800, 40, 1, backlog(RANGE - 1, 4), true],
      ["no more", 800, 40, 1, backlog(RANGE, 4), false],
      ["a second one where an answer takes 20 ms", 800, 20, 1, backlog(MEBIBYTE, 1), true],
      ["none where it takes less", 800, 19, 1, backlog(MEBIBYTE, 1), false],
      ["never more than twelve", 8_000, 100, 1, backlog(1, 12), false],
      ["by one of several workers one only", 8_000, 100, 4, backlog(1, 1), false],
      ["by one of several workers at its own share of the rate", 40, 1, 4, backlog(5 * MEBIBYTE - 1), true],
      ["not earlier", 40, 1, 4, backlog(5 * MEBIBYTE), false],
    ];
  for (const [name, rate, answer, workers, given, wanted] of cases) {
    it(`${name}: ${wanted}`, () => assertEquals(paceAt(rate, answer, workers).wantsMore(given), wanted));
  }

  it("by the quickest of the last eight answers", () => {
    const pace = paceAt(800, 1);
    for (let answer = 0; answer < 7; answer++) pace.addAnswer(100);
    assertEquals([pace.answerTime(), pace.wantsMore(backlog(RANGE, 1))], [1, false]);
    pace.addAnswer(100);
    assertEquals([pace.answerTime(), pace.wantsMore(backlog(RANGE, 1))], [100, true]);
  });
});
