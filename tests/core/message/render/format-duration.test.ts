import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type { JsonValue } from "../../../../core/json.ts";
import { formatDuration } from "../../../../core/message/render/format-duration.ts";

describe("formatDuration", () => {
  const cases: readonly (readonly [milliseconds: JsonValue | undefined, text: string | undefined])[] = [
    [2000, "2s"],
    [2499, "2s"],
    [2500, "2s"],
    [2501, "3s"],
    [3500, "4s"],
    [500, "0s"],
    [1500, "2s"],
    [1, "0s"],
    ["3500", "4s"],
    [" 2000.5 ", "2s"],
    [2n ** 60n * 1000n, "1152921504606846976s"],
    [1e300, `${BigInt(1e297)}s`],
    [0, undefined],
    [-3000, undefined],
    [0n, undefined],
    ["0", undefined],
    ["", undefined],
    ["3 s", undefined],
    ["0x10", undefined],
    ["9".repeat(400), undefined],
    [true, undefined],
    [null, undefined],
    [[3000], undefined],
    [undefined, undefined],
  ];
  for (const [milliseconds, text] of cases) {
    const shown = String(milliseconds).slice(0, 20);
    it(`makes ${text} of ${typeof milliseconds} ${shown}`, () => {
      assertEquals(formatDuration(milliseconds), text);
    });
  }
});
