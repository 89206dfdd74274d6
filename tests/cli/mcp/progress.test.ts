import { createToolProgress, type ProgressNote } from "../../../cli/mcp/progress.ts";
import { fakeClock } from "../../support/fake-world.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

function setUp() {
  const clock = fakeClock();
  const notes: ProgressNote[] = [];
  return { clock, notes, progress: createToolProgress(clock, (note) => void notes.push(note)) };
}

describe("the progress of a call", () => {
  it("counts steps", async () => {
    const { notes, progress } = setUp();
    await progress.note("one");
    await progress.note("two");
    assertEquals(notes, [{ progress: 1, message: "one" }, { progress: 2, message: "two" }]);
  });

  it("sums the bytes of transfers, with their total where all of it is known", async () => {
    const { clock, notes, progress } = setUp();
    const [a, b] = [progress.add("a"), progress.add("b")];
    a.report({ done: 10, total: 10, resumed: 0 });
    await clock.advance(1000);
    b.report({ done: 5, total: 20, resumed: 0 });
    b.report({ done: 20, total: 20, resumed: 0 });
    assertEquals(notes.map(({ progress, total }) => [progress, total]), [[10, undefined], [15, 30], [
      30,
      30,
    ]]);
  });

  it("only grows, also where a transfer starts over", async () => {
    const { clock, notes, progress } = setUp();
    const line = progress.start();
    for (const done of [100, 20, 120]) {
      line.report({ done, total: 200, resumed: 0 });
      await clock.advance(1000);
    }
    assertEquals(notes.map(({ progress }) => progress), [100, 120]);
  });

  it("tells of a fast transfer now and then, and of its end", async () => {
    const { clock, notes, progress } = setUp();
    const line = progress.start();
    for (let done = 1; done <= 100; done++) {
      line.report({ done, total: undefined, resumed: 0 });
      await clock.advance(10);
    }
    await line.end();
    assertEquals(notes.map(({ progress }) => progress), [1, 21, 41, 61, 81, 100]);
  });
});
