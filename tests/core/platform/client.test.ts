import { spelled } from "../../../cli/spelling.ts";
import { retryRules } from "../../../core/async/retry.ts";
import { Failure } from "../../../core/failure.ts";
import { json, neverReplies, type Reply, settle } from "../../support/fake-world.ts";
import { rejectionOf } from "../detail-of.ts";
import { AS_BOT, broken, KEYED_WRITE, ok, READ, refused, stalled, start, WRITE } from "./client-scene.ts";
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("client.call: the request", () => {
  it("has address, token and an honest name", async () => {
    const { client, seen } = start([ok]);
    assertEquals(await client.call({ ...READ, params: { a: ["1", "2"] } }), { code: 0, data: { n: 1 } });
    const [request] = seen;
    assertEquals(request?.url, "https://open.feishu.cn/open-apis/im/v1/chats/oc_1?a=1&a=2");
    assertEquals(request?.headers, { authorization: "Bearer u-1", "user-agent": "im/1.0.0" });
  });

  for (const id of ["", ".", "..", "a/b", "a/../b", "a%2fb", "a?b"]) {
    it(`never reaches another endpoint through an id like "${id}"`, async () => {
      const { client, seen } = start([ok]);
      const failure = await rejectionOf(() => client.call({ ...READ, pathValues: { id } }));
      assertEquals([failure.type, seen.length], ["validation", 0]);
    });
  }

  it("sends a value with a slash as one segment where the request says so", async () => {
    const { client, seen } = start([ok]);
    await client.call({ ...READ, pathValues: { id: "a/b" }, pathSlashes: "encoded" });
    assertEquals(new URL(seen[0]?.url ?? "").pathname, "/open-apis/im/v1/chats/a%2Fb");
  });

  it("carries a JSON body with all digits", async () => {
    const { client, seen } = start([ok]);
    await client.call(WRITE);
    assertEquals(seen[0]?.body, '{"n":9007199254740993}');
    assertMatch(seen[0]?.headers["content-type"] ?? "", /^application\/json; charset=utf-8$/i);
  });
});

describe("client.call: the interrupt", () => {
  it("is left as it was: calls leave nothing in a signal that lives as long as the run", async () => {
    const { client, interrupt: { signal }, clock } = start([broken, ok]);
    const listeners = new Set<unknown>();
    const { addEventListener, removeEventListener } = signal;
    Object.assign(signal, {
      addEventListener(...args: Parameters<typeof addEventListener>) {
        listeners.add(args[1]);
        addEventListener.apply(signal, args);
      },
      removeEventListener(...args: Parameters<typeof removeEventListener>) {
        listeners.delete(args[1]);
        removeEventListener.apply(signal, args);
      },
    });
    for (let call = 0; call < 5; call++) await clock.runUntil(client.call(READ));
    assertEquals(listeners.size, 0);
  });

  it("ends a call whose headers are there and whose body is not", async () => {
    const { client, interrupt } = start([stalled(200)]);
    const failing = rejectionOf(() => client.call(READ));
    await settle();
    interrupt.abort(new Failure({ type: "interrupted", subtype: "x", message: "stop" }));
    assertEquals((await failing).message, "stop");
  });
});

describe("client.call: retries", () => {
  const passing: readonly (readonly [name: string, reply: Reply])[] = [
    ["408", () => new Response("", { status: 408 })],
    ["429", () => new Response("", { status: 429 })],
    ["500", json({ code: 1, msg: "x" }, 500)],
    ["503 in HTML", () => new Response("<html>", { status: 503 })],
    ["a connection that breaks", broken],
    ["a refused connection", refused],
    ["code 99991400 in HTTP 400", json({ code: 99991400, msg: "x" }, 400)],
    ["code 234019", json({ code: 234019, msg: "x" }, 400)],
  ];
  for (const [name, reply] of passing) {
    it(`read again after ${name}, twice at most`, async () => {
      const lucky = start([reply, reply, ok]);
      const got = lucky.client.call(READ);
      assertEquals([await lucky.clock.runUntil(got), (await got).code], [900, 0]);
      const unlucky = start([reply]);
      await unlucky.clock.runUntil(rejectionOf(() => unlucky.client.call(READ)));
      assertEquals(unlucky.seen.length, 3);
    });

    if (reply === refused) continue;
    it(`never repeat another write after ${name}`, async () => {
      const { client, seen, clock } = start([reply, ok]);
      await clock.runUntil(rejectionOf(() => client.call(WRITE)));
      assertEquals(seen.length, 1);
    });
  }

  it("repeat any write that never left, since no connection was made", async () => {
    const { client, seen, clock } = start([refused, refused, ok]);
    await clock.runUntil(client.call(WRITE));
    assertEquals(seen.length, 3);
  });

  it("end as soon as a write may have arrived", async () => {
    const { client, seen, clock } = start([refused, broken, ok]);
    const failing = rejectionOf(() => client.call(WRITE));
    await clock.runUntil(failing);
    assertEquals([seen.length, (await failing).message.includes("outcome is unknown")], [2, true]);
  });

  const final: readonly (readonly [name: string, reply: Reply])[] = [
    ["400", () => new Response("", { status: 400 })],
    ["404", () => new Response("", { status: 404 })],
    ["code 234002", json({ code: 234002, msg: "x" }, 401)],
    ["no JSON", () => new Response("<html>")],
  ];
  for (const [name, reply] of final) {
    it(`do not follow ${name}`, async () => {
      const { client, seen } = start([reply, ok]);
      await rejectionOf(() => client.call(READ));
      assertEquals(seen.length, 1);
    });
  }

  it("repeat a write under an idempotency key", async () => {
    const { client, seen, clock } = start([broken, ok]);
    await clock.runUntil(client.call({ ...WRITE, repeatable: true }));
    assertEquals(seen.map(({ body }) => body), ['{"n":9007199254740993}', '{"n":9007199254740993}']);
  });

  it("wait as long as the server says", async () => {
    const { client, clock } = start([json({}, 429, { "x-ogw-ratelimit-reset": "7" }), ok]);
    assertEquals(await clock.runUntil(client.call(READ)), 7000);
  });

  it("stop where the server's delay is beyond the budget, and tell it", async () => {
    const { client, clock, seen } = start([json({}, 429, { "retry-after": "31" }), ok]);
    const failing = rejectionOf(() => client.call(READ));
    assertEquals(await clock.runUntil(failing), 0);
    assertEquals([(await failing).retry_after_seconds, seen.length], [31, 1]);
  });

  it("end at once with Ctrl-C", async () => {
    const { client, clock, interrupt } = start([broken]);
    const failing = rejectionOf(() => client.call(READ));
    await clock.advance(10);
    interrupt.abort(new Failure({ type: "interrupted", subtype: "interrupt", message: "m" }));
    assertEquals((await failing).type, "interrupted");
    assertEquals(clock.monotonic(), 10);
  });
});

