import { describe } from "@std/testing/bdd";
import { renderCalendar } from "../../../../core/message/render/render-calendar.ts";
import { localTime } from "./local-time.ts";
import { testRenderer } from "./rendering-of.ts";

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
