import { benchTable } from "../../scripts/bench/bench.ts";
import { replaceSection } from "../../scripts/bench/sections.ts";
import { scaleChart } from "../../scripts/bench/chart.ts";
import { scaleGoals, scaleOf } from "../../scripts/bench/scale.ts";
import { createSimulatedClock } from "../../scripts/bench/simulated-clock.ts";
import { watchedFiles } from "../../scripts/bench/watched-files.ts";
import { inTemporaryDirectory } from "../support/files.ts";
import { sleep } from "../../core/world.ts";
import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";
import { setImmediate } from "node:timers";

describe("the table of the benchmark", () => {
  it("says of each line whether its goal is reached", () => {
    const table = benchTable([
      { what: "a", against: "curl", measured: 1.8, goal: 1.8, seconds: [0.45, 0.25] },
      { what: "b", against: "", measured: 60.1, goal: 60, unit: " MiB" },
    ]);
    assertEquals(
      table.split("\n").slice(2).map((row) => row.split("|").slice(1, -1).map((cell) => cell.trim())),
      [
        ["a", "curl", "1.80", "≤ 1.80", "yes", "0.45 / 0.25"],
        ["b", "", "60.1 MiB", "≤ 60.0 MiB", "no", ""],
      ],
    );
  });

  it("takes its place in the document, and nothing else", async () => {
    const document = await Deno.readTextFile(new URL("../../docs/performance.md", import.meta.url));
    const once = replaceSection(document, "bench", "NEW");
    assertEquals(replaceSection(once, "bench", "NEW"), once);
    assertMatch(once, /begin of what deno task bench writes -->\n\nNEW\n\n<!-- end/);
    assertThrows(() => replaceSection("# Performance", "bench", "NEW"));
  });
});

/** A walk whose messages cost so many microseconds each, with so much memory. */
function walk(costs: readonly number[], resident: readonly number[]) {
  const parts = [0.01, 0.1, 0.5, 0.9, 1];
  let cpu = 0;
  const marks = parts.map((part, index) => {
    const before = parts[index - 1] ?? 0;
    cpu += (costs[index] ?? 0) * (part - before) * 1000 / 1e6;
    const mebibytes = resident[index] ?? 0;
    return { lines: part * 1000, cpu, resident: mebibytes, peak: mebibytes, clock: part * 60 };
  });
  return scaleOf(1000, marks);
}

describe("a long walk", () => {
  it("is judged by what a message costs at its end and at its beginning", () => {
    const [cost] = scaleGoals(walk([500, 40, 40, 42, 44], [60, 60, 60, 60, 60]));
    assertEquals(cost?.measured.toFixed(3), "1.100");
  });

  it("is judged by its memory, to that of a tenth", () => {
    const [, memory] = scaleGoals(walk([40, 40, 40, 40, 40], [50, 60, 62, 70, 66]));
    assertEquals(memory?.measured.toFixed(2), "1.10");
  });

  it("has a chart with a point for each stretch", () => {
    const chart = scaleChart(walk([40, 40, 40, 40, 40], [60, 60, 60, 60, 60]));
    const lines = Array.from(
      chart.matchAll(/points="([^"]+)"/g),
      ([, points = ""]) => points.split(" ").length,
    );
    assertEquals(lines, [4, 4]);
  });
});

describe("the simulated clock", () => {
  it("moves on to what is due next, without waiting", async () => {
    const clock = createSimulatedClock(0);
    const order: number[] = [];
    const minutes = [3, 1, 2].map((count) => sleep(clock, count * 60_000).then(() => order.push(count)));
    await Promise.all(minutes);
    assertEquals([order, clock.monotonic()], [[1, 2, 3], 180_000]);
  });

  it("fires nothing that was cancelled", async () => {
    const clock = createSimulatedClock(0);
    let isFired = false;
    clock.after(1_000, () => isFired = true)();
    await sleep(clock, 2_000);
    assertEquals(isFired, false);
  });

  it("stands still while real work is under way", async () => {
    const clock = createSimulatedClock(0);
    const waiting = sleep(clock, 1_000);
    const { promise: work, resolve } = Promise.withResolvers<void>();
    clock.during(work);
    for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve));
    assertEquals(clock.monotonic(), 0);
    resolve();
    await waiting;
    assertEquals(clock.monotonic(), 1_000);
  });
});

describe("files that the simulated clock waits for", () => {
  it("hold it up while they are flushed or locked", () =>
    inTemporaryDirectory(async (directory) => {
      const held: Promise<unknown>[] = [];
      const files = watchedFiles(Deno, { during: (work) => void held.push(work) });
      using file = files.openSync(join(directory, "file"), { write: true, create: true });
      file.writeSync(new Uint8Array([1, 2]));
      await file.lock(true);
      await file.sync();
      assertEquals([held.length, file.statSync().size], [2, 2]);
      assertEquals(await files.readTextFile(join(directory, "file")), "\x01\x02");
      assertEquals(held.length, 3);
    }));
});
