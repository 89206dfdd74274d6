import { spelled } from "../../../cli/spelling.ts";
import type { ClientSettings } from "../../../core/platform/client.ts";
import type { ApiRequest } from "../../../core/platform/request.ts";
import { json, neverReplies, type Reply } from "../../support/fake-world.ts";
import { rejectionOf } from "../detail-of.ts";
import { AS_BOT, broken, refused, stalled, start, WRITE } from "./client-scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("client.call: a write under a key", () => {
  const KEYED: ApiRequest = { ...WRITE, body: { uuid: "k" }, repeatable: true, isWrite: true };

  /** The failure of the call with these answers. */
  async function failureAfter(replies: readonly Reply[], settings: Partial<ClientSettings> = {}) {
    const { client, clock, seen } = start(replies, settings);
    const failing = rejectionOf(() => client.call(KEYED));
    await clock.runUntil(failing);
    return { detail: await failing, seen };
  }

  it("says after silence alone that the outcome is unknown, and sent the same key each time", async () => {
    const { detail, seen } = await failureAfter([broken, stalled(503), neverReplies]);
    assertStringIncludes(spelled(detail.message), "outcome is unknown");
    assertEquals(seen.map(({ body }) => body), ['{"uuid":"k"}', '{"uuid":"k"}', '{"uuid":"k"}']);
  });

  it("says so, too, where it ends without a connection", async () =>
    assertStringIncludes(
      spelled((await failureAfter([broken, refused])).detail.message),
      "outcome is unknown",
    ));

  it("shows a refusal as it is", async () => {
    const { detail } = await failureAfter([broken, json({ code: 230002, msg: "x" }, 400)]);
    assertEquals([detail.code, detail.message.includes("outcome")], [230002, false]);
  });

  it("is not unknown where nothing was ever sent", async () =>
    assertEquals((await failureAfter([refused])).detail.message.includes("outcome"), false));

  it("is not unknown where no token could be requested", async () => {
    const { detail, seen } = await failureAfter([() => new Response("", { status: 408 })], AS_BOT);
    assertEquals([detail.type, detail.message.includes("outcome")], ["network", false]);
    assertEquals(seen.some(({ url }) => url.includes("/im/v1/")), false);
  });
});
