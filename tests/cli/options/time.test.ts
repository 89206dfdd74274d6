import { spelled } from "../../../cli/spelling.ts";
import { time } from "../../../cli/options/time.ts";
import { parseTime } from "../../../core/text/time.ts";
import { detailOf } from "../../core/detail-of.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const NOW = Date.parse("2026-05-20T04:00:00Z");
const FORMS = [
  ...["2026-05-20", "2026-05-20 09:00", "2026-05-20T09:00:00+08:00", "1779238800"],
  ...["today", "yesterday", "now", "90m", "24h", "7d"],
];

describe("time", () => {
  it("is epoch milliseconds", () => {
    assertEquals(time("start", "s").parse("2026-05-20T09:00:00+08:00", "--start")(NOW), 1779238800000);
    assertEquals(time("end", "s").parse(" 1779238800 ", "--end")(NOW), 1779238800000);
  });

  it("may have a blank before the clock, and an offset with or without a colon", () => {
    for (const text of ["2026-05-20 09:00+0800", "2026-05-20 09:00:00+08:00", "2026-05-20T01:00Z"]) {
      assertEquals(time("start", "s").parse(text, "--start")(NOW), 1779238800000);
    }
  });

  it("begins and ends a day that is given alone", () => {
    const start = time("start", "s").parse("2026-05-20", "--start")(NOW);
    const end = time("end", "s").parse("2026-05-20", "--end")(NOW);
    assertEquals([start, end], [
      new Date(2026, 4, 20).getTime(),
      new Date(2026, 4, 20, 23, 59, 59).getTime(),
    ]);
  });

  for (const text of ["", "tomorrow", "-7d", "7w", "2026-02-30", "2026-05-20 25:00"]) {
    it(`refuses ${JSON.stringify(text)} and names option and value`, () => {
      const detail = detailOf(() => time("end", "s").parse(text, "--end"));
      assertEquals([detail.type, detail.subtype, detail.param, detail.message], [
        "validation",
        "invalid_argument",
        "--end",
        `--end must be a time: "${text}"`,
      ]);
    });
  }

  it("hints at forms that it takes", () => {
    const hint = detailOf(() => time("start", "s").parse("then", "--start")).hint ?? "";
    for (const form of FORMS) {
      assertStringIncludes(spelled(hint), form);
      assertEquals(typeof parseTime(form, "start")?.(NOW), "number");
    }
  });
});
