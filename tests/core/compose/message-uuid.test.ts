import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { derivedUuid, randomUuid } from "../../../core/compose/message-uuid.ts";
import { seededRandom } from "../../support/fake-world.ts";

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
    assertEquals(await derivedUuid({ text: "hi" }), await derivedUuid({ text: "hi" })));

  it("has the form of RFC 9562, version 8, and fits the service's 50 characters", async () =>
    assertMatch(
      await derivedUuid({ text: "世界" }),
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    ));

  it("is the start of the SHA-256 but for version and variant", async () => {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode('{"a":1}')));
    const digits = Array.from(digest.slice(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
    const made = (await derivedUuid({ a: 1 })).replaceAll("-", "");
    assertEquals(
      made.slice(0, 12) + made.slice(13, 16) + made.slice(17),
      digits.slice(0, 12) + digits.slice(13, 16) + digits.slice(17),
    );
  });

  it("differs with any digit of what is sent", async () =>
    assertNotEquals(
      await derivedUuid({ n: 9007199254740993n }),
      await derivedUuid({ n: 9007199254740992n }),
    ));
});
