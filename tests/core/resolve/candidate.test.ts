import { firstCharacters, foldName, knownFacts } from "../../../core/resolve/candidate.ts";
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("foldName", () => {
  const same: readonly (readonly [one: string, other: string])[] = [
    ["Release 2.4", "RELEASE 2.4"],
    ["发布（ＡＢＣ）", "发布(abc)"],
    ["Ａｎａ", "ana"],
    ["Zoe\u0308", "ZOË"],
    ["ﬁnance", "Finance"],
    ["ΟΔΟΣ", "οδος"],
    ["Straße", "STRASSE"],
    [" Ana ", "Ana"],
  ];
  for (const [one, other] of same) {
    it(`takes "${one}" and "${other}" for one name`, () => assertEquals(foldName(one), foldName(other)));
  }

  const different: readonly (readonly [one: string, other: string])[] = [
    ["Release 2.4", "Release 2.40"],
    ["Release 2.4", "Release2.4"],
    ["Zoë", "Zoe"],
    ["李雷", "李蕾"],
    ["Ana", "An\u200ba"],
  ];
  for (const [one, other] of different) {
    it(`tells "${one}" from "${other}"`, () => assertNotEquals(foldName(one), foldName(other)));
  }
});

describe("candidates", () => {
  it("leave out facts that say nothing", () => {
    assertEquals(knownFacts({ a: "", b: null, c: false, d: undefined, e: "x", f: 0 }), { e: "x", f: 0 });
  });

  it("are searched for by whole characters", () => {
    assertEquals(firstCharacters("李😀雷", 2), "李😀");
    assert(firstCharacters("short", 64) === "short");
  });
});
