import { formatAgo, formatDay } from "../../../core/text/calendar.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe("days", () => {
  it("have a weekday", () => assertEquals(formatDay("2026-05-20"), "Wed 20 May 2026"));
});

describe("formatAgo", () => {
  const cases: readonly (readonly [elapsed: number, text: string | undefined])[] = [
    [-2 * MINUTE, undefined],
    [-MINUTE, "just now"],
    [MINUTE - 1, "just now"],
    [MINUTE, "1 minute ago"],
    [HOUR - 1, "59 minutes ago"],
    [HOUR, "1 hour ago"],
    [DAY - 1, "23 hours ago"],
    [DAY, "1 day ago"],
    [31 * DAY - 1, "30 days ago"],
    [31 * DAY, undefined],
  ];
  for (const [elapsed, text] of cases) {
    it(`${elapsed} ms: ${text}`, () => assertEquals(formatAgo(100 * DAY, 100 * DAY + elapsed), text));
  }
});
