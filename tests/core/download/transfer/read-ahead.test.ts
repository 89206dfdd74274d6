import { BUFFER_BYTES } from "../../../../core/download/body-reader.ts";
import { CHUNK_BYTES, PROBE_BYTES } from "../../../../core/download/requests.ts";
import { Failure } from "../../../../core/failure.ts";
import { rejectionOf } from "../../detail-of.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { downloadOver, TOTAL } from "./line.ts";

const MEBIBYTE = 1024 * 1024;
/** 500 MB a second. */
const FAST = 500_000;

describe("one worker", () => {
  // With a delay, what comes in the time of an answer and a quarter of it is requested ahead; one range is being read. From
  // 263 MB a second on, the first range comes too fast to be measured, and the line may be one of 1,250 MB.
  const lines: readonly (readonly [delay: number, rate: number, open: number])[] = [
    [0, 20, 2],
    [0, 500, 2],
    [49, 500, 2],
    [50, 500, 10],
    [400, 2, 2],
    [100, 20, 2],
    [300, 20, 2],
    [100, 50, 2],
    [100, 100, 3],
    [200, 100, 4],
    [50, 200, 3],
    [100, 200, 4],
    [100, 250, 5],
    [100, 500, 13],
    [100, 1_000, 13],
    [300, 500, 13],
  ];
  for (const [delay, rate, open] of lines) {
    it(`has ${open} ranges open at most with ${delay} ms before each answer and ${rate} MB a second`, async () => {
      const { line, time } = downloadOver({ delay, rate: rate * 1_000 });
      await time;
      assertEquals(line.mostOpen(), open);
    });
  }

  it("waits for two answers only where the line is fast: to the first range, and to all others", async () => {
    const { time } = downloadOver({ delay: 100, rate: FAST });
    const passed = await time;
    assert(passed < 2 * 100 + TOTAL / FAST + 5, `it took ${passed} ms`);
  });

  it("requests the ranges in the order of the object, each once", async () => {
    const { line, time, written } = downloadOver({ delay: 100, rate: FAST });
    await time;
    const ranges = Math.ceil((TOTAL - PROBE_BYTES) / CHUNK_BYTES);
    const starts = Array.from({ length: ranges }, (_none, index) => PROBE_BYTES + index * CHUNK_BYTES);
    assertEquals([line.starts, written()], [[0, ...starts], TOTAL]);
  });

  it("asks for fewer again when the line turns slow", async () => {
    const seen: number[] = [];
    const settings = { delay: 50, rate: FAST };
    const { line, time } = downloadOver(settings, {
      onWrite: ({ written, line }) => {
        if (written > TOTAL / 8) settings.rate = 1_000;
        if (written > TOTAL * 3 / 4) seen.push(line.open());
      },
    });
    await time;
    assert(line.mostOpen() > 4, `${line.mostOpen()} were open`);
    assertEquals(Math.max(...seen), 2);
  });

  it("gives back what it would read only after ten seconds where the line turns out slow", async () => {
    const open: number[] = [];
    const settings = { delay: 100, rate: FAST };
    const { line, time, covered, written } = downloadOver(settings, {
      onWrite: ({ written, line }) => {
        settings.rate = 1_000;
        if (written > MEBIBYTE) open.push(line.open());
      },
    });
    await time;
    // Half of 8 MiB come in four seconds.
    assertEquals([line.mostOpen(), Math.max(...open)], [13, 2]);
    assertEquals([written(), covered()], [TOTAL, [{ start: 0, end: TOTAL - 1 }]]);
  });

  it("goes on with the ranges ahead where one breaks off, and gets the rest of it first", async () => {
    const { line, time, written } = downloadOver({ delay: 100, rate: FAST, breaks: { 2: 12 } });
    await time;
    const broken = PROBE_BYTES + CHUNK_BYTES;
    const again = line.starts.filter((start, index) => line.starts.indexOf(start) !== index);
    assertEquals([written(), again, line.starts.includes(broken + 2 * BUFFER_BYTES)], [TOTAL, [], true]);
  });

  it("cancels what it asked for ahead when it is interrupted", async () => {
    const { line, running, time } = downloadOver({ delay: 100, rate: FAST }, {
      onWrite: ({ written, line, interrupt }) => {
        if (written < TOTAL / 2) return;
        assert(line.open() > 2, `${line.open()} were open`);
        interrupt();
      },
    });
    assertEquals((await rejectionOf(() => running)).message, "stop");
    await time.catch(() => {});
    assertEquals(line.open(), 0);
  });

  it("cancels what it asked for ahead when the disk is full", async () => {
    const { line, running } = downloadOver({ delay: 100, rate: FAST }, {
      onWrite: ({ written, line }) => {
        if (written < TOTAL / 2) return;
        assert(line.open() > 2, `${line.open()} were open`);
        throw new Failure({ type: "internal", subtype: "file_io", message: "the disk is full" });
      },
    });
    assertEquals((await rejectionOf(() => running)).message, "the disk is full");
    assertEquals(line.open(), 0);
  });

  it("cancels what it asked for ahead when a range fails for good", async () => {
    const broken = Object.fromEntries(Array.from({ length: 40 }, (_none, index) => [index + 4, 0]));
    const { line, running } = downloadOver({ delay: 100, rate: FAST, breaks: broken });
    const { message } = await rejectionOf(() => running);
    assertEquals([message, line.open()], ["the connection broke in the middle of the file", 0]);
  });
});
