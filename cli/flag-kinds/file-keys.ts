import type { Kind } from "../flags.ts";
import { checkId } from "./check-id.ts";
import { splitList } from "./split-list.ts";

const FORM = { prefixes: ["file_"], what: "a comma list of file keys", hint: "file keys begin with file_" };

/** A comma list of file keys (`file_…`). */
export function fileKeys(summary: string): Kind<readonly string[]> {
  return {
    placeholder: "file_key,…",
    summary,
    parse: (value, name) => {
      const keys = splitList(value).map((entry) => checkId(name, entry, FORM));
      return keys.length > 0 ? keys : [checkId(name, value, FORM)];
    },
  };
}
