import { deriveUuid, randomUuid, sha256OfOpenFile } from "../../../core/compose/idempotency-key.ts";
import { seededRandom } from "../../support/fake-world.ts";
import { sourceOf } from "../../support/bytes.ts";
import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const MIB = 1024 * 1024;

describe("sha256OfContent", () => {
  for (const size of [0, 1, MIB, MIB + 1, 2 * MIB + 7]) {
    it(`is that of all ${size} bytes`, async () => {
      const bytes = Uint8Array.from({ length: size }, (_none, at) => (at * 7 + at / 251) & 255);
      const expected = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
      const digits = Array.from(expected, (byte) => byte.toString(16).padStart(2, "0")).join("");
      assertEquals(await sha256OfOpenFile(sourceOf(bytes)), digits);
    });
  }

  it("never has more than a megabyte in memory", async () => {
    const lengths: number[] = [];
    const read = (_offset: number, length: number) => {
      lengths.push(length);
      return new Uint8Array();
    };
    await sha256OfOpenFile({ size: 3 * MIB, read });
    assertEquals([lengths.length, Math.max(...lengths)], [3, MIB]);
  });
});

describe("randomUuid", () => {
  it("has the form of RFC 9562, version 4", () => {
    assertEquals(randomUuid({ random: () => 0 }), "00000000-0000-4000-8000-000000000000");
    assertEquals(randomUuid({ random: () => 0.999999 }), "ffffffff-ffff-4fff-bfff-ffffffffffff");
  });

  it("is another one each time", () => {
    const world = { random: seededRandom(1) };
    const made = Array.from({ length: 1000 }, () => randomUuid(world));
    assertEquals(new Set(made).size, 1000);
    for (const uuid of made) {
      assertMatch(uuid, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
  });
});

describe("derivedUuid", () => {
  it("is the same for the same message, in every run", async () =>
    assertEquals(await deriveUuid({ text: "hi" }), await deriveUuid({ text: "hi" })));

  it("has the form of RFC 9562, version 8, and fits the service's 50 characters", async () =>
    assertMatch(
      await deriveUuid({ text: "世界" }),
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    ));

  it("is the start of the SHA-256 but for version and variant", async () => {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode('{"a":1}')));
    const digits = Array.from(digest.slice(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
    const made = (await deriveUuid({ a: 1 })).replaceAll("-", "");
    assertEquals(
      made.slice(0, 12) + made.slice(13, 16) + made.slice(17),
      digits.slice(0, 12) + digits.slice(13, 16) + digits.slice(17),
    );
  });

  it("differs with any digit of what is sent", async () =>
    assertNotEquals(
      await deriveUuid({ n: 9007199254740993n }),
      await deriveUuid({ n: 9007199254740992n }),
    ));
});
