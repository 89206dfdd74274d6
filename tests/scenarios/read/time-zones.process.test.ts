import { idsIn, listRequests, SEARCH_PATH, worldOf } from "../../support/reading.ts";
import { requestsTo } from "../../support/requests.ts";
import { partOf, successDocument } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { news, roomOf, SEARCH } from "./search/scene.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Forms and zones are tested in `tests/core/text/time/zones.test.ts`. Here: the program uses the system's zone. */

describe("+chat-messages-list", () => {
  const days: [zone: string, day: string, start: string, end: string][] = [
    ["Asia/Shanghai", "2026-05-20", "1779206400", "1779292799"],
    // The clock goes forward on this day: it has 23 hours.
    ["Europe/Berlin", "2026-03-29", "1774738800", "1774821599"],
  ];
  for (const [zone, day, start, end] of days) {
    it(`takes ${day} as a whole day in ${zone}`, () =>
      inScene(worldOf(1), async ({ spawn, platform }) => {
        const line = ["+chat-messages-list", "--chat-id", "oc_reading", "--start", day, "--end", day];
        successDocument(await spawn([...line, "--no-reactions"], { env: { TZ: zone } }));
        const { start_time, end_time } = listRequests(platform)[0]?.query ?? {};
        assertEquals([start_time, end_time], [start, end]);
      }));
  }
});

describe("+messages-search", () => {
  // 2026-05-20T01:00:00Z and a day later.
  const world = roomOf([news("first", 0), news("second", 24 * 60)]);
  const env = { TZ: "America/New_York" };
  const searchOf = (start: string, end: string) => [...SEARCH, "--start", start, "--end", end];

  it("sends times with their local offsets, in winter and in summer", () =>
    inScene(world, async ({ spawn, platform }) => {
      successDocument(await spawn(searchOf("2026-01-15", "2026-07-15"), { env }));
      const body = partOf({ body: requestsTo(platform, SEARCH_PATH)[0]?.body }, "body");
      assertEquals(partOf(body, "filter")["time_range"], {
        start_time: "2026-01-15T00:00:00-05:00",
        end_time: "2026-07-15T23:59:59-04:00",
      });
    }));

  it("searches the local day and prints local times", () =>
    inScene(world, async ({ spawn }) => {
      // 01:00 in UTC is still the evening before in New York.
      const document = successDocument(await spawn(searchOf("2026-05-19", "2026-05-19"), { env }));
      assertEquals(idsIn(document), ["om_first"]);
      const messages = partOf(document, "data")["messages"];
      assertEquals(Array.isArray(messages) && messages[0].create_time, "2026-05-19 21:00");
    }));
});
