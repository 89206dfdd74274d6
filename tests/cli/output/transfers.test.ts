import { createLiveLines } from "../../../cli/output/live-lines.ts";
import { cutMiddle, startTransfers } from "../../../cli/output/transfers.ts";
import { displayWidth } from "../../../core/text/width.ts";
import { fakeClock, fakeSink } from "../../support/fake-world.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const MIB = 1024 * 1024;

function scene(terminal: number | undefined = 80, isQuiet = false) {
  const [stderr, clock] = [fakeSink(terminal), fakeClock()];
  const live = createLiveLines({ stderr });
  const transfers = startTransfers({ stderr, clock }, isQuiet, live);
  /** What was drawn last. */
  const drawn = async () => {
    await live.settled();
    return (stderr.text().split("\r\u001b[K").at(-1) ?? "").split("\n");
  };
  return { stderr, clock, transfers, drawn };
}

describe("the transfers of several files", () => {
  it("have a line for each under way and a total, once they take longer than a second", async () => {
    const { clock, transfers, drawn, stderr } = scene();
    const [first, second] = ["img_1", "file_2", "file_3"].map(transfers.add);
    first?.report({ done: 0, total: 4 * MIB, resumed: 0 });
    await clock.advance(999);
    first?.report({ done: MIB, total: 4 * MIB, resumed: 0 });
    assertEquals(stderr.text(), "");
    await clock.advance(1001);
    first?.report({ done: 2 * MIB, total: 4 * MIB, resumed: 0 });
    await clock.advance(200);
    second?.report({ done: 0, total: 10 * MIB, resumed: 0 });
    assertEquals(await drawn(), [
      "img_1  [##########----------]   50%  2.0 MiB/4.0 MiB  931 KiB/s  3s left",
      "file_2  [-------------------]    0%  0 B/10.0 MiB",
      "total: 0 of 3 files, 2.0 MiB",
    ]);
    first?.report({ done: 4 * MIB, total: 4 * MIB, resumed: 0 });
    await first?.end();
    assertEquals((await drawn()).at(-1), "total: 1 of 3 files, 4.0 MiB");
    assertEquals((await drawn()).length, 2);
  });

  it("leave nothing behind", async () => {
    const { clock, transfers, drawn } = scene();
    const line = transfers.add("x");
    line.report({ done: 0, total: 9, resumed: 0 });
    await clock.advance(2000);
    line.report({ done: 9, total: 9, resumed: 0 });
    await line.end();
    assertEquals(await drawn(), [""]);
  });

  it("are at most as wide as the terminal, whatever the files are called", async () => {
    for (const columns of [20, 40, 80, 120]) {
      const { clock, transfers, drawn } = scene(columns);
      const line = transfers.add("file_v3_00n1_6f80a3b7-e4c9-4d12-b5f6-27d1e8a094cg-发布检查表");
      line.report({ done: 0, total: 9 * MIB, resumed: 0 });
      await clock.advance(5000);
      line.report({ done: 4 * MIB, total: 9 * MIB, resumed: MIB });
      const lines = await drawn();
      assert(lines.every((text) => displayWidth(text) < columns), `${columns}: ${lines[0]}`);
      assertEquals((await drawn()).length, 2);
    }
  });

  for (const [name, terminal, isQuiet] of [["quiet", 80, true], ["no terminal", undefined, false]] as const) {
    it(`are not drawn: ${name}`, async () => {
      const [stderr, clock] = [fakeSink(terminal), fakeClock()];
      const line = startTransfers({ stderr, clock }, isQuiet, createLiveLines({ stderr })).add("x");
      line.report({ done: 0, total: 9, resumed: 0 });
      await clock.advance(5000);
      line.report({ done: 9, total: 9, resumed: 0 });
      await line.end();
      assertEquals(stderr.text(), "");
    });
  }
});

describe("cutMiddle", () => {
  const rows: readonly (readonly [text: string, columns: number, cut: string])[] = [
    ["short.txt", 9, "short.txt"],
    ["file_v3_00n1_abcdefgh.mp4", 13, "file_v…gh.mp4"],
    ["发布检查表发布检查表.txt", 12, "发布检….txt"],
  ];
  for (const [text, columns, cut] of rows) {
    it(`${text} in ${columns}`, () => assertEquals(cutMiddle(text, columns), cut));
  }
});
