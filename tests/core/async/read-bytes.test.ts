import { readBytes, readUtf8 } from "../../../core/async/read-bytes.ts";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Pieces of 10 bytes each, for ever or so many; `taken` counts them. */
function source(pieces = Infinity) {
  const state = { taken: 0, cancelled: false };
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (state.taken === pieces) return controller.close();
      state.taken++;
      controller.enqueue(new Uint8Array(10).fill(state.taken));
    },
    cancel: () => void (state.cancelled = true),
  }, { highWaterMark: 0 });
  return { state, stream };
}

describe("readBytes", () => {
  it("reads all", async () => {
    const bytes = await readBytes(source(3).stream, 30);
    assertEquals([bytes?.length, bytes?.[0], bytes?.[29]], [30, 1, 3]);
  });

  it("reads nothing of an empty stream", async () =>
    assertEquals((await readBytes(source(0).stream, 30))?.length, 0));

  it("stops at the limit and lets go of what has no end", async () => {
    const { state, stream } = source();
    assertEquals(await readBytes(stream, 30), undefined);
    assertEquals(state, { taken: 4, cancelled: true });
  });

  it("ends at once when it is aborted, although nothing comes", async () => {
    const abort = new AbortController();
    const reading = readBytes(new ReadableStream({}), 30, abort.signal);
    abort.abort(new RangeError("ctrl-c"));
    await assertRejects(() => reading, RangeError, "ctrl-c");
    await assertRejects(() => readBytes(source(1).stream, 30, abort.signal), RangeError, "ctrl-c");
  });

  it("passes on what the stream fails with", async () => {
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new RangeError("cut")),
    });
    await assertRejects(() => readBytes(stream, 30), RangeError, "cut");
  });

  it("keeps no piece that it has copied, which may be part of a large buffer", async () => {
    let most = 0;
    let pieces = 0;
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        most = Math.max(most, Deno.memoryUsage().external);
        if (++pieces > 1024) return controller.close();
        controller.enqueue(new Uint8Array(1024 * 1024).subarray(0, 10));
      },
    }, { highWaterMark: 0 });
    assertEquals((await readBytes(stream, 1024 * 1024, new AbortController().signal))?.length, 10_240);
    assert(most < 512 * 1024 * 1024, `${most} bytes at once`);
  });
});

describe("readUtf8", () => {
  const streamOf = (...pieces: readonly Uint8Array<ArrayBuffer>[]) => ReadableStream.from(pieces);
  const bytes = new TextEncoder().encode("会议 😀");

  it("reads text whose characters lie in several pieces", async () => {
    for (let cut = 0; cut <= bytes.length; cut++) {
      assertEquals(await readUtf8(streamOf(bytes.slice(0, cut), bytes.slice(cut)), bytes.length), "会议 😀");
    }
  });

  it("shows a character that is cut off at the end as one that is none", async () =>
    assertEquals(await readUtf8(streamOf(bytes.slice(0, -1)), 100), "会议 \ufffd"));

  it("stops at the limit and lets go of what has no end", async () => {
    const { state, stream } = source();
    assertEquals(await readUtf8(stream, 30), undefined);
    assertEquals(state, { taken: 4, cancelled: true });
  });

  it("passes on what the stream fails with", async () => {
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new RangeError("cut")),
    });
    await assertRejects(() => readUtf8(stream, 30), RangeError, "cut");
  });
});
