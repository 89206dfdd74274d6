import { Restart } from "../../../core/download/restart.ts";
import type { Span } from "../../../core/download/ranges.ts";
import type { RequestedRange } from "../../../core/download/requests.ts";
import { type ByteSink, transfer } from "../../../core/download/transfer.ts";
import { Failure } from "../../../core/failure.ts";
import type { Reply } from "../../support/fake-world.ts";
import { rejectionOf } from "../detail-of.ts";
import {
  bodyOf,
  noRange,
  OBJECT_BYTES,
  orderly,
  part,
  type ServiceSettings,
  startService,
  watchCancel,
  whole,
} from "./service.ts";
import { assert, assertEquals, assertInstanceOf } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const SIZE = OBJECT_BYTES.length;
const CHUNKED = { "transfer-encoding": "chunked" };
const TAGGED = { etag: '"v1"' };

/** What a test may set. */
interface Settings extends ServiceSettings {
  readonly range?: RequestedRange | undefined;
  readonly workers?: number;
  readonly write?: ByteSink["write"];
}

/** A transfer of the object whose first response is that to `range`; by default all that is missing follows. */
function start(replies: readonly Reply[], settings: Settings = {}) {
  const service = startService(replies, settings);
  const received = new Uint8Array(2 * SIZE);
  const written: Span[] = [];
  const sink: ByteSink = {
    write(offset, bytes) {
      received.set(bytes, offset);
      written.push({ start: offset, end: offset + bytes.length - 1 });
      return settings.write?.(offset, bytes);
    },
  };
  const { context, source } = service;
  async function begin() {
    const first = await source.open(settings.range, undefined, context.signal);
    return await transfer(
      { ...context, sink, workers: settings.workers ?? 1 },
      first,
      (total, span) => [
        ...(span.start > 0 ? [{ start: 0, end: span.start - 1 }] : []),
        ...(span.end < total - 1 ? [{ start: span.end + 1, end: total - 1 }] : []),
      ],
    );
  }
  return { ...service, received, written, transfer: () => service.run(begin()) };
}

/** What a transfer was rejected with, which begins anew. */
async function restartOf(transfer: () => Promise<unknown>): Promise<Restart> {
  const reason = await transfer().catch((error) => error);
  assertInstanceOf(reason, Restart);
  return reason;
}

const PROBE: RequestedRange = { start: 0, end: 999 };

