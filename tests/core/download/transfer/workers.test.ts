import type { Span } from "../../../../core/download/ranges.ts";
import { transfer } from "../../../../core/download/transfer.ts";
import { type Reply, settle } from "../../../support/fake-world.ts";
import { bodyOf, OBJECT_BYTES, part, startService, watchCancel, whole } from "../service.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { PROBE, restartOf, SIZE, start, TAGGED } from "./transfer-scene.ts";

describe("workers", () => {
  /** Answers with pieces of 10000 bytes. */
  const inPieces: Reply = (request) => {
    const [, first, last] = /=(\d+)-(\d+)/.exec(request.headers["range"] ?? "")?.map(Number) ?? [];
    const bytes = OBJECT_BYTES.subarray(first, (last ?? 0) + 1);
    const pieces = [];
    for (let at = 0; at < bytes.length; at += 10_000) pieces.push(bytes.subarray(at, at + 10_000));
    const headers = { "content-range": `bytes ${first}-${last}/${SIZE}` };
    return new Response(bodyOf(pieces), { status: 206, headers });
  };

  it("keep one of several whole objects that came at once, and drop the others", async () => {
    const [one, other] = [watchCancel(whole()), watchCancel(whole())];
    const { transfer } = start([part(0, 999), one.reply, other.reply], {
      range: PROBE,
      chunk: 100_000,
      workers: 3,
    });
    const { begin } = await restartOf(transfer);
    assertEquals([one.isCancelled(), other.isCancelled()].toSorted(), [false, true]);
    assertEquals(begin?.abort.signal.aborted, false);
  });

  it("begin anew once where several see that the object is another", async () => {
    const other = { headers: { etag: '"v2"' } };
    const { transfer } = start([
      part(0, 999, { headers: TAGGED }),
      part(1000, 100_999, other),
      part(101_000, 199_999, other),
    ], { range: PROBE, chunk: 100_000, workers: 3 });
    assertEquals((await restartOf(transfer)).byValidator, true);
  });

  it("take what comes at once after a break, and gather again in the next range", async () => {
    const offsets: number[] = [];
    const scene = start([
      inPieces,
      (request) => part(50_000, 99_999, { sent: 10_000, ending: "break" })(request),
      inPieces,
    ], {
      range: { start: 0, end: 49_999 },
      chunk: 50_000,
      write: async (offset) => {
        offsets.push(offset);
        await scene.clock.advance(100);
      },
    });
    await scene.transfer();
    const from = (start: number) => offsets.filter((offset) => offset >= start && offset < start + 50_000);
    assertEquals([from(50_000).length, from(150_000).length], [5, 3]);
  });

  it("request the next range half a second before the current one is at its end", async () => {
    const requested: [at: number, requests: number][] = [];
    const scene = start([inPieces], {
      range: { start: 0, end: 49_999 },
      chunk: 100_000,
      write: async (offset) => {
        await settle();
        requested.push([offset, scene.ranges().length]);
        await scene.clock.advance(100);
      },
    });
    await scene.transfer();
    // At once while the rate is unknown. Of the second range 60000 bytes were left then, at 150 bytes a millisecond;
    // before that, 80000 at 140.
    assertEquals([requested[0], requested.find(([, requests]) => requests === 3)], [[0, 2], [90_000, 3]]);
  });
});

describe("ranges of the size auto", () => {
  const MEBIBYTE = 1024 * 1024;
  const ZEROS = new Uint8Array(MEBIBYTE);

  /** The ranges requested of an object of zeros, in MiB; one of the requests breaks after three of them. */
  async function rangesOf(total: number, broken?: number): Promise<readonly string[]> {
    const ranges: string[] = [];
    const reply: Reply = (request) => {
      const [, first = 0, last = 0] = /=(\d+)-(\d+)/.exec(request.headers["range"] ?? "")?.map(Number) ?? [];
      const length = (last - first + 1) / MEBIBYTE;
      ranges.push(`${first / MEBIBYTE}+${length}`);
      const isBroken = ranges.length === broken;
      const pieces = Array.from({ length: isBroken ? 3 : length }, () => ZEROS);
      return new Response(bodyOf(pieces, isBroken ? "break" : "close"), {
        status: 206,
        headers: { "content-range": `bytes ${first}-${last}/${total * MEBIBYTE}` },
      });
    };
    const { source, context, run } = startService([reply]);
    const first = await source.open({ start: 0, end: MEBIBYTE - 1 }, undefined, context.signal);
    const rest = (size: number, { end }: Span) => [{ start: end + 1, end: size - 1 }];
    await run(transfer({ ...context, sink: { write: () => {} }, workers: 1 }, first, rest));
    return ranges;
  }

  it("become twice as long while nothing breaks", async () =>
    assertEquals(await rangesOf(40), ["0+1", "1+8", "9+16", "25+15"]));

  // The range after the broken one has been requested by then.
  it("are of 8 MiB again after a break", async () =>
    assertEquals(await rangesOf(60, 2), ["0+1", "1+8", "9+16", "4+5", "25+8", "33+16", "49+11"]));
});
