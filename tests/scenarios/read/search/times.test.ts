import { partOf } from "../../../support/downloads.ts";
import { idsIn, requestsTo, SEARCH_PATH, successDocument } from "../../../support/reading.ts";
import { inScene } from "../../../support/scene.ts";
import { news, roomOf, SEARCH } from "./scene.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

// 2026-05-20T01:00:00Z and a day later.
const world = roomOf([news("first", 0), news("second", 24 * 60)]);

describe("times of a search go out in RFC 3339 with the offset of the local zone", () => {
  const days: [zone: string, start: string, end: string][] = [
    ["Asia/Shanghai", "2026-05-20T00:00:00+08:00", "2026-05-20T23:59:59+08:00"],
    ["America/New_York", "2026-05-20T00:00:00-04:00", "2026-05-20T23:59:59-04:00"],
    ["Asia/Kathmandu", "2026-05-20T00:00:00+05:45", "2026-05-20T23:59:59+05:45"],
    ["UTC", "2026-05-20T00:00:00+00:00", "2026-05-20T23:59:59+00:00"],
  ];
  for (const [zone, start, end] of days) {
    it(`a date in ${zone}: from its first second to its last`, () =>
      inScene(world, async ({ spawn, platform }) => {
        const line = [...SEARCH, "--start", "2026-05-20", "--end", "2026-05-20"];
        successDocument(await spawn(line, { env: { TZ: zone } }));
        const body = partOf({ body: requestsTo(platform, SEARCH_PATH)[0]?.body }, "body");
        assertEquals(partOf(body, "filter")["time_range"], { start_time: start, end_time: end });
      }));
  }

  const forms: [form: string, start: string][] = [
    ["2026-05-20T01:00:00Z", "2026-05-20T09:00:00+08:00"],
    ["2026-05-20T09:00-04:00", "2026-05-20T21:00:00+08:00"],
    ["2026-05-20 09:00", "2026-05-20T09:00:00+08:00"],
    ["2026-05-20T09:00:30", "2026-05-20T09:00:30+08:00"],
    ["1779238800", "2026-05-20T09:00:00+08:00"],
    ["1779238800000", "2026-05-20T09:00:00+08:00"],
    [" 2026-05-20 ", "2026-05-20T00:00:00+08:00"],
  ];
  it("every form that a person may type, in Asia/Shanghai", () =>
    inScene(world, async ({ spawn, platform }) => {
      for (const [form] of forms) {
        successDocument(await spawn([...SEARCH, "--start", form], { env: { TZ: "Asia/Shanghai" } }));
      }
      const ranges = requestsTo(platform, SEARCH_PATH).map(({ body }) =>
        partOf(partOf({ body }, "body"), "filter")["time_range"]
      );
      assertEquals(ranges, forms.map(([, start]) => ({ start_time: start })));
    }));

  it("winter and summer have their own offsets within one search", () =>
    inScene(world, async ({ spawn, platform }) => {
      const line = [...SEARCH, "--start", "2026-01-15", "--end", "2026-07-15"];
      successDocument(await spawn(line, { env: { TZ: "America/New_York" } }));
      const body = partOf({ body: requestsTo(platform, SEARCH_PATH)[0]?.body }, "body");
      assertEquals(partOf(body, "filter")["time_range"], {
        start_time: "2026-01-15T00:00:00-05:00",
        end_time: "2026-07-15T23:59:59-04:00",
      });
    }));

  it("the day that is meant is the local one, and so are the times printed", () =>
    inScene(world, async ({ spawn }) => {
      // 01:00 in UTC is still the evening before in New York.
      const env = { TZ: "America/New_York" };
      const line = [...SEARCH, "--start", "2026-05-19", "--end", "2026-05-19"];
      const document = successDocument(await spawn(line, { env }));
      assertEquals(idsIn(document), ["om_first"]);
      const messages = partOf(document, "data")["messages"];
      assertEquals(Array.isArray(messages) && messages[0].create_time, "2026-05-19 21:00");
    }));

  it("start and end of one second are a range; a start after the end is none, whatever their zones", () =>
    inScene(world, async ({ run }) => {
      const from = (start: string, end: string) => run([...SEARCH, "--start", start, "--end", end]);
      successDocument(await from("2026-05-20T01:00:00Z", "2026-05-20T09:00:00+08:00"));
      assertEquals((await from("2026-05-20T01:00:01Z", "2026-05-20T09:00:00+08:00")).status, 2);
    }));
});
