import type { JsonObject } from "../../../core/json/json.ts";
import { readCursor } from "../../../core/platform/pages.ts";
import { detailOf } from "../detail-of.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("cursorOf", () => {
  const cases: readonly (readonly [data: JsonObject, hasMore: boolean, token: string])[] = [
    [{}, false, ""],
    [{ has_more: null }, false, ""],
    [{ has_more: true, page_token: "t" }, true, "t"],
    [{ has_more: true, next_page_token: "n" }, true, "n"],
    [{ has_more: true, page_token: "", next_page_token: "n" }, true, "n"],
    [{ has_more: false, page_token: "left over" }, false, "left over"],
    [{ has_more: true, page_token: 7 }, true, ""],
  ];
  for (const [data, hasMore, token] of cases) {
    it(`reads ${JSON.stringify(data)}`, () => assertEquals(readCursor(data), { hasMore, token }));
  }

  for (const hasMore of ["true", "", 1, 0, [], {}]) {
    it(`refuses has_more ${JSON.stringify(hasMore)}`, () =>
      assertEquals(detailOf(() => readCursor({ has_more: hasMore })).subtype, "invalid_response"));
  }
});
