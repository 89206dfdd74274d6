import { json } from "../../support/fake-world.ts";
import { rejectionOf } from "../detail-of.ts";
import { AS_BOT, broken, issued, stalled, start } from "./client-scene.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("client.open", () => {
  for (const status of [200, 206, 204, 416]) {
    it(`hands on HTTP ${status} with its body unread`, async () => {
      const { open } = start([() => new Response(status === 204 ? null : "body", { status })]);
      const response = await open();
      assertEquals([response.status, response.bodyUsed], [status, false]);
    });
  }

  it("reads the JSON of a refusal", async () => {
    const { open } = start([json({ code: 234002, msg: "Unauthorized." }, 401)]);
    const detail = await rejectionOf(open);
    assertEquals([detail.type, detail.subtype, detail.code], ["authorization", "permission_denied", 234002]);
  });

  it("makes one attempt", async () => {
    const { open, seen } = start([broken]);
    assertEquals((await rejectionOf(open)).retryable, true);
    assertEquals(seen.length, 1);
  });

  it("replaces a refused bot token once", async () => {
    const no = json({ code: 99991663, msg: "x" }, 400);
    const { open, seen } = start(
      [issued("t-1"), no, issued("t-2"), () => new Response("x", { status: 206 })],
      AS_BOT,
    );
    assertEquals([(await open()).status, seen.length], [206, 4]);
  });

  it("does not wait for ever for the body of a refusal", async () => {
    const { open, clock } = start([stalled(503)]);
    const failing = rejectionOf(open);
    assert(await clock.runUntil(failing) <= 60_000);
    assertEquals((await failing).type, "network");
  });

  it("does not wait for ever for a token", async () => {
    const { open, clock } = start([stalled(200)], AS_BOT);
    const failing = rejectionOf(open);
    await clock.runUntil(failing);
    assertEquals((await failing).subtype, "timeout");
  });
});
