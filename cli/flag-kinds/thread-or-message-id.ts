import type { Kind } from "../flags.ts";
import { checkId } from "./check-id.ts";

const FORM = {
  prefixes: ["omt_", "om_"],
  what: "a thread id or a message id",
  hint: "thread ids begin with omt_, message ids with om_",
};

/** A thread id (`omt_…`), or the id of a message in the thread (`om_…`), trimmed. */
export function threadOrMessageId(summary: string): Kind<string> {
  return { placeholder: "omt_id|om_id", summary, parse: (value, name) => checkId(name, value, FORM) };
}
