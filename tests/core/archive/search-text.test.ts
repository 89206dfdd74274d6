import { indexEntry, normalizeText, pairsOf } from "../../../core/archive/search-text.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("pairsOf()", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["save", ["sa", "av", "ve"]],
    ["请cache", ["请c", "ca", "ac", "ch", "he"]],
    ["ok 🚀👍", ["ok", "k\ue020", "\ue020🚀", "🚀👍"]],
    ['a-"b', ["a\ue02d", "\ue02d\ue022", "\ue022b"]],
    ["中", []],
    ["", []],
  ];
  for (const [text, pairs] of cases) {
    it(`cuts ${JSON.stringify(text)}`, () => assertEquals(pairsOf(text), [...pairs]));
  }
});

describe("indexEntry()", () => {
  it("has the pairs of the normal form, and one of the last character", () => {
    assertEquals(indexEntry("ＡＢ1"), "ab b1 1\ue0ff");
    assertEquals(indexEntry("中"), "中\ue0ff");
    assertEquals(indexEntry(""), "");
  });
});

describe("normalizeText()", () => {
  const normal = (text: string) => text.normalize("NFKC").toLowerCase();

  it("is NFKC and lower case for every character, alone and behind a letter, a kana, a syllable or a sign", () => {
    for (let code = 0; code <= 0x2ffff; code++) {
      const character = String.fromCodePoint(code);
      for (const before of ["", "a", "か", "가", "中", "👍"]) {
        const text = before + character;
        // Asserting each would take minutes.
        if (normalizeText(text) !== normal(text)) assertEquals(normalizeText(text), normal(text));
      }
    }
  });
});
