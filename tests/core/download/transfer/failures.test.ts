import { transfer } from "../../../../core/download/transfer.ts";
import { Failure } from "../../../../core/failure.ts";
import { neverReplies, type Reply, settle } from "../../../support/fake-world.ts";
import { rejectionOf } from "../../detail-of.ts";
import { noRange, OBJECT_BYTES, part, startService, whole } from "../service.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { PROBE, SIZE, start } from "./transfer-scene.ts";

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

  it("as soon as it is interrupted while a range is requested", async () => {
    const { transfer, interrupt, clock, seen } = start([part(0, 999), neverReplies], { range: PROBE });
    const failing = rejectionOf(transfer);
    for (let turn = 0; turn < 3; turn++) await settle();
    interrupt.abort(new Failure({ type: "interrupted", subtype: "x", message: "stop" }));
    assertEquals([(await failing).message, clock.monotonic(), seen.length], ["stop", 0, 2]);
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
