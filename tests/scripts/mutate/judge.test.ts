import { judge } from "../../../scripts/mutate/judge.ts";
import type { Fault } from "../../../scripts/mutate/faults.ts";
import type { TestStage } from "../../../scripts/mutate/tests-of.ts";
import type { TestOutcome } from "../../../scripts/mutate/workspace.ts";
import { assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const text = "a < b;";
const fault: Fault = { path: "core/a.ts", line: 1, kind: "comparison", start: 2, end: 3, replacement: "<=" };
const mirror: TestStage = { name: "mirror", paths: ["tests/core/a.test.ts"] };
const importing: TestStage = { name: "importing", paths: ["tests/core/b.test.ts"] };
const stages = [mirror, importing];

/** A copy in which runs of tests end as given; keeps what was written and run. */
function workspace(...outcomes: (TestOutcome | Error)[]) {
  const log: string[] = [];
  return {
    log,
    write(path: string, content: string) {
      log.push(`${path}: ${content}`);
      return Promise.resolve();
    },
    test(paths: readonly string[], seconds: number) {
      log.push(`${paths.join(" ")} in ${seconds} s`);
      const outcome = outcomes.shift() ?? "passed";
      return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome);
    },
  };
}

describe("judge", () => {
  it("runs stage after stage up to the one that notices, and takes the fault out", async () => {
    const copy = workspace("passed", "failed");
    const verdict = await judge({ fault, text, stages }, copy, ({ name }) => name.length);
    assertEquals(verdict, { fault, text, stages, ran: stages, noticedBy: "importing", timedOut: false });
    assertEquals(copy.log, [
      "core/a.ts: a <= b;",
      "tests/core/a.test.ts in 6 s",
      "tests/core/b.test.ts in 9 s",
      "core/a.ts: a < b;",
      "tests/core/b.test.ts in 9 s",
      "core/a.ts: a < b;",
    ]);
  });

  it("takes a hang for noticing", async () => {
    const verdict = await judge({ fault, text, stages }, workspace("timed out"), () => 1);
    assertEquals(verdict, { fault, text, stages, ran: [mirror], noticedBy: "mirror", timedOut: true });
  });

  it("says that nobody noticed", async () => {
    const verdict = await judge({ fault, text, stages }, workspace(), () => 1);
    assertEquals(verdict, { fault, text, stages, ran: stages, timedOut: false });
  });

  it("takes the fault out when the run is interrupted", async () => {
    const copy = workspace(new Error("interrupted"));
    await assertRejects(() => judge({ fault, text, stages }, copy, () => 1), Error, "interrupted");
    assertEquals(copy.log.at(-1), "core/a.ts: a < b;");
  });

  const failing = () => ({ passing: new Set<string>(), failing: new Set<string>() });

  it("runs the tests that failed once without the fault, and not again for the next one", async () => {
    const baseline = failing();
    const copy = workspace("failed", "passed", "failed");
    for (const _ of [1, 2]) {
      const { noticedBy } = await judge({ fault, text, stages }, copy, () => 1, baseline);
      assertEquals(noticedBy, "mirror");
    }
    assertEquals(copy.log.filter((line) => line.startsWith("tests/")).length, 3);
    assertEquals(copy.log[2], "core/a.ts: a < b;");
    assertEquals(baseline, { passing: new Set(mirror.paths), failing: new Set() });
  });

  it("leaves out tests that fail without the fault, too, and runs the others with it", async () => {
    const baseline = failing();
    const both: TestStage = { name: "importing", paths: ["a", "b", "c"] };
    // With the fault; without it all, "a" and "b", "a", "b", "c"; with the fault "a" and "c".
    const copy = workspace("failed", "failed", "failed", "passed", "failed", "passed", "passed");
    const verdict = await judge({ fault, text, stages: [both] }, copy, () => 1, baseline);
    assertEquals([verdict.noticedBy, verdict.ran], [undefined, [{ name: "importing", paths: ["a", "c"] }]]);
    assertEquals(baseline, { passing: new Set(["a", "c"]), failing: new Set(["b"]) });
    assertEquals(copy.log.slice(-3), ["core/a.ts: a <= b;", "a c in 1 s", "core/a.ts: a < b;"]);
  });

  it("counts nothing where all tests of a stage fail without the fault", async () => {
    const baseline = { passing: new Set<string>(), failing: new Set(mirror.paths) };
    const verdict = await judge({ fault, text, stages: [mirror] }, workspace("failed"), () => 1, baseline);
    assertEquals([verdict.noticedBy, verdict.ran], [undefined, []]);
  });
});