describe("a transfer saves the object", () => {
  const cases: readonly (readonly [
    name: string,
    settings: Settings,
    replies: readonly Reply[],
    ranges: readonly (string | undefined)[],
  ])[] = [
    ["in one response", {}, [whole()], [undefined]],
    ["that comes whole in place of the first range", { range: PROBE }, [whole()], ["0-999"]],
    ["in a first range and the rest", { range: PROBE }, [orderly()], ["0-999", "1000-199999"]],
    [
      "in ranges of the size that was set",
      { range: PROBE, chunk: 80_000 },
      [orderly()],
      ["0-999", "1000-80999", "81000-160999", "161000-199999"],
    ],
    [
      "from the middle on, then what is before",
      { range: { start: 150_000 } },
      [orderly()],
      ["150000-", "0-149999"],
    ],
    [
      "with two workers",
      { range: PROBE, chunk: 100_000, workers: 2 },
      [orderly()],
      ["0-999", "1000-100999", "101000-199999"],
    ],
    [
      "that breaks off: it goes on at the byte reached",
      {},
      [whole(OBJECT_BYTES.subarray(0, 70_000), { "content-length": "200000" }, "break"), orderly()],
      [undefined, "70000-199999"],
    ],
    [
      "that ends early: it goes on at the byte reached",
      {},
      [whole(OBJECT_BYTES.subarray(0, 70_000), { "content-length": "200000" }), orderly()],
      [undefined, "70000-199999"],
    ],
    [
      "that stalls: it goes on at the byte reached",
      {},
      [whole(OBJECT_BYTES.subarray(0, 70_000), { "content-length": "200000" }, "stall"), orderly()],
      [undefined, "70000-199999"],
    ],
    [
      "whose range ends early, by its label: the rest is requested at once",
      { range: PROBE },
      [orderly(), part(1000, 4999), orderly()],
      ["0-999", "1000-199999", "5000-199999"],
    ],
    [
      "whose range is shorter than its label",
      { range: PROBE },
      [orderly(), part(1000, 199_999, { sent: 10 }), orderly()],
      ["0-999", "1000-199999", "1010-199999"],
    ],
    [
      "whose range is longer than its label: nothing of the surplus is saved",
      { range: PROBE },
      [orderly(), part(1000, 199_999, { sent: 5 }), part(1005, 1009, { sent: 6 }), orderly()],
      ["0-999", "1000-199999", "1005-199999", "1005-199999"],
    ],
    [
      "of which one byte is missing",
      { range: { start: 0, end: 199_998 } },
      [orderly()],
      ["0-199998", "199999-199999"],
    ],
    ["without a length, its end marked", {}, [whole(OBJECT_BYTES, CHUNKED)], [undefined]],
    [
      "without a length: nothing follows",
      {},
      [whole(OBJECT_BYTES, {}), noRange(SIZE)],
      [undefined, "200000-"],
    ],
    [
      "without a length: nothing follows, and no size is named",
      {},
      [whole(OBJECT_BYTES, {}), noRange()],
      [undefined, "200000-"],
    ],
    [
      "without a length, that breaks off at its very end",
      {},
      [whole(OBJECT_BYTES, {}, "break"), noRange(SIZE)],
      [undefined, "200000-"],
    ],
    [
      "without a length: the same again",
      {},
      [whole(OBJECT_BYTES, {}), whole()],
      [undefined, "200000-"],
    ],
    [
      "without a length: it goes on where more follows",
      {},
      [whole(OBJECT_BYTES.subarray(0, 70_000), {}), orderly()],
      [undefined, "70000-", "70000-199999"],
    ],
  ];
  for (const [name, settings, replies, ranges] of cases) {
    it(name, async () => {
      const { transfer, received, ranges: requested } = start(replies, settings);
      const { object } = await transfer();
      assertEquals([object.total, requested()], [SIZE, ranges]);
      assert(received.subarray(0, SIZE).every((byte, index) => byte === OBJECT_BYTES[index]));
      assert(received.subarray(SIZE).every((byte) => byte === 0));
    });
  }

  it("without a byte, where that is the object", async () => {
    const { transfer } = start([whole(new Uint8Array())]);
    assertEquals((await transfer()).object.total, 0);
  });

  it("without a byte and without a length, where nothing follows", async () => {
    const { transfer, ranges } = start([whole(new Uint8Array(), CHUNKED), noRange()]);
    assertEquals([(await transfer()).object.total, ranges()], [0, [undefined, "0-"]]);
  });

  it("that stalls, after a minute of silence", async () => {
    const { transfer, clock } = start([
      whole(OBJECT_BYTES.subarray(0, 70_000), undefined, "stall"),
      orderly(),
    ]);
    await transfer().catch(() => {});
    assert(clock.monotonic() >= 60_000 && clock.monotonic() < 62_000, `${clock.monotonic()}`);
  });

  it("and says what is known of it", async () => {
    const headers = { ...TAGGED, "last-modified": "then", "content-type": "a/b; c=d" };
    const { transfer } = start([orderly(OBJECT_BYTES, headers)], { range: PROBE });
    assertEquals((await transfer()).object, {
      total: SIZE,
      etag: '"v1"',
      lastModified: "then",
      contentType: "a/b",
    });
  });

  it("with the tag of the first response in later requests", async () => {
    const { transfer, seen } = start([orderly(OBJECT_BYTES, TAGGED)], { range: PROBE });
    await transfer();
    assertEquals(seen.map(({ headers }) => headers["if-range"]), [undefined, '"v1"']);
  });
});

