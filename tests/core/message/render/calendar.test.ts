import {
  renderCalendar,
  renderGeneralCalendar,
  renderShareCalendarEvent,
  renderVideoChat,
} from "../../../../core/message/render/calendar.ts";
import { localTime } from "./local-time.ts";
import { renderingOf, testRenderer } from "./rendering-of.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("renderCalendar", () => {
  const [start, end] = [1779242400000, 1779246000000];
  const block = (body: string) => `<calendar_invite>\n${body}\n</calendar_invite>`;
  testRenderer(renderCalendar, [
    [
      "shows summary and both times",
      { summary: "Review", start_time: String(start), end_time: String(end) },
      block(`Review\n${localTime(start)} ~ ${localTime(end)}`),
    ],
    [
      "takes times that are numbers, also seconds",
      { start_time: start, end_time: end / 1000 },
      block(`${localTime(start)} ~ ${localTime(end)}`),
    ],
    ["shows the start alone", { start_time: String(start), end_time: "0" }, block(localTime(start))],
    ["leaves out an end without a start", { summary: "Review", end_time: String(end) }, block("Review")],
    ["leaves out what is no time", { summary: "Review", start_time: "soon" }, block("Review")],
    ["has no attributes", { open_event_id: "e1", share_token: "t" }, block("calendar_invite")],
    ["escapes the summary", { summary: "R&D <x>" }, block("R&amp;D &lt;x&gt;")],
  ]);
});

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

describe("renderVideoChat", () => {
  for (const content of ['{"topic":"standup"}', "{oops"]) {
    it(`is the same for ${content}`, () => {
      assertEquals(renderVideoChat(renderingOf("video_chat", content)), "[Video call]");
    });
  }
});
