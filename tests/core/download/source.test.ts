import { startRetries } from "../../../core/async/retry.ts";
import type { KnownObject } from "../../../core/download/range-response.ts";
import { discard, emptyImage, openWithRetries } from "../../../core/download/source.ts";
import { sleep } from "../../../core/world.ts";
import { json, neverReplies, type Reply } from "../../support/fake-world.ts";
import { rejectionOf } from "../detail-of.ts";
import { bodyOf, OBJECT_BYTES, part, startService, watchCancel, whole } from "./service.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const SIGNAL = new AbortController().signal;
const KNOWN: KnownObject = { total: 200_000, etag: undefined, lastModified: undefined, contentType: "" };
const REFUSAL = { code: 234002, msg: "Unauthorized." };

describe("source.open", () => {
  it("requests the resource of the message, and counts the requests", async () => {
    const { source, seen } = startService([whole()]);
    assertEquals(source.requestCount(), 0);
    const { url } = await source.open(undefined, undefined, SIGNAL);
    await source.open(undefined, undefined, SIGNAL);
    const path = "https://open.feishu.cn/open-apis/im/v1/messages/om_1/resources/file_1";
    assertEquals(seen.map((request) => request.url), [`${path}?type=file`, `${path}?type=file`]);
    assertEquals([url, source.requestCount()], [path, 2]);
  });

  it("measures the time to an answer from when the request leaves, not from when it waits for its turn", async () => {
    const { source, clock } = startService([
      async (request) => {
        await sleep(clock, 70);
        return await whole()(request);
      },
    ]);
    const opening = Array.from({ length: 50 }, () => source.open(undefined, undefined, SIGNAL));
    await clock.runUntil(Promise.all(opening));
    const times = (await Promise.all(opening)).map(({ answeredAt, answerTime }) => [answeredAt, answerTime]);
    assertEquals([times[0], times[49]], [[70, 70], [1140, 70]]);
  });

  const requests: readonly (readonly [
    name: string,
    range: { readonly start: number; readonly end?: number } | undefined,
    etag: string | undefined,
    headers: readonly (string | undefined)[],
  ])[] = [
    ["the whole object", undefined, undefined, [undefined, undefined]],
    ["the whole object, though its tag is known", undefined, '"v1"', [undefined, undefined]],
    ["a range", { start: 0, end: 9 }, undefined, ["bytes=0-9", undefined]],
    ["all from a byte on", { start: 10 }, undefined, ["bytes=10-", undefined]],
    ["a range of the object with that tag", { start: 10, end: 19 }, '"v1"', ["bytes=10-19", '"v1"']],
    ["a range, whatever the weak tag", { start: 10, end: 19 }, 'W/"v1"', ["bytes=10-19", undefined]],
  ];
  for (const [name, range, etag, headers] of requests) {
    it(`requests ${name}`, async () => {
      const { source, seen } = startService([
        (request) =>
          range === undefined ? whole()(request) : part(range.start, range.end ?? 199_999)(request),
      ]);
      await source.open(range, { ...KNOWN, etag }, SIGNAL);
      assertEquals(seen.map((request) => [request.headers["range"], request.headers["if-range"]]), [headers]);
    });
  }

  it("makes other requests where it is given a maker", async () => {
    const { source, seen } = startService([whole()], {
      toRequest: () => ({ method: "GET", path: "/open-apis/drive/v1/medias/m/download", repeatable: true }),
    });
    await source.open(undefined, undefined, SIGNAL);
    assertEquals(seen[0]?.url, "https://open.feishu.cn/open-apis/drive/v1/medias/m/download");
  });

  it("refuses a response that does not fit, and drops its body", async () => {
    const { reply, isCancelled } = watchCancel(part(5, 9));
    const { source } = startService([reply]);
    const detail = await rejectionOf(() => source.open({ start: 0, end: 9 }, undefined, SIGNAL));
    assertEquals([detail.type, detail.subtype, detail.retryable], ["network", "protocol", true]);
    assert(isCancelled());
  });

  it("ends the exchange by its own signal and by the caller's", async () => {
    const outer = new AbortController();
    const { source, seen } = startService([whole(), whole()]);
    const { abort } = await source.open(undefined, undefined, outer.signal);
    await source.open(undefined, undefined, outer.signal);
    abort.abort();
    assertEquals(seen.map(({ signal }) => signal.aborted), [true, false]);
    outer.abort();
    assertEquals(seen.map(({ signal }) => signal.aborted), [true, true]);
  });
});

