import { invalidArgument } from "../../core/failure.ts";
import { parseTimeInput } from "../../core/message/time-input.ts";
import { checkId } from "../flag-kinds/check-id.ts";
import { alias, type Kind, optional, toggle } from "../flags.ts";
import type { PageDefaults } from "../page-flags.ts";

/** Pages of the lists about feed groups. */
export const FEED_PAGES: PageDefaults = { size: 50, limit: 10, delay: 200 };

/** The latest time that a calendar has, epoch milliseconds. */
const LATEST = 8.64e15;

/** A window on the time of the last change. */
export const windowFlags = {
  startTime: alias(optional(changeTime("start", "what changed from this time on")), "start"),
  endTime: alias(optional(changeTime("end", "what changed up to this time")), "end"),
};

export const noDetail = toggle("do not look up the names of the chats");

/** A feed group's id (`ofg_…`), trimmed. */
export const feedGroupId: Kind<string> = {
  placeholder: "ofg_id",
  summary: "the feed group",
  parse: (value, name) =>
    checkId(name, value, {
      prefixes: ["ofg_"],
      what: "a feed group id",
      hint: "feed group ids begin with ofg_; they are listed by: im +feed-group-list",
    }),
};

/** Bare digits are Unix milliseconds here, as in the service (chats sheet 16); other forms as everywhere. */
function changeTime(edge: "start" | "end", summary: string): Kind<number> {
  return {
    placeholder: "time",
    summary: `${summary}; a date or time, or Unix milliseconds`,
    parse(value, name) {
      const text = value.trim();
      const instant = /^\d+$/.test(text) ? Number(text) : parseTimeInput(text, edge);
      if (instant !== undefined && instant >= 0 && instant <= LATEST) return instant;
      throw invalidArgument(
        name,
        `${name} must be a time: "${value}"`,
        "type Unix milliseconds (1779238800000), a date (2026-05-20) or a time (2026-05-20T09:00:00+08:00)",
      );
    },
  };
}
