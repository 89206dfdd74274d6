import { createBodyReader } from "../../../core/download/body-reader.ts";
import { Failure } from "../../../core/failure.ts";
import { fakeClock, settle } from "../../support/fake-world.ts";
import { rejectionOf } from "../detail-of.ts";
import { assert, assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const IDLE = 60_000;
const bytesOf = (text: string) => new TextEncoder().encode(text);

/** A body that a test feeds by hand; aborting it fails it, as a real exchange does. */
function fedBody(abort: AbortController) {
  let feed: ReadableByteStreamController | undefined;
  const body = new ReadableStream({
    type: "bytes",
    start(controller) {
      feed = controller;
      abort.signal.addEventListener("abort", () => controller.error(abort.signal.reason));
    },
  });
  assert(feed !== undefined);
  return { response: new Response(body), feed };
}

function start(gather = 1) {
  const clock = fakeClock();
  const abort = new AbortController();
  const { response, feed } = fedBody(abort);
  const reader = createBodyReader(clock);
  const pieces: string[] = [];
  const take = (piece: Uint8Array) => void pieces.push(new TextDecoder().decode(piece));
  const source = { response, url: "https://a.b/c", abort, idle: IDLE, gather: () => gather };
  return { clock, abort, feed, pieces, reader, take, source, read: () => reader.read(source, take) };
}

/** Ends a body whose reader waits for a view of its own. */
function end(feed: ReadableByteStreamController): void {
  feed.close();
  feed.byobRequest?.respond(0);
}

describe("createBodyReader", () => {
  it("gives the pieces in order, then ends", async () => {
    const { feed, pieces, read, clock } = start();
    const reading = read();
    for (const text of ["one", "two", "three"]) {
      feed.enqueue(bytesOf(text));
      await settle();
    }
    end(feed);
    await reading;
    assertEquals(pieces, ["one", "two", "three"]);
    assertEquals(clock.pending(), 0);
  });

  it("counts the bytes that come together with the end", async () => {
    const { feed, pieces, read } = start(100);
    const reading = read();
    feed.enqueue(bytesOf("few"));
    await settle();
    assertEquals(pieces, []);
    end(feed);
    await reading;
    assertEquals(pieces, ["few"]);
  });

  it("gathers as many bytes as it is asked for", async () => {
    const { feed, pieces, read } = start(4);
    const reading = read();
    for (const text of ["a", "b", "c", "d", "e"]) {
      feed.enqueue(bytesOf(text));
      await settle();
    }
    end(feed);
    await reading;
    assertEquals(pieces, ["abcd", "e"]);
  });

  it("reads no body as nothing", async () => {
    const { reader, source, take, pieces } = start();
    await reader.read({ ...source, response: new Response(null) }, take);
    assertEquals(pieces, []);
  });

  it("gives up after silence, and keeps what came before", async () => {
    const { feed, pieces, read, clock, abort } = start();
    const failing = rejectionOf(read);
    await clock.advance(IDLE - 1);
    feed.enqueue(bytesOf("x"));
    await settle();
    assertEquals(await clock.runUntil(failing), IDLE);
    const detail = await failing;
    assertEquals([detail.type, detail.subtype, detail.retryable], ["network", "timeout", true]);
    assertEquals([pieces, abort.signal.aborted, clock.pending()], [["x"], true, 0]);
  });

  it("waits for a slow taker without calling that silence", async () => {
    const { feed, reader, source, clock } = start();
    let release = () => {};
    const reading = reader.read(source, () => new Promise((resolve) => release = resolve));
    feed.enqueue(bytesOf("x"));
    await settle();
    await clock.advance(10 * IDLE);
    release();
    end(feed);
    await reading;
    assertEquals(clock.monotonic(), 10 * IDLE);
  });

  it("calls a body that breaks off a broken connection, to be tried again", async () => {
    const { feed, read, clock } = start();
    const failing = rejectionOf(read);
    await settle();
    feed.error(new TypeError("error reading a body from connection"));
    const detail = await failing;
    assertEquals([detail.type, detail.subtype, detail.retryable], ["network", "transport", true]);
    assertEquals(clock.pending(), 0);
  });

  it("passes on the failure of the body as it is", async () => {
    const { feed, reader, source, take } = start();
    const failure = new Failure({ type: "network", subtype: "too_large", message: "too long" });
    const reading = assertRejects(() => reader.read(source, take));
    await settle();
    feed.error(failure);
    assertStrictEquals(await reading, failure);
  });

  it("passes on why it was interrupted", async () => {
    const { read, abort } = start();
    const failing = rejectionOf(read);
    await settle();
    abort.abort(new Failure({ type: "interrupted", subtype: "interrupt", message: "m" }));
    assertEquals((await failing).type, "interrupted");
  });

  it("passes on the failure of the taker, and lets go of the body", async () => {
    const { feed, reader, source } = start();
    const failure = new Failure({ type: "internal", subtype: "file_io", message: "full" });
    const reading = assertRejects(() =>
      reader.read(source, () => {
        throw failure;
      })
    );
    feed.enqueue(bytesOf("x"));
    assertStrictEquals(await reading, failure);
    assertEquals(source.response.body?.locked, false);
  });

  it("reads the next body after one that broke", async () => {
    const first = start();
    const failing = rejectionOf(first.read);
    await settle();
    first.feed.error(new TypeError("broken"));
    await failing;
    const pieces: string[] = [];
    const second = start();
    const reading = first.reader.read(
      second.source,
      (piece) => void pieces.push(new TextDecoder().decode(piece)),
    );
    second.feed.enqueue(bytesOf("second"));
    await settle();
    end(second.feed);
    await reading;
    assertEquals(pieces, ["second"]);
  });
});