describe("a transfer begins anew", () => {
  const cases: readonly (readonly [
    name: string,
    replies: readonly Reply[],
    message: string,
    byValidator: boolean,
  ])[] = [
    [
      "when the validator of a part is another",
      [part(0, 999, { headers: TAGGED }), part(1000, 199_999, { headers: { etag: '"v2"' } })],
      "the file changed during the download: the validator changed",
      true,
    ],
    [
      "when the size is another",
      [part(0, 999), part(1000, 199_999, { total: 300_000 })],
      "file size mismatch: the total is 300000 instead of 200000 bytes",
      false,
    ],
    [
      "when there is no range from the first byte any more",
      [part(1000, 199_999), noRange()],
      "content-range error: HTTP 416 for the first byte",
      false,
    ],
  ];
  for (const [name, replies, message, byValidator] of cases) {
    it(name, async () => {
      const { transfer } = start(replies, {
        range: name.includes("no range") ? { start: 1000 } : PROBE,
      });
      const restart = await restartOf(transfer);
      assertEquals([restart.failure.message, restart.byValidator, restart.begin], [
        message,
        byValidator,
        undefined,
      ]);
    });
  }

  const wholes: readonly (readonly [name: string, etag: string, message: string, byValidator: boolean])[] = [
    ["the same", '"v1"', "the server stopped serving ranges", false],
    ["another", '"v2"', "the file changed during the download: the validator changed", true],
  ];
  for (const [name, etag, message, byValidator] of wholes) {
    it(`with ${name} object that comes whole in place of a range`, async () => {
      const headers = { etag, "content-length": String(SIZE) };
      const { transfer } = start([part(0, 999, { headers: TAGGED }), whole(OBJECT_BYTES, headers)], {
        range: PROBE,
      });
      const { failure, byValidator: changed, begin } = await restartOf(transfer);
      assertEquals([failure.message, changed], [message, byValidator]);
      assertEquals((await begin?.response.bytes())?.length, SIZE);
    });
  }

  it("drops the body that made it so", async () => {
    const { reply, isCancelled } = watchCancel(part(1000, 199_999, { headers: { etag: '"v2"' } }));
    const { transfer } = start([part(0, 999, { headers: TAGGED }), reply], { range: PROBE });
    await restartOf(transfer);
    assert(isCancelled());
  });

  const unconfirmed =
    "file size mismatch: the server sent no length, and the end of the body cannot be confirmed";

  it("with the longer object that comes where the end is to be confirmed", async () => {
    const { transfer } = start([whole(OBJECT_BYTES.subarray(0, 70_000), {}), whole()]);
    const { failure, begin } = await restartOf(transfer);
    assertEquals(failure.message, unconfirmed);
    assertEquals((await begin?.response.bytes())?.length, SIZE);
  });

  it("where the end cannot be confirmed", async () => {
    const { reply, isCancelled } = watchCancel(whole(OBJECT_BYTES, {}));
    const { transfer } = start([whole(OBJECT_BYTES, {}), reply]);
    const { failure, begin } = await restartOf(transfer);
    assertEquals([failure.message, begin, isCancelled()], [unconfirmed, undefined, true]);
  });

  it("where the object is said to end before what came", async () => {
    const { transfer } = start([whole(OBJECT_BYTES, {}), noRange(1000)]);
    const { failure, begin } = await restartOf(transfer);
    assertEquals([failure.message, begin], [unconfirmed, undefined]);
  });

  it("not where the end is confirmed, and drops the body that confirms it", async () => {
    const { reply, isCancelled } = watchCancel(whole());
    const { transfer } = start([whole(OBJECT_BYTES, {}), reply]);
    await transfer();
    assert(isCancelled());
  });
});

