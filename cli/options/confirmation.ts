import { Failure } from "../../core/failure.ts";
import { input, phrase } from "../../core/text/phrase.ts";

/** `im.chat.members.delete` as a command line has it. */
function asTyped(action: string): string {
  return /\s/.test(action) ? action : action.replace(/^im\./, "im ").replace(/\.([^.]+)$/, " $1");
}

/**
 * Stops what was not confirmed: exit 10 with `risk` and `action`. Nothing is asked on the screen: an agent must ask its
 * person.
 *
 * @param action what it is, such as `im.messages.delete`
 * @throws {Failure} `confirmation`/`confirmation_required`
 */
export function requireConfirmation(isConfirmed: boolean, action: string): void {
  if (isConfirmed) return;
  throw new Failure({
    type: "confirmation",
    subtype: "confirmation_required",
    message: `${asTyped(action)} was not confirmed: it cannot be undone, or disturbs people`,
    hint: phrase`check it with ${input("dryRun")}, then run the same command with ${input("yes")}`,
    risk: "high-risk-write",
    action,
  });
}