describe("a JSON response with status 200", () => {
  const text = JSON.stringify(REFUSAL);
  const padded = (length: number) => text.slice(0, -1).padEnd(length - 1) + "}";
  const type = { "content-type": "application/json; charset=utf-8" };
  const rows: readonly (readonly [
    name: string,
    body: string,
    headers: Readonly<Record<string, string>>,
    isRefused: boolean,
  ])[] = [
    ["with a code", text, type, true],
    ["with a code, in 65535 bytes", padded(65_535), type, true],
    ["with a code, in 65536 bytes", padded(65_536), type, false],
    ["with a code, in 100000 bytes", padded(100_000), type, false],
    ["with a name", text, { ...type, "content-disposition": "attachment; filename=a.json" }, false],
    ["of another type", text, { "content-type": "text/plain" }, false],
    ["with the code 0", '{"code":0}', type, false],
    ["with a code that is text", '{"code":"5"}', type, false],
    ["without a code", '{"msg":"no"}', type, false],
    ["that is a list", "[5]", type, false],
    ["that is no JSON", text.slice(1), type, false],
    ["without a byte", "", type, false],
  ];
  for (const [name, body, headers, isRefused] of rows) {
    it(`${name} is ${isRefused ? "a refusal" : "the file itself, to its last byte"}`, async () => {
      const bytes = new TextEncoder().encode(body);
      const pieces = [bytes.subarray(0, 7), bytes.subarray(7, 65_000), bytes.subarray(65_000)];
      const { source } = startService([
        ({ signal }) => new Response(bodyOf(pieces, "close", signal), { headers }),
      ]);
      const opening = source.open(undefined, undefined, SIGNAL);
      if (isRefused) {
        const detail = await rejectionOf(() => opening);
        assertEquals([detail.type, detail.code], ["authorization", 234002]);
      } else {
        const { response } = await opening;
        assertEquals([response.status, response.headers.get("content-type")], [200, headers["content-type"]]);
        assertEquals(await response.text(), body);
      }
    });
  }

  it("can be read into a buffer of the reader's own, piece by piece", async () => {
    const bytes = new TextEncoder().encode("[5, 6]");
    const { source } = startService([
      () => new Response(bodyOf([bytes.subarray(0, 3), bytes.subarray(3)]), { headers: type }),
    ]);
    const { response } = await source.open(undefined, undefined, SIGNAL);
    const reader = response.body?.getReader({ mode: "byob" });
    const read = await reader?.read(new Uint8Array(100), { min: 6 });
    assertEquals(new TextDecoder().decode(read?.value), "[5, 6]");
    assertEquals((await reader?.read(new Uint8Array(100)))?.done, true);
  });

  it("is given as soon as 64 KiB of it are there", async () => {
    const start = new TextEncoder().encode(padded(65_536));
    const { source } = startService([
      ({ signal }) => new Response(bodyOf([start], "stall", signal), { headers: type }),
    ]);
    assertEquals((await source.open(undefined, undefined, SIGNAL)).verdict.kind, "whole");
  });

  it("may come in pieces that are empty or share their memory", async () => {
    const bytes = new TextEncoder().encode(padded(100_000));
    const pieces = [bytes.subarray(0, 70_000), bytes.subarray(0, 0), bytes.subarray(70_000)];
    const { source } = startService([() => new Response(ReadableStream.from(pieces), { headers: type })]);
    const { response } = await source.open(undefined, undefined, SIGNAL);
    assertEquals((await response.bytes()).length, 100_000);
  });

  it("may have no body", async () => {
    const { source } = startService([() => new Response(null, { headers: type })]);
    const { response } = await source.open(undefined, undefined, SIGNAL);
    assertEquals(await response.text(), "");
  });

  it("is dropped as a whole with what was not read", async () => {
    const rest = watchCancel(() => new Response(null, { headers: type }));
    const { source } = startService([async (request) => {
      const { body } = await rest.reply(request);
      const reader = body?.getReader();
      const stream = new ReadableStream({
        start: (controller) => controller.enqueue(new TextEncoder().encode(padded(70_000))),
        cancel: () => reader?.cancel(),
      });
      return new Response(stream, { headers: type });
    }]);
    await discard(await source.open(undefined, undefined, SIGNAL));
    assert(rest.isCancelled());
  });

  it("that breaks off is a failed connection, to be tried again", async () => {
    const { source } = startService([
      () => new Response(bodyOf([new Uint8Array(3)], "break"), { headers: type }),
    ]);
    const detail = await rejectionOf(() => source.open(undefined, undefined, SIGNAL));
    assertEquals([detail.type, detail.retryable], ["network", true]);
  });

  it("that stalls is given up after the time for a response", async () => {
    const { source, clock } = startService([
      ({ signal }) => new Response(bodyOf([new Uint8Array(3)], "stall", signal), { headers: type }),
    ]);
    const opening = rejectionOf(() => source.open(undefined, undefined, SIGNAL));
    assertEquals(await clock.runUntil(opening), 60_000);
    assertEquals((await opening).subtype, "timeout");
  });

  it("leaves no timer behind", async () => {
    const { source, clock } = startService([json([5])]);
    await source.open(undefined, undefined, SIGNAL);
    assertEquals(clock.pending(), 0);
  });
});