describe("a transfer fails", () => {
  it("with an image without a byte", async () => {
    const { transfer } = start([whole(new Uint8Array())], { type: "image" });
    assertEquals((await rejectionOf(transfer)).message, "file size mismatch: the image is empty");
  });

  it("without the body of a first response", async () => {
    const { transfer } = start([noRange()], { range: PROBE });
    assertEquals((await rejectionOf(transfer)).message, "the first response has no body");
  });

  it("after three breaks without progress", async () => {
    const { transfer, ranges } = start([part(0, 999), part(1000, 199_999, { ending: "break", sent: 1 })], {
      range: PROBE,
    });
    const detail = await rejectionOf(transfer);
    assertEquals([detail.message, ranges().length], [
      "content-range error: the range starts at 1000 instead of 1001",
      4,
    ]);
  });

  it("after three bodies without the last byte", async () => {
    const replies = [
      whole(OBJECT_BYTES.subarray(0, SIZE - 1), { "content-length": String(SIZE) }),
      part(SIZE - 1, SIZE - 1, { sent: 0 }),
    ];
    const { transfer, ranges } = start(replies);
    assertEquals(
      (await rejectionOf(transfer)).message,
      "file size mismatch: the body is shorter than its range",
    );
    assertEquals(ranges(), [undefined, "199999-199999", "199999-199999"]);
  });

  it("at once where writing fails, and drops the body", async () => {
    const failure = new Failure({ type: "internal", subtype: "file_io", message: "the disk is full" });
    const { transfer, ranges, seen } = start([whole(OBJECT_BYTES, undefined, "stall")], {
      write: () => {
        throw failure;
      },
    });
    assertEquals((await rejectionOf(transfer)).message, "the disk is full");
    assertEquals([ranges().length, seen[0]?.signal.aborted], [1, true]);
  });

  it("for all its workers with the first failure of one", async () => {
    const failure = new Failure({ type: "internal", subtype: "file_io", message: "the disk is full" });
    const replies = [
      part(0, 999),
      part(1000, 100_999, { sent: 10, ending: "stall" }),
      part(101_000, 199_999),
    ];
    const { transfer, seen } = start(replies, {
      range: PROBE,
      chunk: 100_000,
      workers: 2,
      write: (offset) => {
        if (offset >= 101_000) throw failure;
      },
    });
    assertEquals((await rejectionOf(transfer)).message, "the disk is full");
    assertEquals(seen.map(({ signal }) => signal.aborted), [true, true, true]);
  });

  it("with the reason of the interrupt", async () => {
    const { transfer, interrupt, seen } = start([whole(OBJECT_BYTES, undefined, "stall")], {
      write: () => interrupt.abort(new Failure({ type: "interrupted", subtype: "x", message: "stop" })),
    });
    assertEquals((await rejectionOf(transfer)).message, "stop");
    assertEquals(seen.length, 1);
  });
});

describe("the retries of a range", () => {
  /** Each response to a range breaks after so many bytes, but for the last one. */
  const cases: readonly (readonly [name: string, sent: number, result: string, requests: number])[] = [
    ["are given back after 64 KiB", 65_536, "saved", 4],
    ["are used up before that", 65_535, "failed", 3],
  ];
  for (const [name, sent, result, requests] of cases) {
    it(name, async () => {
      const breaking: Reply = (request) => {
        const at = Number(/=(\d+)-/.exec(request.headers["range"] ?? "")?.[1] ?? 0);
        const left = Math.min(sent, SIZE - at);
        return part(at, SIZE - 1, { sent: left, ending: at + left < SIZE ? "break" : "close" })(request);
      };
      const { transfer, ranges } = start([breaking], { range: { start: 0 } });
      assertEquals(await transfer().then(() => "saved", () => "failed"), result);
      assertEquals(ranges().length, requests);
    });
  }

  it("begin with those that its first response has left", async () => {
    const { source, context, run } = startService([part(0, 99, { total: 200, ending: "break", sent: 5 })]);
    let used = 0;
    const retries = { next: (error: unknown) => (used++, Promise.reject(error)), reset: () => {} };
    const first = { ...await source.open({ start: 0, end: 99 }, undefined, context.signal), retries };
    const sink = { write: () => {} };
    await rejectionOf(() => run(transfer({ ...context, sink, workers: 1 }, first, () => [])));
    assertEquals(used, 1);
  });
});

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

  /** The ranges requested of an object of zeros, in MiB; one of the requests breaks after the first of them. */
  async function rangesOf(total: number, broken?: number): Promise<readonly string[]> {
    const ranges: string[] = [];
    const reply: Reply = (request) => {
      const [, first = 0, last = 0] = /=(\d+)-(\d+)/.exec(request.headers["range"] ?? "")?.map(Number) ?? [];
      const length = (last - first + 1) / MEBIBYTE;
      ranges.push(`${first / MEBIBYTE}+${length}`);
      const isBroken = ranges.length === broken;
      const pieces = Array.from({ length: isBroken ? 1 : length }, () => ZEROS);
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
    assertEquals(await rangesOf(60, 2), ["0+1", "1+8", "9+16", "2+7", "25+8", "33+16", "49+11"]));
});
