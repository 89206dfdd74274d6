import { calendarRenderer } from "./calendar-renderer.ts";

/** An appointment that someone shared (reading sheet 5.6). */
export const renderShareCalendarEvent = calendarRenderer("calendar_share", [
  "open_calendar_id",
  "open_event_id",
  "share_token",
]);
