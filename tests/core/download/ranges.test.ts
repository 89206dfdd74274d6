import {
  addSpan,
  clampSpans,
  type ContentRange,
  coveredBytes,
  missingSpans,
  parseContentRange,
  spanLength,
  type Spans,
} from "../../../core/download/ranges.ts";
import { seededRandom } from "../../support/fake-world.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const range = (start: number, end: number, total: number | undefined): ContentRange => ({
  span: { start, end },
  total,
});

describe("parseContentRange", () => {
  const good: readonly (readonly [header: string, parsed: ContentRange])[] = [
    ["bytes 0-131071/8519680", range(0, 131071, 8519680)],
    ["bytes 0-0/1", range(0, 0, 1)],
    ["bytes 5-9/10", range(5, 9, 10)],
    ["bytes 5-9/*", range(5, 9, undefined)],
    ["bytes */10", { span: undefined, total: 10 }],
    ["bytes */0", { span: undefined, total: 0 }],
    ["Bytes 0-1/2", range(0, 1, 2)],
    [" bytes 0-1/2 ", range(0, 1, 2)],
    ["bytes 4294967296-4294967297/4294967298", range(4294967296, 4294967297, 4294967298)],
    [
      "bytes 9007199254740989-9007199254740990/9007199254740991",
      range(
        9007199254740989,
        9007199254740990,
        9007199254740991,
      ),
    ],
  ];
  for (const [header, parsed] of good) {
    it(`reads "${header}"`, () => assertEquals(parseContentRange(header), parsed));
  }

  const bad: readonly (string | null)[] = [
    null,
    "",
    "bytes",
    "bytes */*",
    "bytes 0-1",
    "bytes 0-1/",
    "bytes 0-/2",
    "bytes -1/2",
    "bytes -1-1/2",
    "bytes 0--1/2",
    "bytes 1-0/2",
    "bytes 0-2/2",
    "bytes 2-2/2",
    "bytes 0-0/0",
    "bytes 0-1/-2",
    "bytes 0-1/2.0",
    "bytes 0-1/1e3",
    "bytes 0x0-0x1/0x2",
    "bytes a-b/c",
    "bytes=0-1/2",
    "bytes:0-1/2",
    "0-1/2",
    "items 0-1/2",
    "bytes 0 - 1/2",
    "bytes 0-1/2, bytes 0-1/2",
    "bytes 0-1/2;x",
    "bytes 0-1/9007199254740993",
    "bytes 0-9007199254740993/*",
    "bytes 0-1/99999999999999999999",
    "bytes ０-１/２",
  ];
  for (const header of bad) {
    it(`refuses ${JSON.stringify(header)}`, () => assertEquals(parseContentRange(header), undefined));
  }
});

describe("spanLength", () => {
  it("counts both ends", () => {
    assertEquals(spanLength({ start: 0, end: 131071 }), 131072);
    assertEquals(spanLength({ start: 7, end: 7 }), 1);
  });
});

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
