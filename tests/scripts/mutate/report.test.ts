import { applyFault, type Fault, findFaults } from "../../../scripts/mutate/faults.ts";
import type { Verdict } from "../../../scripts/mutate/judge.ts";
import { describeVerdict, diffOf, reportJson, summarize } from "../../../scripts/mutate/report.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** The first fault that turns one text into the other. */
function faultBetween(text: string, faulty: string): Fault {
  const fault = findFaults("core/a.ts", text).find((one) => applyFault(text, one) === faulty);
  assert(fault);
  return fault;
}

const text = "function f() {\n  if (a < b) {\n    file.sync();\n  }\n}\n";
const fault = faultBetween(text, text.replace("<", "<="));
const ran = [
  { name: "mirror" as const, paths: ["tests/core/a.test.ts"] },
  { name: "importing" as const, paths: ["tests/core/b.test.ts"] },
  { name: "importing" as const, paths: ["tests/core/c.test.ts"] },
];
const missed: Verdict = { fault, text, stages: ran, ran, timedOut: false };
const noticed: Verdict = { ...missed, ran: ran.slice(0, 1), noticedBy: "mirror" };
const hung: Verdict = { ...missed, ran: ran.slice(0, 2), noticedBy: "importing", timedOut: true };

describe("diffOf", () => {
  it("gives the lines that change, without their indentation", () => {
    assertEquals(diffOf(text, fault), ["- if (a < b) {", "+ if (a <= b) {"]);
  });

  it("shows nothing in place of a removed statement", () => {
    assertEquals(diffOf(text, faultBetween(text, text.replace("file.sync();", ";"))), ["- file.sync();"]);
  });

  it("shortens long removals", () => {
    const long = `if (a) {\n${"  b();\n".repeat(9)}}\n`;
    const lines = diffOf(long, faultBetween(long, ";\n"));
    assertEquals(lines.length, 7);
    assertEquals(lines.at(-1), "- … 5 more lines");
  });
});

describe("describeVerdict", () => {
  it("gives the place, the change and the tests that ran", () => {
    assertEquals(
      describeVerdict(missed),
      "core/a.ts:2: comparison: not noticed\n  - if (a < b) {\n  + if (a <= b) {\n" +
        "  ran: tests/core/a.test.ts, 2 files of tests that import it, the nearest tests/core/b.test.ts",
    );
  });

  it("says where no test reaches a file", () => {
    assertEquals(describeVerdict({ ...missed, ran: [] }).split("\n").at(-1), "  ran: no test reaches it");
  });
});

describe("summarize", () => {
  it("counts what was noticed, and by whom", () => {
    assertEquals(
      summarize([noticed, hung, missed]),
      "noticed 2/3 (66.7 %): mirror 1, importing 1, 1 by a hang",
    );
    assertEquals(summarize([missed]), "noticed 0/1 (0.0 %)");
  });
});

describe("reportJson", () => {
  it("lists every fault with what noticed it", () => {
    const report = JSON.parse(reportJson(7, [hung, missed]));
    assertEquals([report.seed, report.noticed, report.total, report.percent], [7, 1, 2, 50]);
    assertEquals(report.faults[0], {
      path: "core/a.ts",
      line: 2,
      kind: "comparison",
      diff: ["- if (a < b) {", "+ if (a <= b) {"],
      noticed_by: "importing",
      timed_out: true,
      ran: ["tests/core/a.test.ts", "tests/core/b.test.ts"],
    });
    assertEquals(report.faults[1].noticed_by, null);
  });
});
