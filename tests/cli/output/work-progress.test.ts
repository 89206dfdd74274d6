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

  it("names an upload, too, behind the step", async () => {
    const { clock, waits, progress, lines } = scene();
    progress.note("reading page 2");
    const line = progress.start("uploading files");
    line.report(report(1));
    await clock.advance(10_000);
    await line.end();
    await waits.end();
    assertEquals(lines()[0], "still working after 10 s: reading page 2, uploading files");
  });
});

describe("a command's progress on a terminal", () => {
  it("draws transfers, and the step above them", async () => {
    const { progress, lines, clock } = scene(80);
    const line = progress.start();
    line.report(report(50));
    progress.note("reading page 2");
    await clock.advance(1000);
    assertEquals(lines().at(-2)?.replace(/^.*B\/100 B/, ""), "reading page 2");
    assertMatch(lines().at(-1) ?? "", /50%/);
    await line.end();
  });

  it("shows the pages of a long walk on one line, which vanishes, and those of a quick one not at all", async () => {
    const { progress, stderr, clock, waits } = scene(80);
    progress.note("reading page 1");
    await clock.advance(900);
    progress.note("reading page 2");
    await clock.advance(99);
    assertEquals(stderr.text(), "");
    await clock.advance(1);
    progress.note("reading page 3");
    await waits.end();
    assertEquals(stderr.text(), "\r\u001b[Kreading page 2\r\u001b[Kreading page 3\r\u001b[K");
  });

  it("says it in lines that stay where nothing may be drawn over", async () => {
    const world = { stderr: fakeSink(80), clock: fakeClock() };
    const shown = createShown(world, false, { isPlain: true });
    const progress = createProgress(world, { withoutNotes: false, withoutBars: true }, shown);
    progress.note("reading page 1");
    await world.clock.advance(1000);
    progress.note("reading page 2");
    await shown.waits.end();
    assertEquals(world.stderr.text(), "reading page 1\nreading page 2\n");
  });

  it("leaves out what is not wanted", async () => {
    const { progress, lines } = scene(80, { withoutNotes: true, withoutBars: true });
    const line = progress.start();
    line.report(report(50));
    progress.note("reading page 2");
    await line.end();
    assertEquals(lines(), []);
  });
});
