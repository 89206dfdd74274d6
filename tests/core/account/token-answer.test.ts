import { readLifetime, readScopes, readToken } from "../../../core/account/token-answer.ts";
import type { JsonValue } from "../../../core/json/json.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("readLifetime", () => {
  const cases: readonly (readonly [value: JsonValue | undefined, seconds: number | undefined])[] = [
    [7200, 7200],
    ["7200", 7200],
    [0.5, 0],
    [1.5, 1],
    [315_360_000, 315_360_000],
    [315_360_001, undefined],
    [0, undefined],
    [-1, undefined],
    ["7200s", undefined],
    ["0x10", undefined],
    ["1e3", undefined],
    [" 7200", undefined],
    ["-1", undefined],
    ["", undefined],
    [null, undefined],
    [undefined, undefined],
  ];
  for (const [value, seconds] of cases) {
    it(`of ${JSON.stringify(value)} is ${seconds}`, () => assertEquals(readLifetime(value), seconds));
  }
});

describe("readToken", () => {
  const cases: readonly (readonly [value: JsonValue | undefined, token: string | undefined])[] = [
    ["t-1", "t-1"],
    ["", undefined],
    ["t 1", undefined],
    [7, undefined],
    [undefined, undefined],
  ];
  for (const [value, token] of cases) {
    it(`of ${JSON.stringify(value)} is ${token}`, () => assertEquals(readToken(value), token));
  }
});

describe("readScopes", () => {
  it("reads each once, in their order, without what is none", () =>
    assertEquals(readScopes("im:b im:a,im:b  им:c"), ["im:b", "im:a"]));
  it("reads no other type", () => assertEquals(readScopes(["im:a"]), []));
});
