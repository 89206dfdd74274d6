import { invalidArgument } from "../../core/failure.ts";
import type { Kind } from "../flags.ts";
import { checkId } from "./check-id.ts";
import { splitList } from "./split-list.ts";

const FORM = { prefixes: ["om_"], what: "a comma list of message ids", hint: "message ids begin with om_" };

/** A comma list of message ids (`om_…`); blanks are dropped, repeated ids stay. */
export function messageIds(summary: string): Kind<readonly string[]> {
  return {
    placeholder: "om_id,…",
    summary,
    parse: (value, name) => splitList(value).map((entry) => checkMessageId(name, entry)),
  };
}

function checkMessageId(name: string, entry: string): string {
  if (entry.startsWith("omt_")) {
    throw invalidArgument(
      name,
      `${name} has a thread id, not a message id: "${entry}"`,
      "messages of a thread are listed by: im +threads-messages-list --thread omt_id",
    );
  }
  return checkId(name, entry, FORM);
}
