import { describe } from "@std/testing/bdd";
import { renderShareCalendarEvent } from "../../../../core/message/render/render-share-calendar-event.ts";
import { testRenderer } from "./rendering-of.ts";

describe("renderShareCalendarEvent", () => {
  testRenderer(renderShareCalendarEvent, [
    [
      "tells its ids in a fixed order",
      { share_token: "t", open_event_id: 'e"', open_calendar_id: "c", summary: "Sync" },
      '<calendar_share open_calendar_id="c" open_event_id="e\\"" share_token="t">\nSync\n</calendar_share>',
    ],
    ["does without anything", {}, "<calendar_share>\ncalendar_share\n</calendar_share>"],
  ]);
});
