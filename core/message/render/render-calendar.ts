import { calendarRenderer } from "./calendar-renderer.ts";

/** An invitation to an appointment (reading sheet 5.6). */
export const renderCalendar = calendarRenderer("calendar_invite", []);
