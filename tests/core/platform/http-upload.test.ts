import { exchange, type HttpRequest } from "../../../core/platform/http.ts";
import type { Fetch } from "../../../core/world.ts";
import { fakeClock, fakeFetch, fakeWorld } from "../../support/fake-world.ts";
import { rejectionOf } from "../detail-of.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const POST: HttpRequest = { url: "https://open.feishu.cn/a", method: "POST", headers: {}, token: "u-secret" };

describe("exchange: a streamed body", () => {
  /** Pieces of one byte, each after `pause` milliseconds; the request takes them all before it answers. */
  function slow(pause: number, pieces: number) {
    const clock = fakeClock();
    const stream = () =>
      new ReadableStream<Uint8Array>({
        async pull(controller) {
          if (pieces-- === 0) return controller.close();
          await new Promise<void>((resolve) => clock.after(pause, resolve));
          controller.enqueue(new Uint8Array(1));
        },
      }, { highWaterMark: 0 });
    const request: HttpRequest = { ...POST, body: { type: "a/b", size: pieces, stream } };
    const fetch: Fetch = async (_url, { body, signal }) => {
      const taken = body instanceof Blob ? new Response(body.stream()).bytes() : Promise.reject(body);
      const aborted = new Promise<never>((_resolve, reject) =>
        signal?.addEventListener("abort", () => reject(signal.reason))
      );
      return new Response(String((await Promise.race([taken, aborted])).length));
    };
    const limits = { responseTimeout: 60_000, signal: new AbortController().signal };
    return { clock, run: () => exchange(fakeWorld({ clock }), fetch, request, limits) };
  }

  it("may take any time as long as it moves", async () => {
    const { clock, run } = slow(50_000, 5);
    const answer = run();
    assertEquals(await clock.runUntil(answer), 250_000);
    assertEquals([await (await answer).text(), clock.pending()], ["5", 0]);
  });

  it("is given up when it does not move", async () => {
    const { clock, run } = slow(70_000, 5);
    const failing = rejectionOf(run);
    assertEquals(await clock.runUntil(failing), 60_000);
    assertEquals((await failing).subtype, "timeout");
  });

  it("is sent anew after a redirect", async () => {
    const { fetch, seen } = fakeFetch(
      () => new Response("moved", { status: 307, headers: { location: "/b" } }),
      () => new Response("done"),
    );
    const request: HttpRequest = {
      ...POST,
      body: { type: "a/b", size: 3, stream: () => new Blob(["abc"]).stream() },
    };
    const limits = { responseTimeout: 30_000, signal: new AbortController().signal };
    await exchange(fakeWorld({ clock: fakeClock() }), fetch, request, limits);
    assertEquals(seen.map(({ form }) => new TextDecoder().decode(form)), ["abc", "abc"]);
  });
});
