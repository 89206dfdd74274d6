import { filledStringAt } from "../../json-access.ts";
import { escapeBody } from "./escape-body.ts";
import { formatBlock } from "./format-block.ts";
import { formatLongTime } from "./format-long-time.ts";
import { objectRenderer } from "./object-renderer.ts";
import type { Renderer } from "./rendering.ts";

/**
 * The renderer of a calendar kind: summary, then `start ~ end` or the start alone (reading sheet 5.6).
 *
 * @param tag name of the tag, such as `calendar_share`
 * @param ids which strings of the content become attributes, in their order
 */
export function calendarRenderer(tag: string, ids: readonly string[]): Renderer {
  return objectRenderer("calendar", (content) => {
    const summary = filledStringAt(content, "summary");
    const start = formatLongTime(content["start_time"]);
    const end = formatLongTime(content["end_time"]);
    const lines = [
      ...(summary === undefined ? [] : [escapeBody(summary)]),
      ...(start === undefined ? [] : [end === undefined ? start : `${start} ~ ${end}`]),
    ];
    return formatBlock(tag, Object.fromEntries(ids.map((id) => [id, filledStringAt(content, id)])), lines);
  });
}
