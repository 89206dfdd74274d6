import { invalidArgument } from "../../core/failure.ts";

/** What an id must look like, and what is said when it does not. */
export interface IdForm {
  /** What the id may begin with. */
  readonly prefixes: readonly string[];
  /** What it is, with its article: `a user id`. */
  readonly what: string;
  readonly hint: string;
}

/**
 * The id in a text, trimmed (reading sheet 1.2): one of the prefixes, then letters, digits, `_` and `-` only, so that
 * it may stand in a path, a query or a body.
 *
 * @throws {Failure} `validation`/`invalid_argument` naming the flag and the text.
 */
export function checkId(name: string, text: string, { prefixes, what, hint }: IdForm): string {
  const id = text.trim();
  const hasPrefix = prefixes.some((prefix) => id.startsWith(prefix) && id.length > prefix.length);
  if (!hasPrefix || !/^[A-Za-z0-9_-]+$/.test(id)) {
    throw invalidArgument(name, `${name} must be ${what}: "${text}"`, hint);
  }
  return id;
}
