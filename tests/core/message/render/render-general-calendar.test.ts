import { describe } from "@std/testing/bdd";
import { renderGeneralCalendar } from "../../../../core/message/render/render-general-calendar.ts";
import { testRenderer } from "./rendering-of.ts";

describe("renderGeneralCalendar", () => {
  testRenderer(renderGeneralCalendar, [
    [
      "tells the token only",
      { share_token: "t", open_event_id: "e", summary: "Sync" },
      '<calendar share_token="t">\nSync\n</calendar>',
    ],
    ["does without anything", {}, "<calendar>\ncalendar\n</calendar>"],
  ]);
});
