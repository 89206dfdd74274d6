import { drawProgress, formatTime, type ProgressState, startProgress } from "../../../cli/output/progress.ts";
import { fakeClock, fakeSink } from "../../support/fake-world.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const MIB = 1024 * 1024;

describe("drawProgress", () => {
  const state = (more: Partial<ProgressState>): ProgressState => ({
    done: 0,
    total: 100 * MIB,
    resumed: 0,
    elapsed: 0,
    ...more,
  });
  const lines: readonly (readonly [name: string, state: ProgressState, line: string])[] = [
    ["at the start", state({}), "[--------------------]    0%  0 B/100 MiB"],
    [
      "on the way",
      state({ done: 25 * MIB, elapsed: 5000 }),
      "[#####---------------]   25%  25.0 MiB/100 MiB  5.0 MiB/s  15s left",
    ],
    [
      "at the end",
      state({ done: 100 * MIB, elapsed: 20_000 }),
      "[####################]  100%  100 MiB/100 MiB  5.0 MiB/s",
    ],
    [
      "just before the end",
      state({ done: 100 * MIB - 1, elapsed: 20_000 }),
      "[###################-]   99%  100 MiB/100 MiB  5.0 MiB/s  1s left",
    ],
    ["without a size", state({ done: 2 * MIB, total: undefined, elapsed: 1000 }), "2.0 MiB  2.0 MiB/s"],
    ["of an empty file", state({ total: 0 }), "0 B/0 B"],
  ];
  for (const [name, given, line] of lines) it(name, () => assertEquals(drawProgress(given, 200), line));

  it("counts only new bytes for the rate, and shows the others apart", () =>
    assertEquals(
      drawProgress(state({ done: 60 * MIB, resumed: 50 * MIB, elapsed: 2000 }), 200),
      "[############--------]   60%  60.0 MiB/100 MiB  5.0 MiB/s  8s left  (50.0 MiB resumed)",
    ));

  const narrow: readonly (readonly [columns: number, line: string])[] = [
    [80, "[####----]   60%  60.0 MiB/100 MiB  5.0 MiB/s  8s left  (50.0 MiB resumed)"],
    [60, " 60%  60.0 MiB/100 MiB  8s left  (50.0 MiB resumed)"],
    [40, " 60%  60.0 MiB/100 MiB  8s left"],
    [30, " 60%  60.0 MiB/100 MiB"],
    [10, " 60%"],
  ];
  for (const [columns, line] of narrow) {
    it(`leaves out whole parts on ${columns} columns`, () =>
      assertEquals(drawProgress(state({ done: 60 * MIB, resumed: 50 * MIB, elapsed: 2000 }), columns), line));
  }

  it("has the same parts from the second drawing to the end, at every width", () => {
    for (let columns = 20; columns <= 120; columns++) {
      const kinds = new Set<string>();
      for (let percent = 51; percent < 100; percent++) {
        const line = drawProgress(
          state({ done: percent * MIB, resumed: 50 * MIB, elapsed: percent * 40 }),
          columns,
        );
        kinds.add(
          line.replace(/\[[#-]+\]/, "[]").replace(/\d+m\d+s/g, "1s").replace(/[\d.]+/g, "1").replace(
            /[KM]iB/g,
            "B",
          ).replace(/ +/g, " "),
        );
      }
      assertEquals(kinds.size, 1, [...kinds].join("\n"));
    }
  });

  it("leaves the last column free at every width", () => {
    const full = state({ done: 60 * MIB, resumed: 50 * MIB, elapsed: 2000 });
    for (let columns = 0; columns <= 120; columns++) {
      assert(drawProgress(full, columns).length <= Math.max(0, columns - 1), `${columns} columns`);
    }
  });
});

describe("formatTime", () => {
  const rows: readonly (readonly [seconds: number, text: string])[] = [
    [0, "0s"],
    [0.2, "1s"],
    [59, "59s"],
    [59.2, "1m00s"],
    [61, "1m01s"],
    [3599, "59m59s"],
    [3599.5, "1h00m"],
    [3660, "1h01m"],
    [90_000, "25h00m"],
  ];
  for (const [seconds, text] of rows) {
    it(`of ${seconds} is ${text}`, () => assertEquals(formatTime(seconds), text));
  }
});

describe("startProgress", () => {
  const report = (done: number) => ({ done, total: 100, resumed: 0 });

  it("draws over the same line, and takes it away", async () => {
    const [stderr, clock] = [fakeSink(80), fakeClock()];
    const progress = startProgress({ stderr, clock }, false);
    progress.report(report(10));
    await progress.end();
    assertEquals(stderr.text(), "\r\u001b[K[##------------------]   10%  10 B/100 B\r\u001b[K");
  });

  it("draws at most ten times a second, and the end always", async () => {
    const [stderr, clock] = [fakeSink(80), fakeClock()];
    const progress = startProgress({ stderr, clock }, false);
    for (let step = 0; step < 95; step++) {
      progress.report(report(step));
      await clock.advance(10);
    }
    progress.report(report(100));
    await progress.end();
    const drawn = stderr.text().split("\r\u001b[K").slice(1, -1);
    assertEquals(drawn.length, 11);
    assert(drawn.at(-1)?.includes("100%"));
  });

  const silent: readonly (readonly [name: string, terminal: number | undefined, quiet: boolean])[] = [
    ["with --quiet", 80, true],
    ["where stderr is no terminal", undefined, false],
  ];
  for (const [name, terminal, quiet] of silent) {
    it(`draws nothing ${name}`, async () => {
      const stderr = fakeSink(terminal);
      const progress = startProgress({ stderr, clock: fakeClock() }, quiet);
      progress.report(report(1));
      await progress.end();
      assertEquals(stderr.text(), "");
    });
  }

  it("goes on when the terminal went away", async () => {
    const stderr = { ...fakeSink(80), write: () => Promise.reject(new Error("gone")) };
    const progress = startProgress({ stderr, clock: fakeClock() }, false);
    progress.report(report(1));
    await progress.end();
  });
});
