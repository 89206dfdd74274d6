import { isEmptyQuery, parseQuery, type Query } from "../../../core/archive/query.ts";
import { Failure } from "../../../core/failure.ts";
import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const NOW = Date.UTC(2026, 4, 20);
const term = (text: string, isExcluded = false) => ({ text, isExcluded });
const NOTHING: Query = { groups: [], from: [], in: [], has: [], types: [], is: [] };

describe("parseQuery()", () => {
  const cases: readonly (readonly [string, Partial<Query>])[] = [
    ["one two", { groups: [[term("one")], [term("two")]] }],
    ['"one  two"', { groups: [[term("one  two")]] }],
    ['"never closed', { groups: [[term("never closed")]] }],
    ["-gone here", { groups: [[term("gone", true)], [term("here")]] }],
    ['-"gone now"', { groups: [[term("gone now", true)]] }],
    ["a OR b c", { groups: [[term("a"), term("b")], [term("c")]] }],
    ["OR", { groups: [[term("or")]] }],
    ["a OR", { groups: [[term("a")], [term("or")]] }],
    ["-", { groups: [[term("-")]] }],
    ["ＡＢ", { groups: [[term("ab")]] }],
    ['from:"Li Lei" in:oc_1 from:Bo', { from: ["Li Lei", "Bo"], in: ["oc_1"] }],
    ["has:file has:IMAGE type:post is:edited", { has: ["file", "image"], types: ["post"], is: ["edited"] }],
    ["after:1d", { after: NOW - 86_400_000 }],
    ["before:2026-05-20T00:00:00Z", { before: NOW }],
    ["after:1d after:2d before:2026-05-21T00:00:00Z before:2026-05-20T00:00:00Z", {
      ...{ after: NOW - 86_400_000, before: NOW },
    }],
    ["-from:Bo", { groups: [[term("-from:bo")]] }],
    ["foo:bar", { groups: [[term("foo:bar")]] }],
    ['""', {}],
    ["  ", {}],
  ];
  for (const [text, query] of cases) {
    it(`reads ${JSON.stringify(text)}`, () => assertEquals(parseQuery(text, NOW), { ...NOTHING, ...query }));
  }

  for (const text of ["has:dog", "is:new", "after:someday"]) {
    it(`refuses ${text}`, () => {
      const { detail } = assertThrows(() => parseQuery(text, NOW), Failure);
      assertEquals([detail.type, detail.input], ["validation", "query"]);
    });
  }
});

describe("isEmptyQuery()", () => {
  it("tells queries that ask for nothing", () => {
    assertEquals(['""', "x", "has:file", "before:1d"].map((text) => isEmptyQuery(parseQuery(text, NOW))), [
      ...[true, false, false, false],
    ]);
  });
});
