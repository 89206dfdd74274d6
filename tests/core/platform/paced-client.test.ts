import type { Client } from "../../../core/platform/client.ts";
import { createLimiter } from "../../../core/platform/limiter.ts";
import { pacedClient } from "../../../core/platform/paced-client.ts";
import { fakeClock, fakeWorld } from "../../support/fake-world.ts";
import { assertEquals, assertStrictEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const { signal } = new AbortController();

/** A client that answers at once. */
const CLIENT: Client = {
  host: "https://open.feishu.cn",
  identity: "user",
  call: () => Promise.resolve({}),
  open: () => Promise.resolve(new Response()),
  retries: () => {
    throw new TypeError("nothing is tried again");
  },
};
const REQUEST = { method: "GET", path: "/open-apis/im/v1/messages", repeatable: true } as const;

describe("a share of the limits", () => {
  for (const [share, count, ms] of [[0.5, 98, 4000], [0.01, 5, 4000]] as const) {
    it(`of ${share} lets ${count} calls through in ${ms} ms`, async () => {
      const clock = fakeClock();
      const limiter = createLimiter(clock, share);
      const calls = Array.from({ length: count }, async () => (await limiter.acquire("GET /a", signal))());
      assertEquals(await clock.runUntil(Promise.all(calls)), ms);
    });
  }

  it("holds for calls and for downloads", async () => {
    const clock = fakeClock();
    const client = pacedClient(fakeWorld({ clock }), CLIENT, 0.02);
    const calls = Array.from({ length: 3 }, () => client.call(REQUEST));
    assertEquals(await clock.runUntil(Promise.all(calls)), 2000);
    const before = clock.monotonic();
    const opened = Array.from({ length: 3 }, () => client.open({ ...REQUEST, path: "/a" }, 1000, signal));
    await clock.runUntil(Promise.all(opened));
    assertEquals(clock.monotonic() - before, 2000);
  });

  it("of all of them changes nothing", () => {
    assertStrictEquals(pacedClient(fakeWorld({ clock: fakeClock() }), CLIENT, 1), CLIENT);
  });
});
