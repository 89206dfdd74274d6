import {
  createListing,
  formatPlace,
  markOf,
  type PagePlace,
  parsePlace,
} from "../../../core/platform/listing.ts";
import { detailOf } from "../detail-of.ts";
import { assertEquals, assertNotEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const FIRST = { number: 1 };
const SECOND = { number: 2, start: "t2" };

/** The ids that a listing still shows of a page. */
function shownOf(
  place: PagePlace | undefined,
  page: { number: number; start?: string },
  ids: string[],
): string[] {
  const isShown = createListing(place).take(page, ids);
  return ids.filter((_, at) => isShown[at]);
}

/** Where to go on after two pages of three, with these records left. */
function placeOf(...left: string[]): PagePlace | undefined {
  const listing = createListing(undefined, { size: 3 });
  listing.take(FIRST, ["a", "b", "c"]);
  listing.take(SECOND, ["d", "e", "f"]);
  return listing.placeBefore(new Set(left));
}

describe("Listing", () => {
  it("shows everything of a list that begins at its beginning", () => {
    assertEquals(shownOf(undefined, FIRST, ["a", "b"]), ["a", "b"]);
  });

  it("goes on behind the last record that was shown, in its page", () => {
    const place = placeOf("c", "d", "e", "f");
    assertEquals(place, { page: undefined, size: 3, list: undefined, after: markOf("b"), shown: [] });
    assertEquals(shownOf(place, FIRST, ["a", "b", "c"]), ["c"]);
    assertEquals(shownOf(place, SECOND, ["d", "e", "f"]), ["d", "e", "f"]);
  });

  it("goes on at the page of the first record that is left", () => {
    const place = placeOf("e", "f");
    assertEquals(place, { page: "t2", size: 3, list: undefined, after: markOf("d"), shown: [] });
    assertEquals(placeOf("d", "e", "f")?.after, undefined);
  });

  it("leaves out what was shown out of order, on later pages too", () => {
    const place = placeOf("b", "f");
    assertEquals(place?.shown, ["c", "d", "e"].map(markOf));
    const listing = createListing(place);
    assertEquals(listing.take(FIRST, ["a", "b", "c"]), [false, true, false]);
    assertEquals(listing.take(SECOND, ["d", "e", "f"]), [false, false, true]);
  });

  it("counts records that came before the place as shown when it is cut again", () => {
    const listing = createListing(placeOf("b", "c", "d", "e", "f"));
    listing.take(FIRST, ["a", "b", "c"]);
    assertEquals(listing.placeBefore(new Set(["c"]))?.after, markOf("b"));
  });

  it("shows the whole page where the record to go on behind is gone, and says so", () => {
    const listing = createListing(placeOf("c"));
    assertEquals(listing.take(FIRST, ["a", "c"]), [true, true]);
    assertEquals(listing.hasChanged(), true);
  });

  it("takes new records in front of the place for later ones than those shown", () => {
    const listing = createListing(placeOf("c"));
    assertEquals(listing.take(FIRST, ["new", "a", "b", "c"]), [false, false, false, true]);
    assertEquals(listing.hasChanged(), false);
  });

  it("sorts what pages brought out of turn", () => {
    const listing = createListing();
    listing.take(SECOND, ["d"]);
    listing.take(FIRST, ["a", "b"]);
    assertEquals(listing.placeBefore(new Set(["b", "d"]))?.page, undefined);
  });

  describe("of a list that is sorted by time", () => {
    const newestFirst = (...times: number[]) => ({ order: "desc" as const, times });

    /** Cut behind `b`, the second of four records, newest first; `b` and `c` are of the same time. */
    function placeInTime(): PagePlace | undefined {
      const listing = createListing();
      listing.take(FIRST, ["a", "b", "c", "d"], newestFirst(40, 30, 30, 20));
      return parsePlace(formatPlace(listing.placeBefore(new Set(["c", "d"])) as PagePlace));
    }

    it("goes on behind the time of a record that is not on its page any more", () => {
      const listing = createListing(placeInTime());
      const isLeft = listing.take(FIRST, ["new", "c", "d"], newestFirst(50, 30, 20));
      assertEquals([isLeft, listing.hasChanged()], [[false, true, true], false]);
    });

    it("passes over pages that are newer as a whole", () => {
      const listing = createListing(placeInTime());
      assertEquals(listing.isPassed(["x", "y"], newestFirst(60, 50)), true);
      assertEquals(listing.isPassed(["x", "c"], newestFirst(50, 30)), false);
      assertEquals(listing.isPassed([], newestFirst()), false);
      assertEquals(createListing().isPassed(["x"], newestFirst(60)), false);
    });

    it("does not repeat records of the same time", () => {
      const listing = createListing();
      listing.take(FIRST, ["a", "b", "c"], newestFirst(30, 30, 30));
      const later = createListing(listing.placeBefore(new Set(["c"])));
      assertEquals(later.take(FIRST, ["new", "a", "c"], newestFirst(40, 30, 30)), [false, false, true]);
    });

    it("knows at the border of a page what was shown before it", () => {
      const listing = createListing();
      listing.take(FIRST, ["a", "b"], newestFirst(40, 30));
      listing.take(SECOND, ["c", "d"], newestFirst(20, 10));
      const place = listing.placeBefore(new Set(["c", "d"]));
      assertEquals([place?.page, place?.after, place?.at], ["t2", undefined, 30]);
      // Two new records moved what was shown to the page that was to be the next one.
      const later = createListing(place);
      assertEquals(later.isPassed(["a", "b"], newestFirst(40, 30)), false);
      assertEquals(later.take({ number: 1, start: "t2" }, ["a", "b"], newestFirst(40, 30)), [false, false]);
    });

    it("says at the end of a page how far it is, if runs follow", () => {
      const listing = createListing(undefined, { keepsPlace: true });
      listing.take(FIRST, ["a", "b", "c"], newestFirst(40, 30, 30));
      const place = parsePlace(String(listing.tokenOf("t2")));
      assertEquals([place?.page, place?.at, place?.shown], ["t2", 30, ["b", "c"].map(markOf)]);
      const single = createListing();
      single.take(FIRST, ["a"], newestFirst(40));
      assertEquals(single.tokenOf("t2"), "t2");
    });

    it("says that a later page has changed where nothing in front of the place is left on it", () => {
      const listing = createListing();
      listing.take(FIRST, ["a"], newestFirst(40));
      listing.take(SECOND, ["b", "c"], newestFirst(30, 20));
      const later = createListing(listing.placeBefore(new Set(["c"])));
      assertEquals(later.take({ number: 1, start: "t2" }, ["c", "d"], newestFirst(20, 10)), [true, true]);
      assertEquals(later.hasChanged(), true);
    });
  });

  it("hands on what was shown out of turn until it has come by", () => {
    const listing = createListing(placeOf("b", "c", "d", "e"));
    listing.take(FIRST, ["a", "b", "c"]);
    const token = listing.tokenOf("t2");
    assertEquals(parsePlace(String(token))?.shown, [markOf("f")]);
    const next = createListing(parsePlace(String(token)));
    assertEquals(next.take({ number: 1, start: "t2" }, ["d", "e", "f"]), [true, true, false]);
    assertEquals(next.tokenOf("t3"), "t3");
    assertEquals(createListing().tokenOf("t2"), "t2");
  });

  it("of a walk that needs no place notes no records, and still leaves out what was shown", () => {
    const listing = createListing(placeOf("c"), { notesRecords: false });
    assertEquals(listing.take(FIRST, ["a", "b", "c"]), [false, false, true]);
    assertEquals(listing.placeBefore(new Set(["c"])), undefined);
  });

  it("has no place for what was not listed", () => {
    assertEquals(placeOf("z"), undefined);
  });
});

describe("formatPlace and parsePlace", () => {
  const cases: [name: string, place: PagePlace][] = [
    ["the first page", { page: undefined, size: undefined, list: undefined, after: undefined, shown: [] }],
    ["a later page", {
      page: "a.b=/+%\n",
      size: 50,
      list: markOf("l"),
      after: markOf("x"),
      shown: [markOf("y"), markOf("z")],
    }],
    ["a page of a list by time", {
      ...{ page: "t", size: 50, list: markOf("l"), after: undefined, at: 1_779_238_800_123, shown: [] },
    }],
  ];
  for (const [name, place] of cases) {
    it(name, () => assertEquals(parsePlace(formatPlace(place)), place));
  }

  it("leave the service's tokens alone", () => assertEquals(parsePlace("eyJ0In0="), undefined));

  it("refuse a token that was cut short", () => {
    assertEquals(detailOf(() => parsePlace("imp1.50.ab")).subtype, "invalid_argument");
  });
});

describe("markOf", () => {
  it("tells neighbouring ids apart", () => {
    const ids = Array.from({ length: 20_000 }, (_, index) => `om_${index}`);
    assertEquals(new Set(ids.map(markOf)).size, ids.length);
    assertNotEquals(markOf("ab"), markOf("ba"));
  });
});
