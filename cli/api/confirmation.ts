import { Failure } from "../../core/failure.ts";

/**
 * Stops what was not confirmed: exit 10 with `risk` and `action` (platform sheet 8.2). There is no question on the
 * screen: an agent must ask its person.
 *
 * @param action what it is, such as `im.messages.delete`
 * @throws {Failure} `confirmation`/`confirmation_required`
 */
export function demandConfirmation(isConfirmed: boolean, action: string): void {
  if (isConfirmed) return;
  throw new Failure({
    type: "confirmation",
    subtype: "confirmation_required",
    message: `${action} cannot be undone or disturbs people, and was not confirmed`,
    hint: "look at it with --dry-run; if it is meant, run the same command with --yes",
    risk: "high-risk-write",
    action,
  });
}
