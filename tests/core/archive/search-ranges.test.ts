import type { Interval } from "../../../core/archive/coverage.ts";
import {
  MAX_SEARCH_PAGES,
  searchesAfter,
  type SearchPage,
} from "../../../core/archive/sync/search-ranges.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const RANGE = { from: 10_000, to: 20_000 };
/** The newer one comes first; both have the second in the middle, since the ends of a range may not belong to it. */
const HALVES = [{ from: 15_000, to: 20_000 }, { from: 10_000, to: 15_000 }];
const SECOND = { from: 10_000, to: 11_500 };

interface Case {
  readonly about: string;
  readonly range?: Interval;
  readonly page: Partial<SearchPage>;
  readonly canDivide?: boolean;
  readonly next: ReturnType<typeof searchesAfter>;
}

const CASES: readonly Case[] = [
  { about: "the last page", page: { hasMore: false }, next: [] },
  {
    about: "the last page that may be read, and it is the last",
    page: { number: 40, hasMore: false },
    next: [],
  },
  { about: "there is more", page: {}, next: "next page" },
  { about: "as many as the pages hold", page: { total: 2000 }, next: "next page" },
  { about: "the first page says that there are too many", page: { total: 2001 }, next: HALVES },
  { about: "the total is not known", page: { total: -1 }, next: "next page" },
  { about: "a later page says so, and reading goes on", page: { number: 2, total: 2001 }, next: "next page" },
  { about: "the last page that may be read", page: { number: 40 }, next: HALVES },
  {
    about: "too many in a time too short to divide",
    range: SECOND,
    page: { total: 2001 },
    next: "next page",
  },
  { about: "the last page of a time too short to divide", range: SECOND, page: { number: 40 }, next: [] },
  { about: "too many in the last part", canDivide: false, page: { total: 2001 }, next: "next page" },
  { about: "the last page of the last part", canDivide: false, page: { number: 40 }, next: [] },
];

describe("searchesAfter()", () => {
  for (const { about, range = RANGE, page, canDivide = true, next } of CASES) {
    it(`reads 40 pages of a search at most, and divides its time where they do not reach: ${about}`, () =>
      assertEquals(searchesAfter(range, { number: 1, total: 100, hasMore: true, ...page }, canDivide), next));
  }

  it("comes to an end, however much there is", () => {
    const waiting: Interval[] = [{ from: 0, to: 60_000 }];
    let searches = 0;
    for (let range = waiting.shift(); range !== undefined; range = waiting.shift()) {
      searches++;
      const next = searchesAfter(range, { number: MAX_SEARCH_PAGES, total: 1e9, hasMore: true }, true);
      if (next !== "next page") waiting.push(...next);
    }
    assertEquals(searches < 200, true, String(searches));
  });
});
