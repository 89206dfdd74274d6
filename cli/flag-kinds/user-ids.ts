import type { Kind } from "../flags.ts";
import { splitList } from "./split-list.ts";
import { userId } from "./user-id.ts";

/** A comma list of open ids of users; blanks are dropped. */
export function userIds(summary: string): Kind<readonly string[]> {
  const one = userId(summary);
  return {
    placeholder: "ou_id,…",
    summary,
    parse: (value, name) => splitList(value).map((entry) => one.parse(entry, name)),
  };
}
