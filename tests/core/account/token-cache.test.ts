import { spelled } from "../../../cli/spelling.ts";
import { Failure, interruptedFailure } from "../../../core/failure.ts";
import type { Credentials } from "../../../core/platform/tokens.ts";
import { accountCall, keyOf, memoryStore, NO_CREDENTIALS, tokensOf } from "../../support/account.ts";
import { fakeClock, fakeFetch, fakeWorld, json, type Reply } from "../../support/fake-world.ts";
import { rejectionOf } from "../detail-of.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const APP: Credentials = { ...NO_CREDENTIALS, appId: "cli_1", appSecret: "s3cret" };
const KEY = keyOf({ kind: "bot-token", host: "https://open.feishu.cn", appId: "cli_1" });
const storageFailure = () => new Failure({ type: "internal", subtype: "storage", message: "read-only" });
const issued = (token: string, expire = 7200) => json({ code: 0, tenant_access_token: token, expire });

/** Several runs, one after the other or side by side, with one place for their bot tokens. */
function startRuns(...replies: readonly Reply[]) {
  const clock = fakeClock();
  const store = memoryStore(storageFailure);
  const { fetch, seen } = fakeFetch(...replies);
  const traced: string[] = [];
  const warned: string[] = [];
  const run = () => {
    const world = fakeWorld({ clock, fetch });
    const call = accountCall(world, { trace: (line) => traced.push(line) });
    return tokensOf(world, APP, {
      call,
      botTokens: () => Promise.resolve(store),
      onWarning: ({ key, detail }) => warned.push(`${key}: ${spelled(detail)}`),
    });
  };
  return { clock, store, seen, traced, warned, run };
}

describe("bot tokens between runs", () => {
  it("are requested once for a hundred runs", async () => {
    const { run, seen } = startRuns(issued("t-1"), issued("t-2"));
    for (let count = 0; count < 100; count++) assertEquals(await run().token("bot"), "t-1");
    assertEquals(seen.length, 1);
  });

  it("are requested once for ten runs at the same time", async () => {
    const { run, seen } = startRuns(issued("t-1"), issued("t-2"));
    const tokens = await Promise.all(Array.from({ length: 10 }, () => run().token("bot")));
    assertEquals([new Set(tokens), seen.length], [new Set(["t-1"]), 1]);
  });

  it("are replaced within five minutes of their end, which counts from the first request", async () => {
    const { run, clock, seen } = startRuns(issued("t-1", 1801), issued("t-2"));
    await run().token("bot");
    await clock.advance(1_500_000);
    assertEquals([await run().token("bot"), seen.length], ["t-1", 1]);
    await clock.advance(1000);
    assertEquals([await run().token("bot"), seen.length], ["t-2", 2]);
  });

  it("are replaced for all runs where the service refused one", async () => {
    const { run, seen } = startRuns(issued("t-1"), issued("t-2"));
    const [first, second] = [run(), run()];
    await Promise.all([first.token("bot"), second.token("bot")]);
    assertEquals(await first.replace("bot", "t-1"), "t-2");
    assertEquals([await second.replace("bot", "t-1"), await run().token("bot")], ["t-2", "t-2"]);
    assertEquals(seen.length, 2);
  });

  it("are used where the service hands out the one again that it refused", async () => {
    const { run, seen } = startRuns(issued("t-1"));
    const tokens = run();
    await tokens.token("bot");
    assertEquals(await tokens.replace("bot", "t-1"), "t-1");
    assertEquals([await tokens.token("bot"), await run().token("bot"), seen.length], ["t-1", "t-1", 2]);
  });

  it("are not believed where the clock says that they come from the future", async () => {
    const { run, store, clock } = startRuns(issued("t-1"));
    const requestedAt = clock.now() + 3_600_000;
    store.secrets.set(
      KEY,
      JSON.stringify({ token: "t-future", requestedAt, expiresAt: requestedAt + 7_200_000 }),
    );
    assertEquals(await run().token("bot"), "t-1");
  });

  const odd = ["", "{", "[]", '{"token":"t-x"}', '{"token":"t\\nx","requestedAt":0,"expiresAt":9e15}'];
  for (const text of odd) {
    it(`are requested where something else is kept: ${JSON.stringify(text)}`, async () => {
      const { run, store } = startRuns(issued("t-1"));
      store.secrets.set(KEY, text);
      assertEquals(await run().token("bot"), "t-1");
      assertStringIncludes(store.secrets.get(KEY) ?? "", "t-1");
    });
  }

  for (const operation of ["read", "write", "locked"] as const) {
    it(`cost one request more where "${operation}" fails, and one warning`, async () => {
      const { run, store, seen, traced, warned } = startRuns(issued("t-1"));
      store.fail(operation);
      assertEquals([await run().token("bot"), seen.length], ["t-1", 1]);
      assertStringIncludes(traced.join("\n"), "the bot token is not kept: read-only");
      assertEquals(warned, [
        "bot_token_not_kept: the bot token is not kept, so each command requests another one: read-only",
      ]);
    });
  }

  it("are nobody's business once the run is interrupted", async () => {
    const { run, store, seen } = startRuns(issued("t-1"));
    store.locked = () => Promise.reject(interruptedFailure("interrupt"));
    assertEquals((await rejectionOf(() => run().token("bot"))).type, "interrupted");
    assertEquals(seen.length, 0);
  });

  it("report a refusal of the service, not one of the place for them", async () => {
    const { run } = startRuns(json({ code: 10014, msg: "wrong" }));
    const { subtype, message } = await rejectionOf(() => run().token("bot"));
    assertEquals(subtype, "invalid_client");
    assertStringIncludes(spelled(message), "could not get a bot token");
  });
});

describe("a bot token that the service sends", () => {
  const lies: readonly (readonly [what: string, body: Record<string, unknown>])[] = [
    ["is missing", {}],
    ["is empty", { tenant_access_token: "" }],
    ["is a number", { tenant_access_token: 5 }],
    ["has a line break", { tenant_access_token: "t-a\r\nx-evil: 1" }],
    ["has a blank", { tenant_access_token: "t-a b" }],
    ["is longer than any", { tenant_access_token: `t-${"a".repeat(9000)}` }],
  ];
  for (const [what, body] of lies) {
    it(`and that ${what} is not used: the other endpoint is asked`, async () => {
      const { run, seen } = startRuns(
        json({ code: 0, expire: 7200, ...body }),
        json({ access_token: "t-2" }),
      );
      assertEquals([await run().token("bot"), seen.length], ["t-2", 2]);
    });
  }

  for (const expire of [0, -7200, "0"]) {
    it(`is not used by another run where its lifetime is ${JSON.stringify(expire)}`, async () => {
      const reply = json({ code: 0, tenant_access_token: "t-1", expire });
      const { run, seen } = startRuns(reply, issued("t-2"));
      assertEquals([await run().token("bot"), await run().token("bot"), seen.length], ["t-1", "t-2", 2]);
    });
  }

  for (const expire of ["soon", 1e300, null]) {
    it(`lasts two hours where its lifetime is ${expire}`, async () => {
      const reply = json({ code: 0, tenant_access_token: "t-1", expire });
      const { run, clock, seen } = startRuns(reply, issued("t-2"));
      await run().token("bot");
      await clock.advance(6_899_999);
      assertEquals([await run().token("bot"), seen.length], ["t-1", 1]);
      await clock.advance(1);
      assertEquals([await run().token("bot"), seen.length], ["t-2", 2]);
    });
  }
});
