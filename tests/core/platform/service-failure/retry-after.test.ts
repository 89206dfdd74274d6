import { retryAfterSeconds } from "../../../../core/platform/service-failure.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const NOW = Date.UTC(2025, 5, 15, 15, 6, 40);

describe("retryAfterSeconds", () => {
  const rows: readonly (readonly [headers: Record<string, string>, seconds: number | undefined])[] = [
    [{}, undefined],
    [{ "x-ogw-ratelimit-reset": "7" }, 7],
    [{ "retry-after": "7" }, 7],
    [{ "retry-after": "0" }, 0],
    [{ "x-ogw-ratelimit-reset": "7", "retry-after": "3" }, 7],
    [{ "x-ogw-ratelimit-reset": "0", "retry-after": "3" }, 3],
    [{ "x-ogw-ratelimit-reset": "soon", "retry-after": "3" }, 3],
    [{ "x-ogw-ratelimit-reset": "" }, undefined],
    [{ "x-ogw-ratelimit-reset": " ", "retry-after": "3" }, 3],
    [{ "x-ogw-ratelimit-reset": "0" }, undefined],
    [{ "x-ogw-ratelimit-reset": "1", "retry-after": "3" }, 1],
    [{ "retry-after": "Sun, 15 Jun 2025 15:06:50 GMT" }, 10],
    [{ "retry-after": "Sun, 15 Jun 2025 15:00:00 GMT" }, 0],
    [{ "retry-after": "garbage" }, undefined],
    [{ "retry-after": "-5" }, undefined],
    [{ "retry-after": "soon 7" }, undefined],
    [{ "retry-after": "5, 6" }, undefined],
  ];
  for (const [headers, seconds] of rows) {
    it(`is ${seconds} for ${JSON.stringify(headers)}`, () =>
      assertEquals(retryAfterSeconds(new Headers(headers), NOW), seconds));
  }

  it("rounds a part of a second up", () => {
    const headers = new Headers({ "retry-after": "Sun, 15 Jun 2025 15:06:50 GMT" });
    assertEquals(retryAfterSeconds(headers, NOW - 1), 11);
  });
});
