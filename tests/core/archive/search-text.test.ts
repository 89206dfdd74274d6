import { indexEntry, LONG_WORD, normalizeText, tokensOf } from "../../../core/archive/search-text.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("tokensOf()", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["Deploy the Server", ["deploy", "the", "server"]],
    ["请先清空cache吗", ["请", "先", "清", "空", "cache", "吗"]],
    ["カタカナー", ["カ", "タ", "カ", "ナ", "ー"]],
    ["한국어 v2", ["한", "국", "어", "v2"]],
    ["ship it 🚀👍", ["ship", "it", "🚀", "👍"]],
    ["a-b_c.d", ["a", "b", "c", "d"]],
    ["naïve Straße", ["naïve", "straße"]],
    ["ＡＢＣ １２", ["abc", "12"]],
    ["...!?", []],
  ];
  for (const [text, tokens] of cases) {
    it(`cuts ${JSON.stringify(text)}`, () => {
      assertEquals(tokensOf(normalizeText(text)).map((token) => token.text), [...tokens]);
    });
  }

  it("says where tokens stand", () => {
    const text = "a 中 bc";
    for (const { text: token, start, end } of tokensOf(text)) assertEquals(text.slice(start, end), token);
  });
});

describe("indexEntry()", () => {
  it("has the distinct words apart from characters", () => {
    assertEquals([...indexEntry("go 中 go").words], ["go"]);
  });

  it("cuts endless words and marks their message", () => {
    const { text, words } = indexEntry("x".repeat(1000));
    assert(text.endsWith(` ${LONG_WORD}`));
    assert([...words].every((word) => word.length <= 256));
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
