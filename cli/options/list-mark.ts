import { stringifyJson } from "../../core/json/json.ts";
import { markOf } from "../../core/platform/listing.ts";

/** What does not change which records a list has, or in which order. */
const OTHER_INPUT: ReadonlySet<string> = new Set([
  ...["pageToken", "pageSize", "pageAll", "pageLimit", "pageDelay", "concise", "showCommands"],
  ...["noReactions", "noThreads", "downloadResources", "downloadLimit", "failFast", "verify", "yes"],
]);

/**
 * A mark of a command and what it was given, so that a place in one list is not taken for one in another. Times are left
 * out: they may be counted from now.
 */
export function listMark(name: string, given: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(given).filter(([key]) => !OTHER_INPUT.has(key)).sort((
    [a],
    [b],
  ) => a < b ? -1 : 1);
  return markOf(`${name} ${stringifyJson(entries)}`);
}
