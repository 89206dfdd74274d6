import { createLiveLines } from "../../../cli/output/live-lines.ts";
import { createTransferLines } from "../../../cli/output/transfer-lines.ts";
import { fakeClock, fakeSink } from "../../support/fake-world.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const MEBIBYTE = 2 ** 20;

function scene() {
  const [clock, stderr] = [fakeClock(), fakeSink(80)];
  const lines = createTransferLines(clock, createLiveLines({ stderr }, true));
  return { clock, stderr, lines };
}

const at = (done: number, resumed = 0) => ({
  done: done * MEBIBYTE,
  total: 40 * MEBIBYTE,
  resumed: resumed * MEBIBYTE,
});

describe("a transfer told in lines that stay", () => {
  it("has one after a second, then one every ten seconds, and one at its end", async () => {
    const { clock, stderr, lines } = scene();
    const line = lines.start("downloading file_1");
    for (let second = 0; second <= 20; second++) {
      line.report(at(2 * second));
      if (second < 20) await clock.advance(1000);
    }
    await line.end();
    assertEquals(stderr.text().split("\n"), [
      "downloading file_1: 5%, 2.0 MiB of 40.0 MiB, 2.0 MiB/s, 19s left",
      "downloading file_1: 55%, 22.0 MiB of 40.0 MiB, 2.0 MiB/s, 9s left",
      "downloading file_1: ended after 20 s with 40.0 MiB of 40.0 MiB",
      "",
    ]);
  });

  it("says what is from an earlier run, which is no part of the rate", async () => {
    const { clock, stderr, lines } = scene();
    const line = lines.start("downloading file_1");
    line.report(at(20, 20));
    await clock.advance(2000);
    line.report(at(24, 20));
    await line.end();
    assertEquals(
      stderr.text().split("\n")[0],
      "downloading file_1: 60%, 24.0 MiB of 40.0 MiB, 20.0 MiB of it from an earlier run, 2.0 MiB/s, 8s left",
    );
  });

  it("says how many of several files are done; of what is over soon nothing", async () => {
    const { clock, stderr, lines } = scene();
    const [quick, slow] = ["a", "b"].map((name) => lines.add(`downloading ${name}`));
    quick?.report(at(1));
    slow?.report(at(1));
    await quick?.end();
    await clock.advance(1500);
    slow?.report({ done: 3 * MEBIBYTE, total: undefined, resumed: 0 });
    await slow?.end();
    assertEquals(stderr.text().split("\n"), [
      "downloading b: 3.0 MiB, 2.0 MiB/s (1 of 2 files done)",
      "downloading b: ended after 2 s with 3.0 MiB (2 of 2 files done)",
      "",
    ]);
  });
});
