import { spelled } from "../../../cli/spelling.ts";
import { time } from "../../../cli/options/time.ts";
import { parseTimeInput } from "../../../core/text/time.ts";
import { detailOf } from "../../core/detail-of.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("flag kinds: time", () => {
  it("is epoch milliseconds", () => {
    assertEquals(time("start", "s").parse("2026-05-20T09:00:00+08:00", "--start"), 1779238800000);
    assertEquals(time("end", "s").parse(" 1779238800 ", "--end"), 1779238800000);
  });

  it("begins and ends a day that is given alone", () => {
    const start = time("start", "s").parse("2026-05-20", "--start");
    const end = time("end", "s").parse("2026-05-20", "--end");
    assertEquals([start, end], [
      new Date(2026, 4, 20).getTime(),
      new Date(2026, 4, 20, 23, 59, 59).getTime(),
    ]);
  });

  for (const text of ["", "yesterday", "-7d", "2026-02-30", "2026-05-20 25:00"]) {
    it(`refuses ${JSON.stringify(text)} and names flag and value`, () => {
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
    const hint = detailOf(() => time("start", "s").parse("now", "--start")).hint ?? "";
    for (const form of ["2026-05-20", "2026-05-20 09:00", "2026-05-20T09:00:00+08:00", "1779238800"]) {
      assertStringIncludes(spelled(hint), form);
      assertEquals(typeof parseTimeInput(form, "start"), "number");
    }
  });
});
