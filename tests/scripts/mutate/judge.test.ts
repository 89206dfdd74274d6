import { judge, onlyPassing, runBaseline } from "../../../scripts/mutate/judge.ts";
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
});

describe("runBaseline", () => {
  const clock = () => {
    let time = 0;
    return () => time += 4000;
  };

  it("measures tests that all pass", async () => {
    const { test, log } = workspace("passed");
    assertEquals(await runBaseline(["a", "b"], test, clock()), { passing: new Set(["a", "b"]), seconds: 4 });
    assertEquals(log.length, 1);
  });

  it("finds those that fail", async () => {
    const { test } = workspace("failed", "passed", "failed");
    assertEquals((await runBaseline(["a", "b"], test, clock())).passing, new Set(["a"]));
  });

  it("runs nothing where there is nothing", async () => {
    const { test, log } = workspace();
    assertEquals(await runBaseline([], test, clock()), { passing: new Set<string>(), seconds: 0 });
    assertEquals(log, []);
  });
});

describe("onlyPassing", () => {
  it("leaves out tests that fail without a fault, and stages that are then empty", () => {
    const both: TestStage = { name: "importing", paths: ["a", "b"] };
    assertEquals(onlyPassing([mirror, both], new Set(["a"])), [{ name: "importing", paths: ["a"] }]);
  });
});
