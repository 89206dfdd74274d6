import { json } from "../../../support/fake-world.ts";
import { rejectionOf } from "../../detail-of.ts";
import { AS_BOT, issued, READ, start } from "../client-scene.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("a bot token that cannot be replaced for a while", () => {
  it("is asked for no more than its own retries say", async () => {
    const away = json({}, 503);
    const { client, clock, seen } = start(
      [issued("t-1"), json({ code: 99991663, msg: "no" }, 400), away],
      AS_BOT,
    );
    const failing = rejectionOf(() => client.call(READ));
    await clock.runUntil(failing);
    assertEquals([(await failing).subtype, seen.length], ["server_error", 8]);
  });
});
