import type { FailureDetail } from "../core/failure.ts";
import { input, type Phrase, phrase } from "../core/text/phrase.ts";

/** What helps by subtype, where the failure itself has no better hint. */
const HINTS: Readonly<Record<string, Phrase>> = {
  rate_limit: "wait a minute, then run the same command again",
  server_error: "the service has a problem: try again later",
  invalid_response: "if it happens again, report it with what is printed here",
  invalid_parameters: phrase`check the ids and values; ${input("verbose")} shows the request`,
  not_found: phrase`check the id, and that the identity of ${input("as")} can see what it names`,
  ownership_mismatch: "only the app or person that made it can do this",
  quota_exceeded: "ask the tenant's administrator",
  partial_failure: "the result lists what failed, with reasons",
};

/** What to do about a failure that does not say it. Nothing is said to somebody who interrupted the work. */
export function generalHint({ type, subtype, code }: FailureDetail): Phrase | undefined {
  if (type === "interrupted") return undefined;
  if (type === "api" && code !== undefined && HINTS[subtype] === undefined) {
    return phrase`the service's documentation explains its codes; ${input("verbose")} shows the request`;
  }
  return HINTS[subtype] ?? phrase`run it again with ${input("verbose")} to see what happens`;
}
