import { createProgress, createShown, type ProgressSettings } from "../../../cli/output/work-progress.ts";
import { fakeClock, fakeSink } from "../../support/fake-world.ts";
import { assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

function scene(terminal?: number, settings: Partial<ProgressSettings> = {}) {
  const world = { stderr: fakeSink(terminal), clock: fakeClock() };
  const shown = createShown(world, false);
  const progress = createProgress(world, { withoutNotes: false, withoutBars: false, ...settings }, shown);
  const lines = () =>
    world.stderr.text().replaceAll("\r\u001b[K", "").split("\n").filter((line) => line !== "");
  return { ...world, ...shown, progress, lines };
}

const report = (done: number) => ({ done, total: 100, resumed: 0 });

describe("a command's progress without a terminal", () => {
  it("names the transfer under way where it takes longer than ten seconds, and says when it ended", async () => {
    const { clock, waits, progress, lines } = scene();
    const [first, waiting] = ["file_1", "file_2"].map(progress.add);
    first?.report(report(1));
    await clock.advance(10_000);
    await first?.end();
    await waiting?.end();
    await waits.end();
    assertEquals(lines(), ["still working after 10 s: downloading file_1", "ended after 10 s"]);
  });

  it("names an upload, too, and no steps", async () => {
    const { clock, waits, progress, lines } = scene();
    await progress.note("[page 2] fetching...");
    const line = progress.start("uploading files");
    line.report(report(1));
    await clock.advance(10_000);
    await line.end();
    await waits.end();
    assertEquals(lines()[0], "still working after 10 s: uploading files");
  });
});

describe("a command's progress on a terminal", () => {
  it("draws transfers, and writes steps above them", async () => {
    const { progress, lines } = scene(80);
    const line = progress.start();
    line.report(report(50));
    await progress.note("[page 2] fetching...");
    assertEquals(lines()[0]?.replace(/^.*B\/100 B/, ""), "[page 2] fetching...");
    assertMatch(lines().at(-1) ?? "", /50%/);
    await line.end();
  });

  it("leaves out what is not wanted", async () => {
    const { progress, lines } = scene(80, { withoutNotes: true, withoutBars: true });
    const line = progress.start();
    line.report(report(50));
    await progress.note("[page 2] fetching...");
    await line.end();
    assertEquals(lines(), []);
  });
});
