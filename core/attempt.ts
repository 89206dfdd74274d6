/**
 * Optional work: its failure is handed back instead of thrown, and becomes a warning.
 *
 * @module
 */

import { Failure, permissionFailure } from "./failure.ts";
import { joinPhrases, type Phrase, phrase, plainText } from "./text/phrase.ts";

/** Types of failures that do not go away by asking again. */
const PERMANENT_TYPES: readonly string[] = [
  "authorization",
  "authentication",
  "config",
  "policy",
  "validation",
];

/**
 * Runs optional work: whatever goes wrong is handed back, never thrown, except for what ends the run (the person's
 * interrupt).
 */
export async function attempt<T>(work: () => T | Promise<T>): Promise<T | Failure> {
  try {
    return await work();
  } catch (error) {
    const failure = error instanceof Failure ? error : permissionFailure(error) ?? toFailure(error);
    if (failure.detail.type === "interrupted") throw failure;
    return failure;
  }
}

function toFailure(error: unknown): Failure {
  const reason = error instanceof Error ? error.message : String(error);
  return new Failure({ type: "internal", subtype: "unknown", message: `unexpected: ${reason}` }, error);
}

/** Whether asking again cannot help: a missing permission, or nothing there. */
export function isPermanent(failure: Failure): boolean {
  const { type, subtype } = failure.detail;
  return PERMANENT_TYPES.includes(type) || subtype === "not_found";
}

/** A failure as the text of a warning: its message, with the service's code and the hint. */
export function describeFailure({ detail }: Failure): Phrase {
  const facts: Phrase[] = [
    ...(detail.code === undefined || plainText(detail.message).includes(`code ${detail.code}`)
      ? []
      : [`code ${detail.code}`]),
    ...(detail.hint === undefined ? [] : [detail.hint]),
  ];
  return facts.length === 0 ? detail.message : phrase`${detail.message} (${joinPhrases(facts, "; ")})`;
}
