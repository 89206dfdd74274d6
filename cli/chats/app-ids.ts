import { checkId } from "../flag-kinds/check-id.ts";
import { splitList } from "../flag-kinds/split-list.ts";
import type { Kind } from "../flags.ts";

const FORM = { prefixes: ["cli_"], what: "a comma list of app ids", hint: "app ids of bots begin with cli_" };

/** A comma list of app ids of bots (`cli_…`); blanks are dropped. */
export function appIds(summary: string): Kind<readonly string[]> {
  return {
    placeholder: "cli_id,…",
    summary,
    parse: (value, name) => splitList(value).map((entry) => checkId(name, entry, FORM)),
  };
}
