import { nonEmptyStringAt } from "../../json/access.ts";
import { formatUnixTime } from "../../text/time.ts";
import { escapeEntities, formatBlock } from "./markup.ts";
import { objectRenderer, type Renderer } from "./renderer.ts";

/**
 * The renderer of a calendar kind: summary, then `start ~ end` or the start alone.
 *
 * @param tag name of the tag, such as `calendar_share`
 * @param ids which strings of the content become attributes, in their order
 */
export function calendarRenderer(tag: string, ids: readonly string[]): Renderer {
  return objectRenderer("calendar", (content) => {
    const summary = nonEmptyStringAt(content, "summary");
    const start = formatUnixTime(content["start_time"]);
    const end = formatUnixTime(content["end_time"]);
    const lines = [
      ...(summary === undefined ? [] : [escapeEntities(summary)]),
      ...(start === undefined ? [] : [end === undefined ? start : `${start} ~ ${end}`]),
    ];
    return formatBlock(tag, Object.fromEntries(ids.map((id) => [id, nonEmptyStringAt(content, id)])), lines);
  });
}

/** An appointment that someone shared. */
export const renderShareCalendarEvent = calendarRenderer("calendar_share", [
  "open_calendar_id",
  "open_event_id",
  "share_token",
]);

/** An invitation to an appointment. */
export const renderCalendar = calendarRenderer("calendar_invite", []);

/** Any other note about an appointment. */
export const renderGeneralCalendar = calendarRenderer("calendar", ["share_token"]);

/** A video call; its content is not shown. */
export const renderVideoChat: Renderer = () => "[Video call]";
