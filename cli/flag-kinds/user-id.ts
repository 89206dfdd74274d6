import type { Kind } from "../flags.ts";
import { checkId } from "./check-id.ts";

const FORM = { prefixes: ["ou_"], what: "a user's open id", hint: "open ids of users begin with ou_" };

/** The open id of a user (`ou_…`), trimmed. */
export function userId(summary: string): Kind<string> {
  return { placeholder: "ou_id", summary, parse: (value, name) => checkId(name, value, FORM) };
}
