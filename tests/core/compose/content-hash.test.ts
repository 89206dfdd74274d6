import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { sha256OfContent } from "../../../core/compose/content-hash.ts";
import { sourceOf } from "../upload/bytes.ts";

const MIB = 1024 * 1024;

describe("sha256OfContent", () => {
  for (const size of [0, 1, MIB, MIB + 1, 2 * MIB + 7]) {
    it(`is that of all ${size} bytes`, async () => {
      const bytes = Uint8Array.from({ length: size }, (_none, at) => (at * 7 + at / 251) & 255);
      const expected = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
      const digits = Array.from(expected, (byte) => byte.toString(16).padStart(2, "0")).join("");
      assertEquals(await sha256OfContent(sourceOf(bytes)), digits);
    });
  }

  it("never has more than a megabyte in memory", async () => {
    const lengths: number[] = [];
    const read = (_offset: number, length: number) => {
      lengths.push(length);
      return new Uint8Array();
    };
    await sha256OfContent({ size: 3 * MIB, read });
    assertEquals([lengths.length, Math.max(...lengths)], [3, MIB]);
  });
});
