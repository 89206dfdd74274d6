import { calendarRenderer } from "./calendar-renderer.ts";

/** Any other note about an appointment (reading sheet 5.6). */
export const renderGeneralCalendar = calendarRenderer("calendar", ["share_token"]);
