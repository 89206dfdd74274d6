/**
 * What must be confirmed before it is done. Three grades: most writes need nothing; a moderate one is confirmed with y at
 * a terminal, a severe one with the name of what it is about; where nobody can be asked, both need the option.
 *
 * @module
 */

import { Failure } from "../core/failure.ts";
import { action, input, type Phrase, phrase } from "../core/text/phrase.ts";
import { wrapText } from "../core/text/wrap.ts";
import type { Runtime } from "./command.ts";
import { cleanLine, writeText } from "./output/terminal.ts";
import { canAsk } from "./questions.ts";
import { spelled } from "./spelling.ts";

/** Something that has to be confirmed. */
export interface ConfirmedAction {
  /** Its name for programs, such as `im.messages.delete`, or as it is typed. */
  readonly name: string;
  /** What would happen, to what, for people: `recalls the message om_7 for everybody`. */
  readonly effect: string;
  /** Of a severe one: the id, or the name, of what it is about. */
  readonly target?: string;
}

/** Where a confirmation is asked for. */
export type ConfirmationPlace = Pick<Runtime, "world" | "resolved">;

/** An action as a door spells it: a method of the API by its command, others as they are named. */
function titleOf(name: string): Phrase {
  const [, method] = /^im\.(\S+)$/.exec(name) ?? [];
  return method === undefined ? name : phrase`${action(method)}`;
}

/**
 * Lets pass what was confirmed with the option, or is confirmed now by the person at the terminal. Where nobody can be
 * asked, an agent must ask its person.
 *
 * @throws {Failure} `confirmation`/`confirmation_required`, exit 10.
 */
export async function requireConfirmation(
  isConfirmed: boolean,
  confirmed: ConfirmedAction,
  { world, resolved = [] }: ConfirmationPlace,
): Promise<void> {
  if (isConfirmed) return;
  if (!canAsk(world)) throw notConfirmed(confirmed);
  const { effect, name, target } = confirmed;
  const lines = wrapText(
    cleanLine(spelled(phrase`${titleOf(name)} ${effect}`)),
    world.stderr.columns() || Infinity,
  );
  await writeText(world.stderr, `${lines.join("\n")}\n`);
  // Who named a chat types its name; its id is as good.
  const known = resolved.find(({ id }) => id === target)?.name ?? target;
  const expected = known === undefined ? undefined : cleanLine(known).trim();
  const question = expected === undefined ? "continue? [y/N] " : `type ${expected} to continue: `;
  const answer = await world.readLine(question, { hidden: false });
  // Composed or not, a letter looks the same, and keyboards differ.
  const typed = answer?.trim().normalize() ?? "";
  const isAgreed = expected === undefined
    ? /^y(es)?$/i.test(typed)
    : typed !== "" && [expected.normalize(), target].includes(typed);
  // Ctrl-D leaves the cursor behind the question.
  if (answer === undefined) await writeText(world.stderr, "\n");
  if (!isAgreed) throw refused(confirmed, expected);
}

/** The person said no, or something else than the name. */
function refused({ name }: ConfirmedAction, expected: string | undefined): Failure {
  const reason = expected === undefined
    ? "nothing was done"
    : `the answer was not ${JSON.stringify(expected)}`;
  return confirmationFailure(
    name,
    phrase`${titleOf(name)} was not confirmed: ${reason}`,
    phrase`to do it without a question, add ${input("yes")}`,
  );
}

/** The refusal of what was not confirmed. */
export function notConfirmed({ name, effect }: ConfirmedAction): Failure {
  return confirmationFailure(
    name,
    phrase`${titleOf(name)} was not confirmed: it ${effect}`,
    phrase`check it with ${input("dryRun")}, then run the same command with ${input("yes")}`,
  );
}

function confirmationFailure(name: string, message: Phrase, hint: Phrase): Failure {
  return new Failure({
    type: "confirmation",
    subtype: "confirmation_required",
    ...{ message, hint, risk: "high-risk-write", action: name },
  });
}
