import type { Call } from "../../../support/local-times.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** A call and what it gives in the zone. */
type Case = readonly [...call: Call, answer: string];

const MAY = "1779238800000";
const JANUARY = "1768460400000";

const ZONES: Readonly<Record<string, readonly Case[]>> = {
  "Asia/Shanghai": [
    ["formatMinute", MAY, "2026-05-20 09:00"],
    ["formatMinute", "1779238800", "2026-05-20 09:00"],
    ["formatSecond", MAY, "2026-05-20 09:00:00"],
    ["formatRfc3339", MAY, "2026-05-20T09:00:00+08:00"],
    ["start", "2026-05-20", "2026-05-19T16:00:00.000Z"],
    ["end", "2026-05-20", "2026-05-20T15:59:59.000Z"],
    ["start", "2026-05-20 09:00", "2026-05-20T01:00:00.000Z"],
    ["start", "2026-05-20T09:00:30", "2026-05-20T01:00:30.000Z"],
    ["end", "2026-05-20 09:00:30.25", "2026-05-20T01:00:30.250Z"],
    ["start", "2026-05-20T09:00:00+08:00", "2026-05-20T01:00:00.000Z"],
    ["startSeconds", "2026-05-20 09:00", "1779238800"],
    // The day that is meant is the local one.
    ["startFrom", "2026-05-20T17:00:00Z today", "2026-05-20T16:00:00.000Z"],
    ["endFrom", "2026-05-20T17:00:00Z today", "open"],
    ["startFrom", "2026-05-20T17:00:00Z yesterday", "2026-05-19T16:00:00.000Z"],
    ["endFrom", "2026-05-20T17:00:00Z yesterday", "2026-05-20T15:59:59.000Z"],
    ["startFrom", "2026-05-20T17:00:00Z 7d", "2026-05-13T17:00:00.000Z"],
  ],
  "America/New_York": [
    ["formatMinute", MAY, "2026-05-19 21:00"],
    ["formatSecond", JANUARY, "2026-01-15 02:00:00"],
    ["formatRfc3339", MAY, "2026-05-19T21:00:00-04:00"],
    ["formatRfc3339", JANUARY, "2026-01-15T02:00:00-05:00"],
    ["start", "2026-05-20", "2026-05-20T04:00:00.000Z"],
    ["end", "2026-05-20", "2026-05-21T03:59:59.000Z"],
    // The clock goes from 02:00 to 03:00 on this day: it has 23 hours, and 02:30 is read as 03:30.
    // Before 1883 New York had the time of the sun.
    ["formatRfc3339", "-2840140800000", "1879-12-31T19:03:58-04:56"],
    ["start", "2026-03-08", "2026-03-08T05:00:00.000Z"],
    ["start", "2026-03-08 02:30", "2026-03-08T07:30:00.000Z"],
    ["end", "2026-03-08", "2026-03-09T03:59:59.000Z"],
    // The clock goes from 02:00 back to 01:00: 01:30 is the first one.
    ["start", "2026-11-01 01:30", "2026-11-01T05:30:00.000Z"],
    ["end", "2026-11-01", "2026-11-02T04:59:59.000Z"],
    ["start", "2026-05-20T09:00+08:00", "2026-05-20T01:00:00.000Z"],
    // Yesterday had 23 hours; a span counts hours, not days of the calendar.
    ["startFrom", "2026-03-09T12:00:00Z yesterday", "2026-03-08T05:00:00.000Z"],
    ["endFrom", "2026-03-09T12:00:00Z yesterday", "2026-03-09T03:59:59.000Z"],
    ["startFrom", "2026-03-09T12:00:00Z 1d", "2026-03-08T12:00:00.000Z"],
    ["endFrom", "2026-03-09T12:00:00Z 24h", "2026-03-08T12:00:00.000Z"],
  ],
  UTC: [
    ["formatMinute", MAY, "2026-05-20 01:00"],
    ["formatSecond", MAY, "2026-05-20 01:00:00"],
    ["formatRfc3339", MAY, "2026-05-20T01:00:00+00:00"],
    ["start", "2026-05-20", "2026-05-20T00:00:00.000Z"],
    ["end", "2026-05-20", "2026-05-20T23:59:59.000Z"],
    ["start", "2026-05-20T09:00-03:30", "2026-05-20T12:30:00.000Z"],
  ],
  "America/St_Johns": [
    ["formatRfc3339", MAY, "2026-05-19T22:30:00-02:30"],
    ["formatRfc3339", JANUARY, "2026-01-15T03:30:00-03:30"],
  ],
};

async function answersIn(zone: string, calls: readonly Call[]): Promise<readonly string[]> {
  const script = decodeURIComponent(new URL("../../../support/local-times.ts", import.meta.url).pathname);
  const args = ["run", "--quiet", "--no-config", "--no-lock", script, JSON.stringify(calls)];
  const output = await new Deno.Command(Deno.execPath(), { args, env: { TZ: zone } }).output();
  if (!output.success) throw new Error(new TextDecoder().decode(output.stderr));
  return JSON.parse(new TextDecoder().decode(output.stdout));
}

for (const [zone, cases] of Object.entries(ZONES)) {
  describe(`local time in ${zone}`, () => {
    const answers = answersIn(zone, cases.map(([name, argument]) => [name, argument]));
    for (const [index, [name, argument, answer]] of cases.entries()) {
      it(`${name} ${JSON.stringify(argument)} is ${answer}`, async () => {
        assertEquals((await answers)[index], answer);
      });
    }
  });
}