describe("openWithRetries", () => {
  const busy = json({ code: 1, msg: "busy" }, 503);
  const cases:
    readonly (readonly [name: string, replies: readonly Reply[], requests: number, fails: boolean])[] = [
      ["is over with the first response", [whole(), busy], 1, false],
      ["tries again after a fault", [busy, busy, whole()], 3, false],
      ["tries again after a response that does not fit", [part(0, 9), whole()], 2, false],
      ["gives up after three attempts", [busy], 3, true],
      ["gives up at once where trying again is no use", [json(REFUSAL, 401)], 1, true],
    ];
  for (const [name, replies, requests, fails] of cases) {
    it(name, async () => {
      const { source, world, seen, clock } = startService(replies);
      const retries = startRetries(world, { limit: 2, firstDelay: 300, budget: 30_000 }, SIGNAL);
      const opening = openWithRetries(source, undefined, undefined, SIGNAL, retries).then(
        ({ verdict }) => verdict.kind,
        (error) => error,
      );
      await clock.runUntil(opening);
      assertEquals([(await opening) !== "whole", seen.length], [fails, requests]);
    });
  }

  it("passes on what ended it", async () => {
    const { source, context, interrupt } = startService([neverReplies]);
    const reason = new Error("stop");
    const opening = openWithRetries(source, undefined, undefined, interrupt.signal, context.retries(SIGNAL));
    interrupt.abort(reason);
    assertEquals(await opening.catch((error) => error), reason);
  });
});

describe("discard", () => {
  it("drops the body, and takes one that has failed already", async () => {
    const { reply, isCancelled } = watchCancel(whole());
    const { source } = startService([reply, whole(OBJECT_BYTES, {}, "break")]);
    await discard(await source.open(undefined, undefined, SIGNAL));
    assert(isCancelled());
    const broken = await source.open(undefined, undefined, SIGNAL);
    const reader = broken.response.body?.getReader();
    await reader?.read();
    await reader?.read().catch(() => {});
    reader?.releaseLock();
    await discard(broken);
  });
});

describe("emptyImage", () => {
  it("may be tried again", () => {
    const { type, subtype, retryable } = emptyImage().detail;
    assertEquals([type, subtype, retryable], ["network", "protocol", true]);
  });
});
