import { Failure } from "../../core/failure.ts";
import { action, input, phrase } from "../../core/text/phrase.ts";

/** Something that has to be confirmed. */
export interface ConfirmedAction {
  /** Its name for programs, such as `im.messages.delete`, or as it is typed. */
  readonly name: string;
  /** What would happen, to what, for people: `recalls the message om_7 for everybody`. */
  readonly effect: string;
}

/**
 * Stops what was not confirmed: exit 10 with `risk` and `action`. Nothing is asked on the screen: an agent must ask its
 * person.
 *
 * @throws {Failure} `confirmation`/`confirmation_required`
 */
export function requireConfirmation(isConfirmed: boolean, { name, effect }: ConfirmedAction): void {
  if (isConfirmed) return;
  const [, method] = /^im\.(\S+)$/.exec(name) ?? [];
  throw new Failure({
    type: "confirmation",
    subtype: "confirmation_required",
    message: phrase`${method === undefined ? name : action(method)} was not confirmed: it ${effect}`,
    hint: phrase`check it with ${input("dryRun")}, then run the same command with ${input("yes")}`,
    risk: "high-risk-write",
    action: name,
  });
}
