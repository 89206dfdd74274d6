import { checkCount, checkLength, idempotencyKey } from "../../../cli/options/limits.ts";
import { detailOf } from "../../core/detail-of.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("idempotencyKey", () => {
  const kind = idempotencyKey("s");
  for (const key of ["k", " k", "k".repeat(50), "世".repeat(50), "🎉".repeat(50)]) {
    it(`takes ${Array.from(key).length} characters like ${key.slice(0, 2)}`, () =>
      assertEquals(kind.parse(key, "--idempotency-key"), key));
  }

  for (const key of ["", "  ", "k".repeat(51), "世".repeat(51)]) {
    it(`refuses ${JSON.stringify(key.slice(0, 3))} of ${key.length}`, () =>
      assertEquals(detailOf(() => kind.parse(key, "--idempotency-key")).param, "--idempotency-key"));
  }
});

describe("checkCount", () => {
  it("counts different ids", () => assertEquals(checkCount("--users", ["a", "b", "a"], 2), undefined));

  it("refuses more, naming option, count and limit", () => {
    const detail = detailOf(() => checkCount("--users", ["a", "b", "c"], 2));
    assertEquals([detail.param, detail.message], ["--users", "--users has 3 ids, but only 2 are allowed"]);
  });
});

describe("checkLength", () => {
  it("counts code points", () => assertEquals(checkLength("--name", "🎉🎉", 2), undefined));
  it("has nothing against an absent text", () =>
    assertEquals(checkLength("--name", undefined, 0), undefined));
  it("refuses more", () => assertEquals(detailOf(() => checkLength("--name", "世世世", 2)).param, "--name"));
});
