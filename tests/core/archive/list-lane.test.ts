import { listedUntil } from "../../../core/archive/sync/list-lane.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

interface Case {
  readonly about: string;
  readonly slice: { readonly position: number; readonly to: number };
  readonly askedTo: number;
  readonly hasMore: boolean;
  readonly until: number;
}

const CASES: readonly Case[] = [
  {
    about: "more pages: the second of the last message may go on",
    ...{ slice: { position: 5_000, to: 9_000 }, askedTo: 9_000, hasMore: true, until: 4_000 },
  },
  {
    about: "the last page: all that was asked for",
    ...{ slice: { position: 5_000, to: 9_000 }, askedTo: 9_000, hasMore: false, until: 9_000 },
  },
  {
    about: "divided while it was asked, and listed beyond: no further than its own end",
    ...{ slice: { position: 5_000, to: 4_500 }, askedTo: 9_000, hasMore: true, until: 4_500 },
  },
  {
    about: "divided while it was asked, and that was the last page",
    ...{ slice: { position: 4_000, to: 4_500 }, askedTo: 9_000, hasMore: false, until: 9_000 },
  },
];

describe("listedUntil()", () => {
  for (const { about, slice, askedTo, hasMore, until } of CASES) {
    it(`proves only what was listed; ${about}`, () =>
      assertEquals(listedUntil(slice, askedTo, hasMore), until));
  }
});
