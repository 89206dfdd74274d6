import { formatRfc3339 } from "../../../../core/text/time.ts";
import { SEARCH_PATH } from "../../../support/reading.ts";
import { requestsTo } from "../../../support/requests.ts";
import { partOf, successDocument } from "../../../support/results.ts";
import { inScene } from "../../../support/scene.ts";
import { news, roomOf, SEARCH } from "./scene.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

// 2026-05-20T01:00:00Z and a day later.
const world = roomOf([news("first", 0), news("second", 24 * 60)]);

describe("times of a search", () => {
  const forms: [form: string, time: Date][] = [
    ["2026-05-20T01:00:00Z", new Date("2026-05-20T01:00:00Z")],
    ["2026-05-20T09:00-04:00", new Date("2026-05-20T13:00:00Z")],
    ["2026-05-20 09:00", new Date(2026, 4, 20, 9)],
    ["2026-05-20T09:00:30", new Date(2026, 4, 20, 9, 0, 30)],
    ["1779238800", new Date(1_779_238_800_000)],
    ["1779238800000", new Date(1_779_238_800_000)],
    [" 2026-05-20 ", new Date(2026, 4, 20)],
  ];
  for (const [form, time] of forms) {
    it(`"${form}" is sent in RFC 3339 with the local offset`, () =>
      inScene(world, async ({ run, platform }) => {
        successDocument(await run([...SEARCH, "--start", form]));
        const body = partOf({ body: requestsTo(platform, SEARCH_PATH)[0]?.body }, "body");
        assertEquals(partOf(body, "filter")["time_range"], { start_time: formatRfc3339(time.getTime()) });
      }));
  }

  it("start and end of one second are a range; a start after the end is none, whatever their zones", () =>
    inScene(world, async ({ run }) => {
      const from = (start: string, end: string) => run([...SEARCH, "--start", start, "--end", end]);
      successDocument(await from("2026-05-20T01:00:00Z", "2026-05-20T09:00:00+08:00"));
      assertEquals((await from("2026-05-20T01:00:01Z", "2026-05-20T09:00:00+08:00")).status, 2);
    }));
});
