import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import {
  addSpan,
  clampSpans,
  coveredBytes,
  missingSpans,
  type Spans,
} from "../../../core/download/ranges.ts";
import { seededRandom } from "../../support/fake-world.ts";

const SIZE = 60;
type Bitmap = readonly boolean[];

const EMPTY: Bitmap = Array.from({ length: SIZE }, () => false);
const paint = (bits: Bitmap, start: number, end: number) =>
  bits.map((bit, at) => bit || (at >= start && at <= end));
const bitmapOf = (spans: Spans) => spans.reduce((bits, { start, end }) => paint(bits, start, end), EMPTY);

/** Ascending, none touching the next one, none empty. */
function isNormal(spans: Spans): boolean {
  return spans.every(({ start, end }, index) => start <= end && start > (spans[index - 1]?.end ?? -2) + 1);
}

for (const seed of [1, 2, 3]) {
  describe(`spans against a bitmap (seed ${seed})`, () => {
    const random = seededRandom(seed);
    const pick = (limit: number) => Math.floor(random() * limit);
    const histories = Array.from({ length: 150 }, () =>
      Array.from({ length: 1 + pick(14) }, () => {
        const start = pick(SIZE);
        return { start, end: Math.min(SIZE - 1, start + pick(12)) };
      }));
    const results = histories.map((history) => history.reduce<Spans>(addSpan, []));

    it("addSpan covers exactly what was added, in normal form", () => {
      for (const [index, history] of histories.entries()) {
        const spans = results[index] ?? [];
        assert(isNormal(spans), Deno.inspect(spans));
        assertEquals(bitmapOf(spans), bitmapOf(history));
      }
    });

    it("coveredBytes counts each byte once", () => {
      for (const spans of results) assertEquals(coveredBytes(spans), bitmapOf(spans).filter(Boolean).length);
    });

    it("missingSpans is the rest below the total, in normal form", () => {
      for (const spans of results) {
        for (const total of [0, pick(SIZE + 1), SIZE]) {
          const gaps = missingSpans(spans, total);
          assert(isNormal(gaps), Deno.inspect(gaps));
          assertEquals(bitmapOf(gaps), bitmapOf(spans).map((bit, at) => !bit && at < total));
        }
      }
    });

    it("clampSpans keeps exactly what lies below the size", () => {
      for (const spans of results) {
        for (const size of [0, pick(SIZE + 1), SIZE]) {
          const kept = clampSpans(spans, size);
          assert(isNormal(kept), Deno.inspect(kept));
          assertEquals(bitmapOf(kept), bitmapOf(spans).map((bit, at) => bit && at < size));
        }
      }
    });
  });
}

describe("spans", () => {
  it("join when they touch", () =>
    assertEquals(addSpan([{ start: 0, end: 4 }, { start: 10, end: 14 }], { start: 5, end: 9 }), [
      { start: 0, end: 14 },
    ]));

  it("hold positions beyond 4 GiB", () => {
    const far = { start: 5_000_000_000, end: 5_000_000_009 };
    assertEquals(missingSpans(addSpan([], far), 5_000_000_010), [{ start: 0, end: 4_999_999_999 }]);
    assertEquals(coveredBytes([far]), 10);
  });

  it("do not change what they were made of", () => {
    const before: Spans = Object.freeze([{ start: 0, end: 4 }]);
    addSpan(before, { start: 5, end: 9 });
    assertEquals(before, [{ start: 0, end: 4 }]);
  });
});