describe("client.call: a write that is interrupted", () => {
  const interrupted = () =>
    new Failure({ type: "interrupted", subtype: "interrupt", message: "interrupted" });

  for (const request of [WRITE, { ...WRITE, method: "DELETE" }, KEYED_WRITE] as const) {
    it(`says that its outcome is unknown once it was sent: ${request.method}, ${request.repeatable}`, async () => {
      const { client, clock, interrupt } = start([neverReplies]);
      const failing = rejectionOf(() => client.call(request));
      await clock.advance(10);
      interrupt.abort(interrupted());
      const { type, message, hint = "" } = await failing;
      assertEquals([type, spelled(message)], ["interrupted", "the outcome is unknown: interrupted"]);
      assertStringIncludes(spelled(hint), "check whether it took effect");
      assertEquals(spelled(hint).includes("k1"), request.repeatable);
    });
  }

  it("says nothing of the kind before it was sent", async () => {
    const { client, clock, interrupt, seen } = start([neverReplies], AS_BOT);
    const failing = rejectionOf(() => client.call(WRITE));
    await clock.advance(10);
    interrupt.abort(interrupted());
    assertEquals(await failing, { type: "interrupted", subtype: "interrupt", message: "interrupted" });
    assertEquals(seen.length, 1);
  });

  it("nor does a read", async () => {
    const { client, clock, interrupt } = start([neverReplies]);
    const failing = rejectionOf(() => client.call({ ...READ, method: "POST" }));
    await clock.advance(10);
    interrupt.abort(interrupted());
    assertEquals((await failing).message, "interrupted");
  });
});

describe("client.call: a write that is redirected", () => {
  for (const status of [301, 302, 303, 307, 308]) {
    for (const request of [WRITE, { ...WRITE, method: "DELETE" }, KEYED_WRITE] as const) {
      it(`HTTP ${status}, ${request.method}, ${request.repeatable}: is sent once, outcome unknown`, async () => {
        const { client, seen } = start([() => new Response("", { status, headers: { location: "/b" } }), ok]);
        const { type, message } = await rejectionOf(() => client.call(request));
        assertEquals([type, seen.length], ["network", 1]);
        assertStringIncludes(spelled(message), "the outcome is unknown");
      });
    }
  }
});

describe("client.call: another write whose request was sent", () => {
  for (
    const [name, reply] of [["a broken connection", broken], ["503", stalled(503)], [
      "silence",
      neverReplies,
    ]] as const
  ) {
    it(`says after ${name} that the outcome is unknown`, async () => {
      const { client, clock } = start([reply]);
      const failing = rejectionOf(() => client.call(WRITE));
      await clock.runUntil(failing);
      const { message, retryable } = await failing;
      assertStringIncludes(spelled(message), "outcome is unknown");
      assertEquals(retryable, undefined);
    });
  }

  const clear: readonly (readonly [name: string, reply: Reply])[] = [
    ["a refused connection", refused],
    ["a refusal of the service", json({ code: 230002, msg: "x" }, 400)],
    ["a limit", json({ code: 99991400, msg: "x" }, 429)],
  ];
  for (const [name, reply] of clear) {
    it(`says nothing of the kind after ${name}`, async () => {
      const { client, clock } = start([reply]);
      const failing = rejectionOf(() => client.call(WRITE));
      await clock.runUntil(failing);
      assertEquals((await failing).message.includes("outcome"), false);
    });
  }
});

describe("client.call: time", () => {
  it("is over after the timeout, body included", async () => {
    const late: Reply = async (request) => {
      await new Promise<void>((resolve) => clock.after(20_000, resolve));
      return await stalled(200)(request);
    };
    const { client, clock } = start([late]);
    const failing = rejectionOf(() => client.call(WRITE));
    assertEquals(await clock.runUntil(failing), 30_000);
    assertEquals((await failing).subtype, "timeout");
  });

  it("gives a token the same time as the call", async () => {
    const { client, clock } = start([neverReplies], { ...AS_BOT, timeout: 500, retryRules: retryRules(0) });
    const failing = rejectionOf(() => client.call(WRITE));
    assertEquals(await clock.runUntil(failing), 500);
    assertEquals((await failing).subtype, "timeout");
  });

  it("does not count the wait for the limits of the service", async () => {
    const { client, clock, seen } = start([ok], { timeout: 500 });
    const calls = Promise.all(Array.from({ length: 120 }, () => client.call(WRITE)));
    await clock.runUntil(calls);
    assertEquals(seen.length, 120);
  });
});
