import { addInterval, type Interval, missingIntervals } from "../../../core/archive/coverage.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const at = (from: number, to: number): Interval => ({ from, to });

describe("addInterval()", () => {
  const cases: readonly (readonly [string, readonly Interval[], Interval, readonly Interval[]])[] = [
    ["the first one", [], at(1, 5), [at(1, 5)]],
    ["apart, before", [at(10, 20)], at(1, 5), [at(1, 5), at(10, 20)]],
    ["touching at the end", [at(10, 20)], at(21, 25), [at(10, 25)]],
    ["touching at the beginning", [at(10, 20)], at(5, 9), [at(5, 20)]],
    ["inside", [at(10, 20)], at(12, 13), [at(10, 20)]],
    ["over several", [at(1, 2), at(5, 6), at(9, 10)], at(2, 8), [at(1, 10)]],
    ["a hole of one stays", [at(1, 2)], at(4, 5), [at(1, 2), at(4, 5)]],
  ];
  for (const [name, before, added, after] of cases) {
    it(`joins what touches and keeps the rest: ${name}`, () =>
      assertEquals(addInterval(before, added), after));
  }
});

describe("missingIntervals()", () => {
  const cases: readonly (readonly [string, readonly Interval[], Interval, readonly Interval[]])[] = [
    ["nothing covered", [], at(1, 9), [at(1, 9)]],
    ["all covered", [at(0, 10)], at(1, 9), []],
    ["a hole in the middle", [at(1, 3), at(6, 9)], at(1, 9), [at(4, 5)]],
    ["the end", [at(1, 3)], at(1, 9), [at(4, 9)]],
    ["the beginning", [at(5, 20)], at(1, 9), [at(1, 4)]],
    ["others lie outside", [at(20, 30)], at(1, 9), [at(1, 9)]],
  ];
  for (const [name, covered, wanted, missing] of cases) {
    it(`finds what no interval covers: ${name}`, () =>
      assertEquals(missingIntervals(covered, wanted), missing));
  }
});
