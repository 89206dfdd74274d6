import { bodyOf, OBJECT_BYTES, startService, whole } from "../service.ts";
import { transfer } from "../../../../core/download/transfer.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { downloadOver, TOTAL } from "./line.ts";

/** A line without a limit of its own, and connections with 20 MB a second each, answers after 100 ms. */
const LONG = { delay: 100, rate: Number.POSITIVE_INFINITY, connectionRate: () => 20_000 };
const ALL = [{ start: 0, end: TOTAL - 1 }];

describe("eight workers", () => {
  it("end together: nobody waits while others fetch a whole range", async () => {
    const { time, line, covered } = downloadOver(LONG, { workers: 8 });
    const passed = await time;
    // Two answers, and each worker's share at its own speed.
    assert(passed < 2 * 100 + TOTAL / 8 / 20_000 + 30, `it took ${passed} ms`);
    // The probe, a range and a share for each.
    assertEquals([line.starts.length, covered()], [17, ALL]);
  });

  it("help the one whose connection is slow", async () => {
    const connectionRate = (request: number) => request === 3 ? 200 : 20_000;
    const { time, covered, written } = downloadOver({ ...LONG, connectionRate }, { workers: 8 });
    const passed = await time;
    // A whole range takes 42 seconds there.
    assert(passed < 5_000, `it took ${passed} ms`);
    assertEquals([covered(), written()], [ALL, TOTAL]);
  });

  it("help with the rest of a range whose connection has fallen silent", async () => {
    const connectionRate = (request: number) => request === 3 ? 0.001 : 20_000;
    const { time, covered, written } = downloadOver({ ...LONG, connectionRate }, { workers: 8 });
    const passed = await time;
    // The silence itself ends after a minute.
    assert(passed < 65_000, `it took ${passed} ms`);
    assertEquals([covered(), written()], [ALL, TOTAL]);
  });

  it("drop what is left of a body whose range others have taken over", async () => {
    const connectionRate = (request: number) => request === 3 ? 200 : 20_000;
    const { time, line } = downloadOver({ ...LONG, connectionRate }, { workers: 8 });
    await time;
    assertEquals(line.open(), 0);
  });

  it("get by with fewer requests where the object is small", async () => {
    const { source, context, run, ranges } = startService([
      ({ headers, signal }) => {
        const [, start = 0, end = 0] = /=(\d+)-(\d+)/.exec(headers["range"] ?? "")?.map(Number) ?? [];
        const body = bodyOf([OBJECT_BYTES.subarray(start, end + 1)], "close", signal);
        const range = `bytes ${start}-${end}/${OBJECT_BYTES.length}`;
        return new Response(body, { status: 206, headers: { "content-range": range } });
      },
    ]);
    const first = await source.open({ start: 0, end: 999 }, undefined, context.signal);
    const rest = (total: number) => [{ start: 1000, end: total - 1 }];
    await run(transfer({ ...context, sink: { write: () => {} }, workers: 8 }, first, rest));
    assertEquals(ranges(), ["0-999", "1000-199999"]);
  });

  it("split no body of a server that sends everything at once", async () => {
    const { source, context, run, ranges, clock } = startService([whole()]);
    const first = await source.open({ start: 0, end: 999 }, undefined, context.signal);
    const sink = { write: () => clock.advance(5_000) };
    await run(transfer({ ...context, sink, workers: 8 }, first, () => []));
    assertEquals(ranges(), ["0-999"]);
  });
});
