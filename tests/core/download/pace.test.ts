import { type Backlog, createPace } from "../../../core/download/pace.ts";
import type { Clock } from "../../../core/world.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

function clockAt(time: { now: number }): Clock {
  return { now: () => time.now, monotonic: () => time.now, after: () => () => {} };
}

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
      ["a thirteenth one", 8_000, 100, 1, backlog(1, 12), true],
      ["as many as an answer's time and a quarter take", 400, 80, 1, backlog(RANGE - 1, 4), true],
      ["no more", 400, 80, 1, backlog(RANGE, 4), false],
      ["a second one where an answer takes 50 ms", 800, 50, 1, backlog(MEBIBYTE, 1), true],
      ["none where it takes less", 800, 49, 1, backlog(MEBIBYTE, 1), false],
      ["never more than thirteen", 8_000, 100, 1, backlog(1, 13), false],
      ["by one of several workers one only", 8_000, 100, 4, backlog(1, 1), false],
      ["by one of several workers at its own share of the rate", 40, 1, 4, backlog(5 * MEBIBYTE - 1), true],
      ["not earlier", 40, 1, 4, backlog(5 * MEBIBYTE), false],
    ];
  for (const [name, rate, answer, workers, given, wanted] of cases) {
    it(`${name}: ${wanted}`, () => assertEquals(paceAt(rate, answer, workers).wantsMore(given), wanted));
  }

  for (
    const [name, ...[rate, workers, given, wanted]] of [
      ["of which the rest takes more than ten seconds", 1, 1, backlog(10 * MEBIBYTE + 1, 1), true],
      ["unless it takes less", 1, 1, backlog(10 * MEBIBYTE, 1), false],
      ["or nothing is ahead", 1, 1, backlog(10 * MEBIBYTE + 1), false],
      ["or the answer to the current one is not there", 1, 1, backlog(10 * MEBIBYTE + 1, 1, false), false],
      ["or there are several workers", 1, 2, backlog(10 * MEBIBYTE + 1, 1), false],
      ["and more of them ahead", 1, 1, backlog(2 * MEBIBYTE + 1, 2), true],
    ] as const
  ) {
    it(`and given back by one ${name}: ${wanted}`, () => {
      const pace = paceAt(rate, 100, workers);
      assertEquals(pace.wantsLess(given), wanted);
      if (wanted) assertEquals(pace.wantsMore({ ...given, ahead: given.ahead.slice(1) }), false);
    });
  }

  const firsts = [
    ["not while the first range may come in a moment", 4, 50, 1, false],
    ["once it takes longer than five milliseconds", 5, 50, 1, true],
    ["at once where an answer takes less than 50 ms", 4, 49, 1, true],
    ["at once by several workers", 4, 50, 2, true],
  ] as const;
  for (const [name, passed, answer, workers, wanted] of firsts) {
    it(`${name}: ${wanted}`, () => {
      const time = { now: 0 };
      const pace = createPace(clockAt(time), workers);
      pace.addAnswer(answer);
      pace.add(65_536);
      time.now += passed;
      assertEquals(pace.wantsMore(backlog(65_536)), wanted);
      pace.add(65_536);
      assertEquals(pace.wantsMore(backlog(1)), true);
    });
  }

  it("by what the line did since it last waited long for an answer", () => {
    const time = { now: 0 };
    const pace = createPace(clockAt(time), 1);
    pace.addAnswer(100);
    time.now += 1_000;
    pace.add(MEBIBYTE);
    time.now += 100;
    pace.skip(100);
    time.now += 5;
    pace.add(4 * MEBIBYTE);
    assertEquals(pace.wantsMore(backlog(RANGE, 11)), true);
  });

  it("by the quickest of the last eight answers", () => {
    const pace = paceAt(800, 1);
    for (let answer = 0; answer < 7; answer++) pace.addAnswer(100);
    assertEquals([pace.answerTime(), pace.wantsMore(backlog(RANGE, 1))], [1, false]);
    pace.addAnswer(100);
    assertEquals([pace.answerTime(), pace.wantsMore(backlog(RANGE, 1))], [100, true]);
  });
});

describe("bytes are gathered", () => {
  const KIBIBYTE = 1024;
  const cases: readonly (readonly [name: string, bytes: number, ms: number, gathered: number])[] = [
    ["at once before the first range is there", 131_071, 10, 1],
    ["for a tenth of a second", 4_000_000, 1_000, 400_000],
    ["16 KiB at least", 131_072, 2_000, 16 * KIBIBYTE],
    ["768 KiB at most", 100_000_000, 1_000, 768 * KIBIBYTE],
    ["no more than a quarter of what has come, however fast that was", 512 * KIBIBYTE, 1, 128 * KIBIBYTE],
  ];
  for (const [name, bytes, ms, gathered] of cases) {
    it(name, () => {
      const time = { now: 0 };
      const pace = createPace(clockAt(time), 1);
      time.now += ms;
      pace.add(bytes);
      assertEquals(pace.gather(0), gathered);
    });
  }
});
