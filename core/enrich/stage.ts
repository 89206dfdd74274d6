import { Failure } from "../failure.ts";
import type { Client } from "../platform/client.ts";
import { joinPhrases, type Phrase, phrase, plainText } from "../text/phrase.ts";
import type { Warnings } from "../warning.ts";
import type { World } from "../world.ts";

/** What every stage works with. */
export interface StageContext {
  readonly world: World;
  readonly client: Client;
  readonly warnings: Warnings;
  /** Keep answers for the whole run; not on walks of any length, whose memory must stay flat. */
  readonly cache: boolean;
}

/** Types of failures that asking again cannot mend. */
const PERMANENT_TYPES: readonly string[] = [
  "authorization",
  "authentication",
  "config",
  "policy",
  "validation",
];

/** Whether asking again cannot help: a missing permission, or nothing there. */
export function isPermanent(failure: Failure): boolean {
  const { type, subtype } = failure.detail;
  return PERMANENT_TYPES.includes(type) || subtype === "not_found";
}

/** The words for a failure in a warning: what was said, with the service's code and what helps. */
export function describeFailure({ detail }: Failure): Phrase {
  const facts: Phrase[] = [
    ...(detail.code === undefined || plainText(detail.message).includes(`code ${detail.code}`)
      ? []
      : [`code ${detail.code}`]),
    ...(detail.hint === undefined ? [] : [detail.hint]),
  ];
  return facts.length === 0 ? detail.message : phrase`${detail.message} (${joinPhrases(facts, "; ")})`;
}

/**
 * Runs optional work: whatever goes wrong is handed back, never thrown, except for what ends the run (the person's
 * interrupt).
 */
export async function attempt<T>(work: () => T | Promise<T>): Promise<T | Failure> {
  try {
    return await work();
  } catch (error) {
    const failure = error instanceof Failure ? error : toFailure(error);
    if (failure.detail.type === "interrupted") throw failure;
    return failure;
  }
}

function toFailure(error: unknown): Failure {
  const said = error instanceof Error ? error.message : String(error);
  return new Failure({ type: "internal", subtype: "unknown", message: `unexpected: ${said}` }, error);
}
